"""The form in which an organisation corrects its own profile: plain text, no account, no rich text editor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ...choices import WorkingLanguage
from ...pages.organisations import OrganisationProfilePage
from ...text import paragraphs
from ..values import RICH_TEXT, as_rich_text

FIELDS = (
    *("other_names", "summary", "mission", "goals", "languages", "street", "postcode", "municipality"),
    *("email", "phone", "website", "accessibility", "contact_email"),
)


class ProfileForm(forms.ModelForm):
    """Fields of the profile as its newest version has them; ``proposed`` gives what was changed."""

    mission = forms.CharField(label=_("Mission"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    goals = forms.CharField(label=_("Goals"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=WorkingLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The languages in which the organisation works with its public."),
    )
    accessibility = forms.CharField(
        label=_("Accessibility of the venue"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Steps, lift, toilets, induction loop, parking: what a visitor needs to know."),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=500, assume_scheme="https")
    contact_email = forms.EmailField(
        label=_("Address for the council"),
        help_text=_("To this address the council writes to you. It is not shown on the site."),
    )
    note = forms.CharField(
        label=_("Anything else?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Write it below: a new name, other disciplines, keywords or social links, another logo, projects to "
            "mention."
        ),
    )
    has_stopped = forms.BooleanField(label=_("This organisation has stopped."), required=False)

    class Meta:
        model = OrganisationProfilePage
        fields = FIELDS
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, instance, **kwargs):
        words = {name: paragraphs(getattr(instance, name)) for name in RICH_TEXT if name in FIELDS}
        super().__init__(*args, instance=instance, initial=words, **kwargs)

    def clean(self):
        cleaned = super().clean()
        has_words = cleaned.get("note") or cleaned.get("has_stopped") or any(map(self._is_changed, FIELDS))
        if not self.errors and not has_words:
            raise forms.ValidationError(
                _("Nothing was changed. Is all of it still correct? Then say so on the page before.")
            )
        return cleaned

    def _post_clean(self):
        """Leaves the page alone: what is proposed is compared and stored by a verb, rules of other fields aside."""

    def proposed(self) -> dict[str, str | list[str]]:
        """Field → what it should say, of the fields that were changed; a list of codes for the languages."""
        changed = [name for name in FIELDS if self._is_changed(name)]
        return {
            name: as_rich_text(self.cleaned_data[name]) if name in RICH_TEXT else self.cleaned_data[name]
            for name in changed
        }

    def _is_changed(self, name):
        """Whether other words were sent; browsers end lines in their own way, and order languages in ours."""
        before, after = (_words(value) for value in (self[name].initial, self.cleaned_data.get(name)))
        return before != after


def _words(value):
    return set(value) if isinstance(value, list) else str(value or "").split()
