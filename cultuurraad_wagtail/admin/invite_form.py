"""The form that invites: the members with a tick, others as lines of text, words of one's own."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ..models import Registration
from ..scheduling.invitations import Invitee

MOST_OTHERS = 200
LINE = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")


class OthersField(forms.CharField):
    """People, one on each line, as ``Name <address>`` or only an address; gives ``[(name, address)]``."""

    widget = AdminAutoHeightTextInput

    def to_python(self, value):
        lines = [(number, line.strip()) for number, line in enumerate(super().to_python(value).splitlines(), 1)]
        filled = [(number, line) for number, line in lines if line]
        if len(filled) > MOST_OTHERS:
            raise ValidationError(_("Invite at most %(most)s others at a time.") % {"most": MOST_OTHERS})
        read = [_read(number, line) for number, line in filled]
        mistakes = [each for each in read if isinstance(each, ValidationError)]
        if mistakes:
            raise ValidationError(mistakes)
        return read


def _read(number, line):
    """The name and the address in ``line``; where there is none, the mistake."""
    found = LINE.fullmatch(line)
    name, address = (found["name"], found["address"].strip()) if found else (line, line)
    name = " ".join(name.split()).strip("\"'") or address
    lengths = ((name, "name"), (address, "email"))
    try:
        validate_email(address)
        if any(len(text) > Registration._meta.get_field(field).max_length for text, field in lengths):
            raise ValidationError("")
    except ValidationError:
        words = _("Line %(number)s, “%(line)s”, holds no e-mail address. Write Name <name@example.org>.")
        return ValidationError(words, params={"number": number, "line": line[:80]})
    return name, address


class InviteForm(forms.Form):
    people = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        error_messages={
            "invalid_choice": gettext_lazy("Somebody whom you ticked is no member any more. Look at the list again.")
        },
    )
    others = OthersField(
        label=gettext_lazy("Others"),
        required=False,
        max_length=20000,
        help_text=gettext_lazy("One person on each line: Name <name@example.org>. They get the same mail."),
    )
    words = forms.CharField(
        label=gettext_lazy("Your own words"),
        required=False,
        max_length=5000,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Stand in the mail as you write them, the same for everybody."),
    )

    def __init__(self, *args, invitees: list[Invitee], ticked: list[str] | None = None, **kwargs):
        """``ticked`` are those who are ticked already; if missing, everybody who is to be asked."""
        super().__init__(*args, **kwargs)
        self.invitees = invitees
        self.fields["people"].choices = [
            (each.person.pk, str(each.person)) for each in invitees if not each.lacks_address
        ]
        self.ticked = [each.person.pk for each in invitees if each.is_to_ask] if ticked is None else ticked
        self.initial["people"] = self.ticked

    @cached_property
    def rows(self):
        """``(invitee, is_ticked)`` for the list, as it was sent or as it is offered."""
        ticked = {str(each) for each in self["people"].value() or ()}
        return [(each, str(each.person.pk) in ticked) for each in self.invitees]

    @property
    def chosen(self):
        """The people who are ticked."""
        ticked = set(self.cleaned_data["people"])
        return [each.person for each in self.invitees if each.person.pk in ticked]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["people"] or cleaned["others"]):
            raise ValidationError(_("Tick whom to invite, or write somebody under “Others”."))
        return cleaned
