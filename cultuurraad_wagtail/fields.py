"""Form fields of the editor's screens: moments in the council's own time zone, lists of ids."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput

from .conf import setting


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


class ThemeIdsField(forms.CharField):
    """A list of ids, typed with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [part.strip() for part in super().to_python(value).split(",") if part.strip()]

    def has_changed(self, initial, data):
        return list(initial or []) != self.to_python(data)
