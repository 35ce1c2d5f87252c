"""The forms of the minutes: one for each agenda item, one for what came up besides, one for each action item."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminDateInput

from ..models import ActionItem, AgendaItem
from ..scheduling.trail.minutes import FIELDS
from ..snippets.base import TEXT_FEATURES

MOST_VOTES = 32767


class ItemForm(forms.Form):
    """What was said of an agenda item, what was decided, and who does what."""

    minutes = forms.CharField(label=_("What was said"), required=False)
    decision = forms.CharField(
        label=_("Decision"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One clear sentence. Leave empty where nothing was decided."),
    )
    votes_for = forms.IntegerField(label=_("Votes for"), required=False, min_value=0, max_value=MOST_VOTES)
    votes_against = forms.IntegerField(label=_("Votes against"), required=False, min_value=0, max_value=MOST_VOTES)
    abstentions = forms.IntegerField(label=_("Abstentions"), required=False, min_value=0, max_value=MOST_VOTES)
    action_title = forms.CharField(label=_("What is to be done"), required=False, max_length=255)
    action_owner = forms.ModelChoiceField(label=_("Who"), queryset=None, required=False)
    action_due = forms.DateField(label=_("By when"), required=False, widget=AdminDateInput)

    def __init__(self, *args, item: AgendaItem, people, **kwargs):
        kwargs["initial"] = {name: getattr(item, name) for name in FIELDS}
        super().__init__(*args, prefix=f"item-{item.key}", **kwargs)
        self.item = item
        self.fields["minutes"].widget = get_rich_text_editor_widget(features=TEXT_FEATURES)
        self.fields["action_owner"].queryset = people

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("action_owner") or cleaned.get("action_due")) and not cleaned.get("action_title"):
            self.add_error("action_title", _("Write what is to be done, or leave the other fields empty."))
        return cleaned

    @property
    def report(self):
        """What is written of the item, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def vote_fields(self):
        return [self[name] for name in ("votes_for", "votes_against", "abstentions")]

    @property
    def action_fields(self):
        return [self[name] for name in ("action_title", "action_owner", "action_due")]

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
        data = self.cleaned_data
        if not data["action_title"]:
            return None
        return ActionItem(
            title=data["action_title"], owner=data["action_owner"], due_on=data["action_due"], item_key=self.item.key
        )


class ApprovedForm(forms.Form):
    """Beside an item that approves minutes."""

    is_approved = forms.BooleanField(label=_("The minutes are approved"), required=False)


class ActionStateForm(forms.ModelForm):
    """How an open action item stands."""

    class Meta:
        model = ActionItem
        fields = ["state", "note"]
        widgets = {"note": forms.TextInput}


class NewItemsForm(forms.Form):
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
