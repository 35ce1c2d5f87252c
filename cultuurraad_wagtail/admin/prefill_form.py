"""The form that names or holds one page of an organisation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..conf import setting
from ..inventory.websites.fetching import LIMITS


class SourceForm(forms.Form):
    """One page, by its address, its HTML, or a file of it."""

    address = forms.URLField(
        label=gettext_lazy("Address of their website"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Their contact page tells more than their home page."),
    )
    html = forms.CharField(
        label=gettext_lazy("Or the HTML of the page"),
        required=False,
        strip=False,
        # Below what Django reads of a form without a file, in whichever letters.
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1_200_000, "spellcheck": "false"}),
        help_text=gettext_lazy("In your browser: show the source of the page, copy all of it, paste it here."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a saved page"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".html,.htm,text/html"}),
        help_text=gettext_lazy("In your browser: save the page as “HTML only”, choose that file here. 5 MB at most."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not setting("FETCH_PROFILES"):
            del self.fields["address"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LIMITS.size:
            raise ValidationError(_("This file is larger than 5 MB. Paste the part about the organisation instead."))
        return file

    def clean(self):
        data = super().clean()
        pasted, file = data.get("html", "").strip(), data.get("file")
        if pasted and file:
            raise ValidationError(_("Paste the page or choose a file, not both."))
        if not self.errors and not (pasted or file or data.get("address")):
            raise ValidationError(
                _("Give the address of a page, paste its HTML, or choose a file.")
                if "address" in self.fields
                else _("Paste the HTML of a page, or choose a file.")
            )
        return data
