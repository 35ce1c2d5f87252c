"""VTIMEZONE with the rule that the European Union has kept since 1996.

icalendar's own generator lists every change, and puts the start of summer time an hour late (03:00 where RFC 5545
wants 02:00, the time before the change): a client that believes the file is then wrong on one night in the year.
"""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

FIRST_YEAR, LAST_YEAR = 1996, 2100
SUMMER, WINTER = 3, 10


@lru_cache(maxsize=64)
def timezone_bytes(key: str, first_year: int, last_year: int) -> bytes:
    """The zone ``key`` as a VTIMEZONE that is right in those years."""
    zone = ZoneInfo(key)
    component = european_timezone(zone, first_year, last_year)
    if component is None:
        component = Timezone.from_tzinfo(zone, key, date(first_year - 1, 1, 1), date(last_year + 2, 1, 1))
    return component.to_ical()


def european_timezone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone | None:
    """``zone`` as a VTIMEZONE, or None where it does not follow the European rule in all those years."""
    years = range(first_year, last_year + 1)
    if first_year < FIRST_YEAR or not all(_changes_as_europe_does(zone, year) for year in years):
        return None
    winter_offset = _change(first_year, SUMMER, zone, before=True).utcoffset()
    summer_offset = winter_offset + timedelta(hours=1)
    component = Timezone()
    component.add("tzid", zone.key)
    component.add_component(_part(TimezoneDaylight(), zone, SUMMER, winter_offset, summer_offset))
    component.add_component(_part(TimezoneStandard(), zone, WINTER, summer_offset, winter_offset))
    return component


def _part(component, zone, month, offset_from, offset_to):
    # The first onset, in the local time of the moment before it.
    onset = _change(FIRST_YEAR, month, timezone.utc) + offset_from
    component.add("dtstart", onset.replace(tzinfo=None))
    component.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    component.add("tzname", _change(FIRST_YEAR, month, zone).tzname())
    component.add("tzoffsetfrom", offset_from)
    component.add("tzoffsetto", offset_to)
    return component


def _changes_as_europe_does(zone, year):
    summer = _change(year, SUMMER, zone).utcoffset() - _change(year, SUMMER, zone, before=True).utcoffset()
    winter = _change(year, WINTER, zone).utcoffset() - _change(year, WINTER, zone, before=True).utcoffset()
    return summer == timedelta(hours=1) == -winter


def _change(year, month, zone, *, before=False):
    """01:00 UTC on the last Sunday of ``month``, or the second before it, as the clocks in ``zone`` show it."""
    last_day = datetime(year, month, 31, 1, tzinfo=timezone.utc)
    moment = last_day - timedelta(days=last_day.isoweekday() % 7, seconds=before)
    return moment.astimezone(zone)
