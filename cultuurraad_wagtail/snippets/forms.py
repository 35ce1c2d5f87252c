"""Editor forms of the snippets: the rules that span several fields, said where they are typed."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.coreutils import get_content_languages

from ..choices import MeetingKind, WorkgroupKind
from ..fields import CouncilDateTimeField, ThemeIdsField
from .conditions import answers_before, follow, lacking
from .translations import TranslationsFormField, content_languages, keep_hidden, rich_text


class DisciplineForm(WagtailAdminModelForm):
    uit_theme_ids = ThemeIdsField(
        label=_("UiTdatabank themes"),
        required=False,
        help_text=_("Theme ids of the UiTdatabank that belong to this discipline, with commas between them."),
    )


USUAL_LENGTH = timedelta(hours=2)
LONGEST = timedelta(days=7)
TOO_LONG = _("The meeting lasts more than a week. Look at the day of the end once more.")


KIND_OF_MEETING = {
    WorkgroupKind.COUNCIL: MeetingKind.COUNCIL,
    WorkgroupKind.BOARD: MeetingKind.BOARD,
    WorkgroupKind.GENERAL_ASSEMBLY: MeetingKind.GENERAL_ASSEMBLY,
    WorkgroupKind.PLATFORM: MeetingKind.PLATFORM,
}


def groups_to_choose(field, locale_id=None, chosen=None):
    """Have ``field`` offer the groups by name: those in one language and the one that is chosen, or those in all."""
    groups = field.queryset.select_related("locale").order_by("title", "pk")
    if locale_id:
        groups = groups.filter(Q(locale=locale_id) | Q(pk=chosen))
    elif len(get_content_languages()) > 1:
        field.label_from_instance = lambda hub: f"{hub.title} ({hub.locale})"
    field.queryset = groups


class GroupForm(WagtailAdminModelForm):
    """A form with a ``workgroup``, chosen from a list, and a ``kind`` that may be left to the group."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "workgroup" in self.fields:
            locale = getattr(self.instance, "locale_id", None)
            groups_to_choose(self.fields["workgroup"], locale, self.instance.workgroup_id)
        if "kind" in self.fields and not self.instance.pk:
            self.fields["kind"].required = False
            self.fields["kind"].choices = [("", _("As the group")), *MeetingKind.choices]
            self.initial["kind"] = ""

    def clean_kind(self):
        """Left open, it is of its group's kind: nobody need say twice that the council meets."""
        hub = self.cleaned_data.get("workgroup")
        of_hub = KIND_OF_MEETING.get(getattr(hub, "kind", None), MeetingKind.WORKING_GROUP)
        return self.cleaned_data.get("kind") or of_hub


class AgendaItemForm(WagtailAdminModelForm):
    """Knows again an item that is only in a draft, and so has no primary key."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        if instance is None:
            # The browser makes every new item from one empty form: they must not share its key.
            self.initial["key"] = ""

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()


class MeetingForm(GroupForm):
    starts_at = CouncilDateTimeField(label=_("Start"))
    ends_at = CouncilDateTimeField(
        label=_("End"), required=False, help_text=_("Leave empty for a meeting of two hours.")
    )

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at is None and "ends_at" not in self.errors:
            ends_at = cleaned["ends_at"] = starts_at + USUAL_LENGTH
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The meeting ends before it begins. Give an end after the start."))
        elif starts_at and ends_at and ends_at > starts_at + LONGEST:
            self.add_error("ends_at", TOO_LONG)
        return cleaned

    def save(self, commit=True):
        added = self._keep_minutes()
        meeting = super().save(commit)
        for item in added:
            meeting.agenda_items.add(item)
        return meeting

    def _keep_minutes(self):
        """Items of a draft are made anew from the form, which does not hold their minutes.

        Gives those that the form has never seen: somebody put them on the agenda while it was open.
        """
        formset = self.formsets.get("agenda_items")
        if formset is None:
            return []
        self._part_keys(formset.forms)
        known = {item.key: item for item in self.instance.agenda_items.all()}
        posted = {form.cleaned_data.get("key") for form in formset.forms if hasattr(form, "cleaned_data")}
        for form in formset.forms:
            before = known.get(form.instance.key) if form.instance.pk is None else None
            for name in before.NOT_IN_FORM if before else ():
                setattr(form.instance, name, getattr(before, name))
        return [item for key, item in known.items() if item.pk is None and key not in posted]

    @staticmethod
    def _part_keys(item_forms):
        """Two items never share a key: what is written on one would stand on the other."""
        seen = set()
        for form in item_forms:
            form.instance.key = uuid4() if form.instance.key in seen else form.instance.key
            seen.add(form.instance.key)


def users_with_address():
    """The users a mail can reach, whichever fields the site's user model has."""
    model = get_user_model()
    names = {field.name for field in model._meta.get_fields()}
    address = model.get_email_field_name()
    if address not in names:
        return model._default_manager.none()
    users = model._default_manager.exclude(**{address: ""}).exclude(**{f"{address}__isnull": True})
    return users.filter(is_active=True) if "is_active" in names else users


INTRODUCTION_FEATURES = ["bold", "italic", "link", "ul"]
THANKS_FEATURES = ["bold", "italic", "link"]


class FeedbackFormForm(WagtailAdminModelForm):
    language = forms.ChoiceField(
        label=_("Written in"), help_text=_("Translations into the other languages stand beside each text.")
    )
    open_from = CouncilDateTimeField(
        label=_("Open from"), required=False, help_text=_("Leave empty to open the form at once.")
    )
    open_until = CouncilDateTimeField(
        label=_("Open until"), required=False, help_text=_("Leave empty to keep the form open.")
    )
    translations = TranslationsFormField(
        {
            "title": (_("Title"), forms.TextInput),
            "introduction": (_("Introduction"), rich_text(INTRODUCTION_FEATURES)),
            "purpose": (_("Why you ask"), forms.TextInput),
            "thanks": (_("Thanks"), rich_text(THANKS_FEATURES)),
        },
        label=_("In other languages"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "notify" in self.fields:
            self.fields["notify"].queryset = users_with_address()
        if "language" in self.fields:
            known = {**content_languages(), self.instance.language: self.instance.language}
            self.fields["language"].choices = list({**known, **content_languages()}.items())
        if "translations" in self.fields:
            self.fields["translations"].widget.source = self.instance.language
        self.answers_before = answers_before(self.instance)
        if "questions" in self.formsets:
            formset = self.formsets["questions"]
            formset.form_kwargs = {**formset.form_kwargs, "feedback_form": self.instance}

    def clean(self):
        cleaned = super().clean()
        keep_hidden(self, self.instance)
        opens, closes = cleaned.get("open_from"), cleaned.get("open_until")
        if opens and closes and closes <= opens:
            self.add_error("open_until", _("The form closes before it opens. Give a later moment."))
        formset = self.formsets.get("questions")
        # modelcluster validates the forms below this one only after it, so ask each one now.
        valid = [each for each in (formset.forms if formset else []) if each.is_valid()]
        # A row that was added and left empty has no data, and is not stored.
        asked = [each for each in valid if each.cleaned_data and not each.cleaned_data.get("DELETE")]
        self._clean_parties(asked)
        self._clean_conditions(asked)
        return cleaned

    def _clean_conditions(self, asked):
        """Held against the questions as they are posted: an answer may be new, or have gone, at the same time."""
        deciding = {each.cleaned_data["key"]: each for each in asked}
        for each in asked:
            other = deciding.get(each.cleaned_data.get("only_if"))
            if other is None:
                continue
            other.instance.form = self.instance
            if message := lacking(each.instance, other=other.instance, before=self.answers_before):
                each.add_error("only_if_answers", message)

    def _clean_parties(self, asked):
        telling = [each for each in asked if each.cleaned_data.get("tells_party")]
        for each in telling[1:]:
            each.add_error("tells_party", _("Results can be compared by one question only. Untick the others."))

    def save(self, commit=True):
        feedback_form = super().save(commit)
        follow(feedback_form=feedback_form, before=self.answers_before)
        if commit:
            feedback_form.questions.commit()
        return feedback_form
