"""One VEVENT per meeting, with a UID for life (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from icalendar import Calendar, Event

CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar file tells of one meeting.

    Every moment is aware; ``starts_at`` and ``ends_at`` carry the ZoneInfo in which people read them.
    ``status`` is TENTATIVE, CONFIRMED or CANCELLED. Empty strings are left out of the file.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    modified_at: datetime
    status: str = "CONFIRMED"
    location: str = ""
    description: str = ""
    url: str = ""


def calendar_bytes(entries: Iterable[CalendarEntry], *, name: str = "", language: str = "") -> bytes:
    """A VCALENDAR that holds ``entries``, with the time zones they use; ends its lines with CR LF."""
    calendar = Calendar()
    calendar.add("prodid", "-//cultuurraad-wagtail//NL")
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, language))
    if calendar.events:
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: CalendarEntry, language: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.modified_at.astimezone(timezone.utc))
    event.add("last-modified", entry.modified_at.astimezone(timezone.utc))
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("status", entry.status)
    parameters = {"language": language} if language else {}
    event.add("summary", _one_line(entry.title), parameters=parameters)
    for name, value in (("location", _one_line(entry.location)), ("description", entry.description)):
        if value:
            event.add(name, value, parameters=parameters)
    if entry.url:
        event.add("url", "".join(entry.url.split()))
    return event


def _one_line(text: str) -> str:
    return " ".join(text.split())
