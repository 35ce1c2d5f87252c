"""Form fields of the editor's screens: moments in the council's own time zone, lists of ids."""

from datetime import date
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from .conf import setting

#: What a model's field for an e-mail address holds.
LONGEST_ADDRESS = 254


def council_zone() -> ZoneInfo:
    """The zone in which editors write and visitors read, whatever the site's or the user's own is."""
    return ZoneInfo(setting("TIME_ZONE"))


class CouncilDateTimeField(forms.DateTimeField):
    """A moment typed and shown in the council's zone; the hour that summer time skips is refused."""

    widget = AdminDateTimeInput

    def prepare_value(self, value):
        with timezone.override(council_zone()):
            return super().prepare_value(value)

    def to_python(self, value):
        with timezone.override(council_zone()):
            return super().to_python(value)


def example_day() -> str:
    """A day as people write it in the active language, as ``DaysField`` shows days itself."""
    return date_format(date(2026, 12, 24), "SHORT_DATE_FORMAT")


class DaysField(forms.CharField):
    """Days, one on each line, as a list of ISO dates in order."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT") for day in value)

    def to_python(self, value):
        one_day = forms.DateField()
        days = set()
        for line in filter(None, (line.strip() for line in super().to_python(value).splitlines())):
            try:
                days.add(one_day.clean(line).isoformat())
            except ValidationError:
                message = _("“%(line)s” is no date. Write one date on each line, for example %(example)s.")
                raise ValidationError(message, params={"line": line, "example": example_day()}) from None
        return sorted(days)

    def has_changed(self, initial, data):
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True


class ThemeIdsField(forms.CharField):
    """A list of ids, typed with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [part.strip() for part in super().to_python(value).split(",") if part.strip()]

    def has_changed(self, initial, data):
        return list(initial or []) != self.to_python(data)
