"""What is asked beside the questions of a feedback form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import LONGEST_ADDRESS


class MailLinkForm(forms.Form):
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=_("Your e-mail address"),
        help_text=_("Only to send you the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
