"""The dates of meetings that come back: which days a rule gives, at which moment, and where there can be none.

A date that cannot be is no reason to move the meeting silently: it stays in the list, with a sentence that says why.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import dropwhile, islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop, pgettext

from ..choices import SeriesFrequency

#: Every rule ends, also one without an end that never gives a date.
MOST = 4_000
LAST = -1
# Whole sentences: an ordinal is written differently in each language.
NO_SUCH_DAY = {
    29: gettext_noop("%(month)s has no 29th: no meeting that month."),
    30: gettext_noop("%(month)s has no 30th: no meeting that month."),
    31: gettext_noop("%(month)s has no 31st: no meeting that month."),
}


@dataclass(frozen=True)
class Rule:
    """How a meeting comes back, from ``first`` on. What is not given is taken from ``first``.

    ``weekdays`` counts from 0 for Monday; a monthly rule reads only the first of them. ``nth`` is 1 to 4, or -1 for
    the last. ``count`` is a number of meetings that take place. Weeks begin on Monday, and ``interval`` counts from
    the week, month or year of ``first``, whether or not that one has a date.
    """

    frequency: SeriesFrequency
    first: date
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: int | None = None
    until: date | None = None
    count: int | None = None

    def __post_init__(self):
        if self.interval < 1:
            # dateutil would look for the next date for ever.
            raise ValueError("A rule has an interval of at least 1.")


@dataclass(frozen=True)
class Occurrence:
    """One date of a rule: a meeting, or the ``reason`` why there is none.

    ``day`` is None where the calendar has no such day. ``note`` tells what to know of a meeting that is planned.
    The moments are in the zone asked for. Compare and subtract them in UTC: to Python, one in an hour that comes
    twice equals no moment of another zone, and two of one zone differ by what the clock shows.
    """

    day: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: str = ""
    note: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether a meeting takes place."""
        return not self.reason


def occurrences(
    rule: Rule,
    *,
    starts: time,
    duration: timedelta,
    zone: ZoneInfo,
    horizon: date,
    left_out: Callable[[date], str] | None = None,
) -> list[Occurrence]:
    """The dates of ``rule`` in their order, until its own end or ``horizon``, whichever comes first; both included.

    ``starts`` is what the clocks in ``zone`` show; ``duration`` is time that passes, also when the clock changes.
    ``left_out`` gives the reason to skip a day, or "". What is skipped does not count for the rule's ``count``.
    """
    end = min(rule.until or horizon, horizon)
    found: list[Occurrence] = []
    planned = 0
    for day, lacking in islice(takewhile(lambda slot: slot[0] <= end, _slots(rule)), MOST):
        if planned == rule.count:
            break
        if lacking:
            occurrence = Occurrence(None, None, None, lacking)
        elif reason := left_out(day) if left_out else "":
            occurrence = Occurrence(day, None, None, reason)
        else:
            occurrence = _at(day, starts, duration, zone)
        found.append(occurrence)
        planned += occurrence.is_planned
    return found


def _slots(rule) -> Iterator[tuple[date, str]]:
    """Days without an end, each with "". Where a month lacks the day: its last day, with the reason."""
    slots = {
        SeriesFrequency.WEEKLY: _weekly,
        SeriesFrequency.MONTHLY_DAY: _monthly_day,
        SeriesFrequency.MONTHLY_WEEKDAY: _monthly_weekday,
        SeriesFrequency.YEARLY: _yearly,
    }[rule.frequency](rule)
    return dropwhile(lambda slot: slot[0] < rule.first, slots)


def _weekly(rule):
    days = rule.weekdays or (rule.first.weekday(),)
    return _days(rrule(WEEKLY, dtstart=_midnight(rule.first), interval=rule.interval, byweekday=days, wkst=MO))


def _monthly_weekday(rule):
    number = rule.weekdays[0] if rule.weekdays else rule.first.weekday()
    day = weekday(number, rule.nth or _nth(rule.first))
    return _days(rrule(MONTHLY, dtstart=_midnight(rule.first), interval=rule.interval, byweekday=day))


def _monthly_day(rule):
    months = rrule(MONTHLY, dtstart=_midnight(rule.first.replace(day=1)), interval=rule.interval)
    return _days_of(months, rule.month_day or rule.first.day, _no_such_day)


def _yearly(rule):
    months = rrule(YEARLY, dtstart=_midnight(rule.first.replace(day=1)), interval=rule.interval)
    return _days_of(months, rule.first.day, _no_leap_day)


def _midnight(day):
    return datetime.combine(day, time())


def _nth(day):
    """Which of its weekday ``day`` is in the month; a fifth is the last, as most months have no fifth."""
    number = (day.day + 6) // 7
    return number if number < 5 else LAST


def _days(moments):
    return ((moment.date(), "") for moment in moments)


def _days_of(months, number, lacking):
    # dateutil would pass over a month without that day, and nobody would be told.
    for month in months:
        length = monthrange(month.year, month.month)[1]
        yield month.date().replace(day=min(number, length)), lacking(month, number) if number > length else ""


def _no_such_day(month, number):
    # Only of a 29th it depends on the year whether the month has one.
    name = date_format(month, "F Y" if number == 29 else "F")
    return capfirst(gettext(NO_SUCH_DAY[number]) % {"month": name})


def _no_leap_day(month, _number):
    return gettext("%(year)s has no 29 February: no meeting that year.") % {"year": month.year}


def _at(day, starts, duration, zone):
    wall = datetime.combine(day, starts)
    if _is_skipped(wall, zone):
        return Occurrence(day, None, None, _skipped_hour(wall, zone))
    starts_at = wall.replace(tzinfo=zone, fold=0)
    ends_at = (starts_at.astimezone(timezone.utc) + duration).astimezone(zone)
    comes_twice = starts_at.utcoffset() != starts_at.replace(fold=1).utcoffset()
    return Occurrence(day, starts_at, ends_at, note=_hour_twice(wall) if comes_twice else "")


def _is_skipped(wall, zone):
    """Whether the clocks in ``zone`` never show ``wall``: there and back by UTC, another time comes out."""
    return wall.replace(tzinfo=zone).astimezone(timezone.utc).astimezone(zone).replace(tzinfo=None) != wall


def _skipped_hour(wall, zone):
    """Why no meeting begins at ``wall``, which the clocks in ``zone`` skip."""
    skipped_from = wall.replace(second=0, microsecond=0)
    while _is_skipped(skipped_from - timedelta(minutes=1), zone):
        skipped_from -= timedelta(minutes=1)
    # Before a moment that is skipped Python takes the old offset (fold 0), after it the new one (fold 1).
    before, after = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    words = {
        "day": _day_in_words(wall),
        "from": _clock(skipped_from),
        "to": _clock(skipped_from + after - before),
        "hour": _clock(wall),
    }
    sentence = gettext(
        "On %(day)s the clock goes from %(from)s to %(to)s, so %(hour)s does not exist. "
        "Choose another time or skip the date."
    )
    return sentence % words


def _hour_twice(wall):
    words = {"day": _day_in_words(wall), "hour": _clock(wall)}
    return gettext("On %(day)s %(hour)s comes twice; the first one is meant.") % words


def _day_in_words(day):
    return date_format(day, "j F Y")


def _clock(moment):
    return date_format(moment, pgettext("hour in a sentence, in Django's format letters", "G:i"))
