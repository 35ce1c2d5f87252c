"""The editor's form of a series of meetings: weekdays, days to skip, and what a rule needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import SeriesFrequency
from ..fields import DaysField, example_day
from .forms import GroupForm

NTH = [
    ("", "---------"),
    (1, gettext_lazy("The first")),
    (2, gettext_lazy("The second")),
    (3, gettext_lazy("The third")),
    (4, gettext_lazy("The fourth")),
    (-1, gettext_lazy("The last")),
]


class SeriesForm(GroupForm):
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Leave empty for the weekday of the first day."),
    )
    nth = forms.TypedChoiceField(
        label=gettext_lazy("Which one in the month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=NTH,
        help_text=gettext_lazy("Only for “every month on a weekday”. Leave empty to follow the first day."),
    )
    skip_dates = DaysField(label=gettext_lazy("Days without a meeting"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "skip_dates" in self.fields:
            words = _("One date on each line, for example %(example)s.")
            self.fields["skip_dates"].help_text = words % {"example": example_day()}
        if "month_day" in self.fields:
            self.fields["month_day"].help_text = _(
                "Only for “every month on a day of the month”. Leave empty to follow the first day."
            )

    def clean(self):
        cleaned = super().clean()
        first, until = cleaned.get("starts_on"), cleaned.get("until")
        if first and until and until < first:
            self.add_error("until", _("The series ends before it begins. Give a later day."))
        if until and cleaned.get("count"):
            self.add_error("count", _("Give the last day or the number of meetings, not both."))
        if cleaned.get("frequency") == SeriesFrequency.MONTHLY_WEEKDAY and len(cleaned.get("weekdays") or []) > 1:
            self.add_error("weekdays", ValidationError(_("Tick one weekday; make another series for another one.")))
        return cleaned
