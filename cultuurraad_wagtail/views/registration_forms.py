"""The forms of who registers for a meeting, and of who has a link."""

import secrets
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..fields import LONGEST_ADDRESS
from ..scheduling.registration import CONSENT


class RegisterForm(forms.Form):
    """Name and address; guests and being named only where the meeting asks for them."""

    name = forms.CharField(label=_("Your name"), max_length=160, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=_("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("For your confirmation, and for news of this meeting. Nobody sees it but the council."),
    )
    guests = forms.IntegerField(label=_("People you bring along"), required=False, min_value=0)
    may_be_named = forms.BooleanField(label=CONSENT, required=False)
    #: A field that people do not see, and machines fill in.
    website_url = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    copy = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, sitting, **kwargs):
        super().__init__(*args, **kwargs)
        _ask_what_the_meeting_asks(self, sitting)
        self.fields["copy"].initial = secrets.token_urlsafe(16)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website_url"):
            # Shown again it is empty: a person whose browser filled it in need only send the form once more.
            self.data = {**self.data.dict(), "website_url": ""}
            message = _("A field that must stay empty was filled in, perhaps by your browser. Send the form again.")
            raise forms.ValidationError(message)
        return cleaned

    @property
    def questions(self):
        """What a person fills in."""
        return [field for field in self if field.name not in ("website_url", "copy")]

    def key(self, visitor):
        """What is the same when one copy of the form arrives twice from one browser, whose secret is ``visitor``."""
        data = self.cleaned_data
        words = repr((data["copy"], visitor, data["email"].casefold()))
        return salted_hmac("cultuurraad_wagtail.registration", words, algorithm="sha256").hexdigest()


class AnswerForm(forms.Form):
    """Coming or not, with whom or who instead, and what they want to know."""

    is_coming = forms.TypedChoiceField(
        label=_("Will you be there?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes, I am coming")), ("no", _("No, I cannot come"))],
        widget=forms.RadioSelect,
    )
    guests = forms.IntegerField(label=_("People you bring along"), required=False, min_value=0)
    substitute = forms.CharField(
        label=_("Who comes instead of you"),
        required=False,
        max_length=160,
        help_text=_("Only if somebody takes your place. Then answer “yes”."),
    )
    question = forms.CharField(
        label=_("A question or remark for the council"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    may_be_named = forms.BooleanField(label=CONSENT, required=False)

    def __init__(self, *args, sitting, **kwargs):
        super().__init__(*args, **kwargs)
        _ask_what_the_meeting_asks(self, sitting)


class AgendaRequestForm(forms.Form):
    """A point for the agenda. ``copy`` tells one copy of the form from another.

    Its fields belong to the form of the answer, on the same page: what is typed here goes with that.
    """

    title = forms.CharField(
        label=_("What the council should talk about"), max_length=255, widget=forms.TextInput({"autocomplete": "off"})
    )
    text = forms.CharField(label=_("Explanation"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4}))
    copy = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        # Another form stands on the same page.
        super().__init__(*args, auto_id="agenda_%s", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = "cultuurraad-answer"
        self.fields["copy"].initial = uuid4()

    def clean_copy(self):
        return self.cleaned_data["copy"] or uuid4()

    @property
    def questions(self):
        """What a person fills in."""
        return [field for field in self if field.name != "copy"]


def _ask_what_the_meeting_asks(form, sitting):
    if sitting.most_guests:
        field = form.fields["guests"]
        field.validators.append(MaxValueValidator(sitting.most_guests))
        field.widget.attrs["max"] = sitting.most_guests
        field.help_text = _("At most %(number)s.") % {"number": sitting.most_guests}
    else:
        del form.fields["guests"]
    if not sitting.shows_participants:
        del form.fields["may_be_named"]
