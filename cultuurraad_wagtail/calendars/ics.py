"""One VEVENT per meeting, with a UID for life (RFC 5545)."""

import logging
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from .zones import european_timezone

CALENDAR = "text/calendar; charset=utf-8"
# Words beyond this help nobody in a calendar, and make some clients refuse the whole file.
DESCRIPTION_LENGTH = 8000
# What RFC 3986 lets stand in an address as it is.
URL_CHARACTERS = "%:/?#[]@!$&'()*+,;=~"

logger = logging.getLogger(__name__)


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
    """A VCALENDAR that holds ``entries``, with the time zones they use; ends its lines with CR LF.

    Carries no METHOD, which would make it an invitation. An entry that cannot be written is left out and logged:
    one bad row must not empty everybody's calendar.
    """
    entries = list(entries)
    try:
        return _calendar(entries, name, language).to_ical()
    except Exception:
        return _calendar([entry for entry in entries if _can_be_written(entry)], name, language).to_ical()


def _calendar(entries, name, language):
    calendar = Calendar()
    calendar.add("prodid", "-//cultuurraad-wagtail//NL")
    calendar.add("version", "2.0")
    if name := _one_line(name):
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, language))
    if calendar.events:
        calendar.add_missing_timezones()
    return calendar


def _zones(entries):
    """The European zones that ``entries`` use; icalendar adds any other."""
    years = {}
    for moment in (moment for entry in entries for moment in (entry.starts_at, entry.ends_at)):
        if isinstance(moment.tzinfo, ZoneInfo):
            years.setdefault(moment.tzinfo.key, set()).add(moment.year)
    found = (european_timezone(ZoneInfo(key), min(years[key]), max(years[key])) for key in sorted(years))
    return [zone for zone in found if zone is not None]


def _can_be_written(entry):
    try:
        _calendar([entry], "", "").to_ical()
    except Exception:
        logger.exception("The calendar leaves out %r: it cannot be written.", getattr(entry, "uid", entry))
        return False
    return True


def _event(entry, language):
    event = Event()
    event.add("uid", _one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.modified_at.astimezone(timezone.utc))
    event.add("last-modified", entry.modified_at.astimezone(timezone.utc))
    event.add("dtstart", _moment(entry.starts_at))
    event.add("dtend", _moment(entry.ends_at))
    event.add("status", entry.status)
    parameters = {"language": language} if language else {}
    event.add("summary", _one_line(entry.title), parameters=parameters)
    description = _clean(entry.description)[:DESCRIPTION_LENGTH]
    for name, value in (("location", _one_line(entry.location)), ("description", description)):
        if value:
            event.add(name, value, parameters=parameters)
    if entry.url:
        event.add("url", quote(_one_line(entry.url), safe=URL_CHARACTERS))
    return event


def _moment(moment):
    """``moment`` in its zone; in UTC where the clock shows that hour for the second time, as a file cannot say so."""
    utc = moment.astimezone(timezone.utc)
    local = utc.astimezone(moment.tzinfo)
    return utc if local.fold else local


def _clean(text):
    """``text`` with plain line ends, without the characters that no calendar may hold."""
    text = "\n".join(text.splitlines())
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def _one_line(text):
    return " ".join(_clean(text).split())
