"""One VEVENT per meeting, with a UID for life (RFC 5545, RFC 7986)."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from .lines import clean, content_line, escape, one_line
from .zones import FIRST_YEAR, LAST_YEAR, timezone_bytes

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
    ``status`` is TENTATIVE, CONFIRMED or CANCELLED; ``color`` is a name of CSS 3. What is empty is left out.
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
    categories: tuple[str, ...] = ()
    color: str = ""


def calendar_bytes(
    entries: Iterable[CalendarEntry],
    *,
    name: str = "",
    language: str = "",
    url: str = "",
    color: str = "",
    zone: ZoneInfo | None = None,
    refresh_hours: int = 0,
) -> bytes:
    """A VCALENDAR that holds ``entries``, with the time zones they use; ends its lines with CR LF.

    Carries no METHOD, which would make it an invitation. An entry that cannot be written is left out and logged:
    one bad row must not empty everybody's calendar. ``zone`` is described even where no entry uses it, since a
    calendar without any component is not valid.
    """
    years = defaultdict(set, {zone.key: set()} if zone else {})
    events = []
    for entry in entries:
        try:
            event, used = event_bytes(entry, language), zones_and_years(entry)
        except Exception:
            logger.exception("The calendar leaves out %r: it cannot be written.", getattr(entry, "uid", entry))
            continue
        events.append(event)
        for key, year in used:
            years[key].add(year)
    head = _head(name, url, color, refresh_hours)
    return b"".join([*head, *zone_parts(years), *events, b"END:VCALENDAR\r\n"])


def zone_parts(years: dict[str, set[int]]) -> list[bytes]:
    """A VTIMEZONE for each of the zones, right in its ``years``."""
    return [timezone_bytes(key, *_span(years[key])) for key in sorted(years)]


def _head(name, url, color, refresh_hours):
    name = escape(one_line(name))
    refresh = f"PT{refresh_hours}H" if refresh_hours else ""
    properties = (
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//cultuurraad-wagtail//NL"),
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("URL", _address(url)),
        ("COLOR", color),
        ("REFRESH-INTERVAL;VALUE=DURATION", refresh),
        ("X-PUBLISHED-TTL", refresh),
    )
    return [content_line(name, value) for name, value in properties if value]


@lru_cache(maxsize=2048)
def event_bytes(entry: CalendarEntry, language: str = "") -> bytes:
    """``entry`` as a VEVENT. Kept by its content, so that after one edit one meeting is written anew."""
    return b"".join(event_lines(entry, language))


def event_lines(
    entry: CalendarEntry, language: str = "", *, stamped_at: datetime | None = None, people: Iterable[tuple] = ()
) -> list[bytes]:
    """The content lines of ``event_bytes``; of a message, also when it was written and the lines of its ``people``."""
    spoken = f";LANGUAGE={language}" if language else ""
    changed = _utc(entry.modified_at)
    properties = (
        ("BEGIN", "VEVENT"),
        ("UID", escape(one_line(entry.uid))),
        ("SEQUENCE", f"{entry.sequence:d}"),
        ("DTSTAMP", _utc(stamped_at) if stamped_at else changed),
        ("LAST-MODIFIED", changed),
        _moment("DTSTART", entry.starts_at),
        _moment("DTEND", entry.ends_at),
        ("STATUS", entry.status),
        (f"SUMMARY{spoken}", escape(one_line(entry.title))),
        (f"LOCATION{spoken}", escape(one_line(entry.location))),
        (f"DESCRIPTION{spoken}", escape(clean(entry.description)[:DESCRIPTION_LENGTH])),
        (f"CATEGORIES{spoken}", ",".join(escape(one_line(each)) for each in entry.categories)),
        ("COLOR", entry.color),
        ("URL", _address(entry.url)),
        *people,
        ("END", "VEVENT"),
    )
    return [content_line(name, value) for name, value in properties if value]


def _address(url):
    return quote(one_line(url), safe=URL_CHARACTERS)


def _moment(name, moment):
    """A property with ``moment`` in its zone, or in UTC where the file describes none.

    In UTC, too, where the clock shows that hour twice: a file cannot say which of the two, and readers differ.
    """
    key = _zone_of(moment)
    local = moment.astimezone(timezone.utc).astimezone(moment.tzinfo)
    if not key or local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset():
        return name, _utc(moment)
    return f"{name};TZID={key}", _digits(local)


def _utc(moment):
    return f"{_digits(moment.astimezone(timezone.utc))}Z"


def _digits(moment):
    # Not strftime, which writes the year 26 with two digits.
    return moment.replace(tzinfo=None).isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _zone_of(moment):
    """The name of the zone in which a file tells ``moment``; "" for UTC, and for the year 202 that somebody typed."""
    key = getattr(moment.tzinfo, "key", None)
    return key if key not in (None, "UTC") and FIRST_YEAR <= moment.year <= LAST_YEAR else ""


def zones_and_years(entry: CalendarEntry) -> list[tuple[str, int]]:
    """Each zone in which ``entry`` is told, with the year for which it must be right."""
    return [(_zone_of(each), each.year) for each in (entry.starts_at, entry.ends_at) if _zone_of(each)]


def _span(years):
    return min(years, default=FIRST_YEAR), max(years, default=FIRST_YEAR)
