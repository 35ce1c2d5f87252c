"""Addresses at which the calendars of Google and Microsoft take over one meeting that somebody clicked on.

Neither documents them in full; github.com/InteractionDesignFoundation/add-event-to-calendar-docs keeps what works.
"""

from datetime import timezone
from urllib.parse import quote, urlencode

from .ics import CalendarEntry
from .lines import one_line

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
OFFICE_365 = "https://outlook.office.com/calendar/0/deeplink/compose"
# An address must stay short enough for every server between.
WORDS_LENGTH = 300


def add_links(entry: CalendarEntry) -> list[tuple[str, str]]:
    """``(name, address)`` for each calendar that can take over ``entry``."""
    return [
        ("Google Calendar", _google(entry)),
        ("Outlook.com", _microsoft(OUTLOOK, entry)),
        ("Office 365", _microsoft(OFFICE_365, entry)),
    ]


def _google(entry):
    start, end = (f"{_utc(moment):%Y%m%dT%H%M%SZ}" for moment in (entry.starts_at, entry.ends_at))
    question = {
        "action": "TEMPLATE",
        "text": one_line(entry.title),
        "dates": f"{start}/{end}",
        "details": _words(entry),
        "location": one_line(entry.location),
    }
    return _with(GOOGLE, question)


def _microsoft(address, entry):
    question = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "startdt": f"{_utc(entry.starts_at):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{_utc(entry.ends_at):%Y-%m-%dT%H:%M:%SZ}",
        "subject": one_line(entry.title),
        "body": _words(entry),
        "location": one_line(entry.location),
    }
    return _with(address, question)


def _with(address, question):
    # Outlook shows a plus where a form would have a blank.
    filled = {name: value for name, value in question.items() if value}
    return f"{address}?{urlencode(filled, quote_via=quote)}"


def _words(entry):
    words = one_line(entry.description)
    if len(words) > WORDS_LENGTH:
        words = f"{words[:WORDS_LENGTH].rsplit(' ', 1)[0]} …"
    return f"{words} {one_line(entry.url)}".strip()


def _utc(moment):
    return moment.astimezone(timezone.utc)
