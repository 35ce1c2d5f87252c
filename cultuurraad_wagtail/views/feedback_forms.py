"""What is asked beside the questions of a feedback form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MailLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only to send you the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
