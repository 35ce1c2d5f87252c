"""A month of meetings as a calendar: weeks, days, and what is on each day in the council's zone."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.http import Http404
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from ..fields import council_zone
from .meeting_lists import YEARS_AHEAD, YEARS_BACK, MeetingLists


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day):
        return cls(day.year, day.month)

    @property
    def first_day(self):
        return date(self.year, self.number, 1)

    @property
    def begins(self):
        """The moment it begins in the council's zone."""
        return datetime(self.year, self.number, 1, tzinfo=council_zone())

    @property
    def next(self):
        return Month.of(self.first_day + timedelta(days=31))

    @property
    def previous(self):
        return Month.of(self.first_day - timedelta(days=1))

    @property
    def route(self):
        """The end of its address under a meeting register."""
        return f"month/{self.year:04d}-{self.number:02d}/"


class Entry(NamedTuple):
    """A meeting on one of its days."""

    meeting: Any
    begins: bool
    ends: bool


class Day(NamedTuple):
    """A day of the month with its entries; ``date`` is None for a day of another month."""

    date: date | None
    is_today: bool
    entries: list

    @property
    def weekday(self):
        return WEEKDAYS[self.date.weekday()]


def this_month(register, request, today=None):
    """The month in which we are."""
    return month_of(register, request, Month.of(_today(today)), today)


def named_month(register, request, year, number, today=None):
    """The month of an address; Http404 where there is none, or none within reason."""
    try:
        month = Month.of(date(int(year), int(number), 1))
    except ValueError:
        raise Http404 from None
    if not _is_near(month, _today(today)):
        raise Http404
    return month_of(register, request, month, today)


def month_of(register, request, month, today=None):
    """What the page of ``month`` shows: its weeks, and the ways on as far as there are meetings."""
    today = _today(today)
    lists = MeetingLists(register, request, ("group", "kind"))
    meetings = lists.query.keep(lists.published).during(month.begins, month.next.begins).as_lines()
    first, last = ((moment and Month.of(moment)) for moment in lists.span)
    goes_on = any(meeting.ends_at > month.next.begins for meeting in meetings)
    has_next = goes_on or (last is not None and last > month)
    return {
        **lists.context,
        "month": month,
        "weeks": _weeks(month, meetings, today),
        "weekdays": list(WEEKDAYS.values()),
        "has_meetings": bool(meetings),
        "previous_month": month.previous if first and first < month and _is_near(month.previous, today) else None,
        "next_month": month.next if has_next and _is_near(month.next, today) else None,
        "is_this_month": month == Month.of(today),
    }


def _weeks(month, meetings, today):
    entries = {}
    for meeting in meetings:
        for day, entry in _days_of(meeting):
            entries.setdefault(day, []).append(entry)
    weeks = Calendar().monthdatescalendar(month.year, month.number)
    return [[_day(day, month, entries, today) for day in week] for week in weeks]


def _day(day, month, entries, today):
    if Month.of(day) != month:
        return Day(None, False, [])
    return Day(day, day == today, entries.get(day, []))


def _days_of(meeting):
    """``(day, entry)`` for each day of ``meeting``; one that ends at midnight has nothing on the day that begins."""
    begins = meeting.starts_at.astimezone(council_zone()).date()
    ends = (meeting.ends_at.astimezone(council_zone()) - timedelta(microseconds=1)).date()
    for number in range((ends - begins).days + 1):
        day = begins + timedelta(days=number)
        yield day, Entry(meeting, day == begins, day == ends)


def _is_near(month, today):
    return today.year - YEARS_BACK <= month.year <= today.year + YEARS_AHEAD


def _today(today):
    return today or timezone.localdate(timezone=council_zone())
