"""The choices by which two profiles become one."""

from django import forms

from ..inventory.duplicates.comparing import KEPT, OTHER, shown


class MergeForm(forms.Form):
    """For each aspect in which the profiles differ, whose words stay; and which versions that was decided on."""

    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, differences, **kwargs):
        super().__init__(*args, **kwargs)
        self.differences = differences
        for each in differences:
            self.fields[each.aspect.name] = forms.ChoiceField(
                label=each.aspect.heading,
                choices=[(KEPT, shown(each.aspect, each.kept)), (OTHER, shown(each.aspect, each.other))],
                # Each radio's own label is what the profile says; the row's head says about what.
                widget=forms.RadioSelect(attrs={"aria-describedby": f"id_{each.aspect.name}-label"}),
                initial=each.proposal,
            )

    @property
    def rows(self):
        """``(difference, bound field, its two radios)`` for each difference."""
        return [(each, self[each.aspect.name], list(self[each.aspect.name])) for each in self.differences]

    @property
    def choices(self):
        """Name of an aspect → side."""
        return {each.aspect.name: self.cleaned_data[each.aspect.name] for each in self.differences}
