"""The forms of the minutes: one for each agenda item, one for what came up besides, one for each action item."""

import re
from uuid import uuid4, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminDateInput

from ..models import ActionItem, AgendaItem
from ..scheduling.trail.minutes import FIELDS
from ..snippets.base import TEXT_FEATURES

MOST_VOTES = 32767
NEW_ACTION = ("action_title", "action_owner", "action_due")
#: A paragraph without words; and what an editor puts in every paragraph anew.
EMPTY, BLOCK_KEY = re.compile(r"<p[^>]*>\s*</p>"), re.compile(r' data-block-key="[^"]*"')


class LinesField(forms.CharField):
    """A text of several lines, the same whichever line ends a browser sends."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class RichLinesField(LinesField):
    """Rich text; the same words are no change, whatever the editor in the browser makes of their paragraphs."""

    def has_changed(self, initial, data):
        return _plain(self._as_sent(initial)) != _plain(data)

    def _as_sent(self, html):
        """As the form would send it back untouched."""
        return self.widget.value_from_datadict({"it": self.widget.format_value(html)}, {}, "it")


def _plain(html):
    return EMPTY.sub("", BLOCK_KEY.sub("", str(html or ""))).strip()


class ItemForm(forms.Form):
    """What was said of an agenda item, what was decided, and who does what.

    It knows what its writer saw: somebody else may save the minutes meanwhile.
    """

    minutes = RichLinesField(label=_("What was said"), required=False)
    decision = LinesField(
        label=_("Decision"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One clear sentence. Leave empty where nothing was decided."),
    )
    votes_for = forms.IntegerField(label=_("Votes for"), required=False, min_value=0, max_value=MOST_VOTES)
    votes_against = forms.IntegerField(label=_("Votes against"), required=False, min_value=0, max_value=MOST_VOTES)
    abstentions = forms.IntegerField(label=_("Abstentions"), required=False, min_value=0, max_value=MOST_VOTES)
    action_title = forms.CharField(label=_("What is to be done"), required=False, max_length=255)
    action_owner = forms.TypedChoiceField(label=_("Who"), required=False, empty_value=None)
    action_due = forms.DateField(label=_("By when"), required=False, widget=AdminDateInput)
    #: Of this form as it was shown: sent twice, it promises once.
    copy = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    #: What the item is called, should somebody take it off the agenda meanwhile.
    heading = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    put_back = forms.BooleanField(label=_("Put it back on the agenda, with what is written here"), required=False)

    def __init__(self, *args, item: AgendaItem, people: dict | None, **kwargs):
        """``people`` are those who may be given something to do, by primary key as text; None: nothing is given."""
        kwargs["initial"] = {**{name: getattr(item, name) for name in FIELDS}, "heading": item.title}
        super().__init__(*args, prefix=f"item-{item.key}", **kwargs)
        self.item = item
        self.fields["minutes"].widget = get_rich_text_editor_widget(features=TEXT_FEATURES)
        for name in FIELDS:
            self.fields[name].show_hidden_initial = True
        if people is None:
            for name in (*NEW_ACTION, "copy"):
                del self.fields[name]
            return
        self.fields["action_owner"].choices = [("", "---------"), *people.items()]
        self.fields["action_owner"].coerce = people.__getitem__

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("action_owner") or cleaned.get("action_due")) and not cleaned.get("action_title"):
            self.add_error("action_title", _("Write what is to be done, or leave the other fields empty."))
        return cleaned

    @property
    def report(self):
        """What the writer changed of the item, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.changed_data}

    @property
    def hidden_initials(self):
        return [self[name].as_hidden(only_initial=True) for name in FIELDS]

    @property
    def has_words(self):
        """Whether the writer wrote anything, other than making a field empty."""
        return any(_plain(self[name].data) for name in FIELDS if name in self.changed_data) or self.has_action

    def caught_up(self):
        """The same form, with what was saved meanwhile in the fields that its writer left alone."""
        data = self.data.copy()
        for name in set(FIELDS) - set(self.changed_data):
            stored = getattr(self.item, name)
            data[self.add_prefix(name)] = self.fields[name].widget.format_value(stored) or ""
            data[self.add_initial_prefix(name)] = "" if stored is None else str(stored)
        self.data = data
        return self

    @property
    def vote_fields(self):
        return [self[name] for name in ("votes_for", "votes_against", "abstentions")]

    @property
    def action_fields(self):
        return [self[name] for name in NEW_ACTION if name in self.fields]

    @property
    def votes(self):
        """How many votes were counted."""
        return sum(self.cleaned_data[field.name] or 0 for field in self.vote_fields)

    @property
    def has_votes(self):
        """Whether the votes stand open: some were counted, or something is wrong with them."""
        return any(field.value() not in (None, "") for field in self.vote_fields)

    @property
    def has_action(self):
        """Whether an action item was begun and is not saved."""
        return any(field.value() not in (None, "") for field in self.action_fields)

    def new_action(self):
        """The action item that was typed, unsaved; None if none was."""
        title, owner, due_on = (self.cleaned_data.get(name) for name in NEW_ACTION)
        if not title:
            return None
        # By its words too: what was corrected before it was sent again is kept, not dropped as sent already.
        nonce = uuid5(self.cleaned_data["copy"] or uuid4(), f"{title}\n{owner and owner.pk}\n{due_on}")
        return ActionItem(title=title, owner=owner, due_on=due_on, item_key=self.item.key, nonce=nonce)


class ApprovedForm(forms.Form):
    """Beside an item that approves minutes."""

    is_approved = forms.BooleanField(label=_("The minutes are approved"), required=False)


class ActionStateForm(forms.ModelForm):
    """How an open action item stands. It knows what its reader saw: the owner may answer meanwhile, by a link."""

    class Meta:
        model = ActionItem
        fields = ["state", "note"]
        field_classes = {"note": LinesField}
        widgets = {"note": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def hidden_initials(self):
        return [field.as_hidden(only_initial=True) for field in self]

    @property
    def began(self):
        """How the action item stood when the form was shown."""
        shown = {name: self.data.get(self[name].html_initial_name) for name in self.fields}
        return {name: self.fields[name].to_python(value) for name, value in shown.items()}

    @property
    def values(self):
        """What the editor changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class NewItemsForm(forms.Form):
    #: Of this form as it was shown: sent twice, it adds once.
    copy = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    new_items = forms.CharField(
        label=_("What came up besides"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Points that were not on the agenda: one title on each line. Save, and you can report on them."),
    )

    def clean_new_items(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["new_items"].splitlines()]
        if any(len(line) > AgendaItem._meta.get_field("title").max_length for line in lines):
            raise forms.ValidationError(_("One of the titles is too long. Write one title on each line."))
        return list(filter(None, lines))

    @property
    def by_key(self):
        """The titles, by the keys of the agenda items that they become."""
        copy = self.cleaned_data["copy"] or uuid4()
        return {uuid5(copy, title): title for title in self.cleaned_data["new_items"]}
