"""Calendar files: values in, bytes out. Knows nothing of Django or of the models."""

from .add_links import add_links
from .ics import CALENDAR, CalendarEntry, calendar_bytes, event_bytes
from .itip import invitation_bytes

__all__ = ["CALENDAR", "CalendarEntry", "add_links", "calendar_bytes", "event_bytes", "invitation_bytes"]
