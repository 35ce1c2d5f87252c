"""Calendar files: values in, bytes out. Knows nothing of Django or of the models."""

from .ics import CALENDAR, CalendarEntry, calendar_bytes

__all__ = ["CALENDAR", "CalendarEntry", "calendar_bytes"]
