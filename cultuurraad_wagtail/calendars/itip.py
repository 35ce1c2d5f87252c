"""One meeting as a message to one person: come to it, or it does not take place (RFC 5546, by mail RFC 6047)."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from .ics import CalendarEntry, event_lines, zone_parts, zones_and_years
from .lines import content_line, one_line

REQUEST, CANCEL = "REQUEST", "CANCEL"
NEEDS_ACTION, ACCEPTED, DECLINED = "NEEDS-ACTION", "ACCEPTED", "DECLINED"
# What RFC 6068 lets stand in an address as it is; the rest is told in percents.
ADDRESS_CHARACTERS = "@!$'*+-._~/="
# A parameter has no way to say a quote; RFC 6868 reads carets, and some readers backslashes and percents, as more.
NAME_CHARACTERS = str.maketrans({'"': "'", "^": "", "\\": "/", "%": ""})


def invitation_bytes(
    entry: CalendarEntry,
    *,
    method: str,
    organiser: tuple[str, str],
    attendee: tuple[str, str],
    answer: str = NEEDS_ACTION,
    stamped_at: datetime,
    language: str = "",
) -> bytes:
    """``entry`` as a VCALENDAR with a METHOD: REQUEST to invite ``attendee`` or tell what changed, CANCEL to call off.

    ``organiser`` and ``attendee`` are a name and an address. The UID and the SEQUENCE are those of the feed, so that
    a calendar knows the meeting again. ``answer`` is what the attendee told us.
    """
    if method not in (REQUEST, CANCEL) or answer not in (NEEDS_ACTION, ACCEPTED, DECLINED):
        raise ValueError(f"There is no message {method} with the answer {answer}.")
    if method == REQUEST and entry.status == "CANCELLED":
        raise ValueError("Nobody is asked to come to a meeting that does not take place.")
    told = replace(entry, status="CANCELLED") if method == CANCEL else entry
    people = (("ORGANIZER" + _name(organiser), _mailto(organiser)), (_attendee(attendee, answer), _mailto(attendee)))
    years = defaultdict(set)
    for key, year in zones_and_years(told):
        years[key].add(year)
    head = (("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//cultuurraad-wagtail//NL"), ("METHOD", method))
    return b"".join(
        [
            *(content_line(name, value) for name, value in head),
            *zone_parts(years),
            *event_lines(told, language, stamped_at=stamped_at, people=people),
            b"END:VCALENDAR\r\n",
        ]
    )


def _attendee(attendee, answer):
    rsvp = "TRUE" if answer == NEEDS_ACTION else "FALSE"
    kind = f";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP={rsvp}"
    return f"ATTENDEE{_name(attendee)}{kind}"


def _name(person):
    """The parameter with the name of ``person``; nothing for one who has none."""
    name = one_line(one_line(person[0]).translate(NAME_CHARACTERS))
    return f';CN="{name}"' if name else ""


def _mailto(person):
    return f"mailto:{quote(one_line(person[1]), safe=ADDRESS_CHARACTERS)}"
