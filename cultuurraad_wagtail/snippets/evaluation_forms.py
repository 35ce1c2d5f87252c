"""The editor's form of a round of evaluation."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..choices import Anonymity, Audience
from ..fields import CouncilDateTimeField
from ..turns import take_turn
from .forms import groups_to_choose
from .translations import TranslationsFormField, keep_hidden, rich_text

SUMMARY_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
#: What stays as it is once the first people were asked.
FIXED = ("form", "audience", "workgroups", "meeting", "anonymity", "opens_at")
#: What everybody reads once the results are published.
PUBLIC = ("title", "summary", "shows_network", "translations", "slug")
MAY_PUBLISH = "cultuurraad_wagtail.publish_feedbackform"
NEEDED = {
    Audience.MEMBERS: ("workgroups", _("Choose the groups whose members are asked.")),
    Audience.ATTENDEES: ("meeting", _("Choose the meeting.")),
}


def fixed_in(evaluation_round) -> tuple:
    """The names of the fields that cannot be changed any more."""
    closes = ("closes_at",) if evaluation_round.is_closed else ()
    return (*FIXED, *closes) if evaluation_round.has_started else closes


class RoundForm(WagtailAdminModelForm):
    opens_at = CouncilDateTimeField(
        label=_("Opens"), help_text=_("From then on people can answer. Inviting them sooner opens the round sooner.")
    )
    closes_at = CouncilDateTimeField(label=_("Closes"))
    translations = TranslationsFormField(
        {
            "title": (_("Title"), forms.TextInput),
            "summary": (
                _("What the council concludes"),
                rich_text(SUMMARY_FEATURES),
            ),
        },
        label=_("In other languages"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "workgroups" in self.fields:
            groups_to_choose(self.fields["workgroups"])
            self.fields["workgroups"].widget = forms.CheckboxSelectMultiple(choices=self.fields["workgroups"].choices)
        if "translations" in self.fields:
            self.fields["translations"].widget.source = self.instance.language
        #: What was changed here and is fixed since, and so was not stored.
        self.left_out = []
        self._keep(fixed_in(self.instance))
        if not self._may_change_public(self.instance):
            self._keep(PUBLIC, _("Everybody reads this: only who may publish the results changes it."))

    def _may_change_public(self, evaluation_round):
        return not (evaluation_round.is_published() and self.for_user and not self.for_user.has_perm(MAY_PUBLISH))

    def _keep(self, names, reason=""):
        for name in names:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = reason or self.fields[name].help_text

    def clean(self):
        cleaned = super().clean()
        keep_hidden(self, self.instance)
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The round closes before it opens. Give a later moment."))
        name, message = NEEDED.get(cleaned.get("audience"), ("", ""))
        if name and not cleaned.get(name):
            self.add_error(name, message)
        self._clean_names(cleaned)
        return cleaned

    def save(self, commit=True):
        """Writes what was changed here and nothing else: the round may have started, closed or been quoted since."""
        if not commit or self.instance.pk is None:
            return super().save(commit)
        rows = type(self.instance).objects.filter(pk=self.instance.pk)
        with transaction.atomic():
            take_turn(rows)
            fresh = rows.get()
            fixed = {*fixed_in(fresh), *(() if self._may_change_public(fresh) else PUBLIC)}
            self.left_out = [name for name in self.changed_data if name in fixed]
            changed = [name for name in self.changed_data if name not in fixed]
            for name in changed:
                if name != "workgroups":
                    setattr(fresh, name, getattr(self.instance, name))
            fresh.save()
            if "workgroups" in changed:
                fresh.workgroups.set(self.cleaned_data["workgroups"])
        return fresh

    def _clean_names(self, cleaned):
        feedback_form, audience = cleaned.get("form"), cleaned.get("audience")
        is_named = cleaned.get("anonymity") == Anonymity.NAMED
        if is_named and audience == Audience.PUBLIC:
            message = _("Nobody is invited by name to a round for everybody. Choose “anonymous”.")
            self.add_error("anonymity", message)
        if feedback_form and not is_named and feedback_form.asks_partners:
            message = _("This form asks who works with whom, which cannot be anonymous. Choose “with names”.")
            self.add_error("anonymity", message)
