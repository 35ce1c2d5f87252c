"""The dates of meetings that come back: the days of each rule, the clock's changes, and what cannot be."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.choices import SeriesFrequency
from cultuurraad_wagtail.scheduling.dates import MOST, Occurrence, Rule, occurrences

BRUSSELS = ZoneInfo("Europe/Brussels")
WEEKLY, MONTHLY_DAY = SeriesFrequency.WEEKLY, SeriesFrequency.MONTHLY_DAY
MONTHLY_WEEKDAY, YEARLY = SeriesFrequency.MONTHLY_WEEKDAY, SeriesFrequency.YEARLY
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
TWO_HOURS = timedelta(hours=2)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def dates_of(rule, *, horizon=date(2027, 12, 31), starts=time(19), duration=TWO_HOURS, zone=BRUSSELS, left_out=None):
    return occurrences(rule, starts=starts, duration=duration, zone=zone, horizon=horizon, left_out=left_out)


def days_of(rule, **options):
    return [occurrence.day for occurrence in dates_of(rule, **options)]


def told(rule, **options):
    """The days that are planned, and the reasons for the others, in their order."""
    return [occurrence.reason or occurrence.day for occurrence in dates_of(rule, **options)]


def utc(*parts):
    return datetime(*parts, tzinfo=timezone.utc)


def in_utc(moment):
    return moment.astimezone(timezone.utc)


# Every so many weeks


def test_weekly_takes_the_weekday_of_the_first_day():
    assert days_of(Rule(WEEKLY, date(2027, 1, 5), count=3)) == [date(2027, 1, 5), date(2027, 1, 12), date(2027, 1, 19)]


def test_weekly_on_other_days_than_the_first_begins_after_it():
    rule = Rule(WEEKLY, date(2027, 1, 5), weekdays=(MONDAY,), count=2)

    assert days_of(rule) == [date(2027, 1, 11), date(2027, 1, 18)]


def test_every_two_weeks_on_two_days_counts_from_the_week_of_the_first():
    # The first is a Wednesday: its Monday has passed, its Thursday counts with that week.
    rule = Rule(WEEKLY, date(2027, 1, 6), interval=2, weekdays=(THURSDAY, MONDAY), count=5)

    assert days_of(rule) == [
        date(2027, 1, 7),
        date(2027, 1, 18),
        date(2027, 1, 21),
        date(2027, 2, 1),
        date(2027, 2, 4),
    ]


def test_every_two_weeks_has_sunday_in_the_week_that_it_ends():
    rule = Rule(WEEKLY, date(2027, 1, 6), interval=2, weekdays=(SUNDAY, MONDAY), count=3)

    assert days_of(rule) == [date(2027, 1, 10), date(2027, 1, 18), date(2027, 1, 24)]


# Every so many months, on a day


def test_monthly_takes_the_day_of_the_first():
    rule = Rule(MONTHLY_DAY, date(2027, 1, 15), count=3)

    assert days_of(rule) == [date(2027, 1, 15), date(2027, 2, 15), date(2027, 3, 15)]


def test_monthly_on_a_day_that_has_passed_begins_next_month():
    rule = Rule(MONTHLY_DAY, date(2027, 1, 15), month_day=10, count=2)

    assert days_of(rule) == [date(2027, 2, 10), date(2027, 3, 10)]


def test_every_three_months_counts_from_the_month_of_the_first():
    rule = Rule(MONTHLY_DAY, date(2027, 1, 15), interval=3, month_day=10, count=2)

    assert days_of(rule) == [date(2027, 4, 10), date(2027, 7, 10)]


def test_short_months_have_no_31st_and_say_so():
    assert told(Rule(MONTHLY_DAY, date(2027, 1, 31)), horizon=date(2027, 7, 1)) == [
        date(2027, 1, 31),
        "February has no 31st: no meeting that month.",
        date(2027, 3, 31),
        "April has no 31st: no meeting that month.",
        date(2027, 5, 31),
        "June has no 31st: no meeting that month.",
    ]


def test_date_that_does_not_exist_has_no_day_and_no_moment():
    missing = Occurrence(None, None, None, "April has no 31st: no meeting that month.")

    assert dates_of(Rule(MONTHLY_DAY, date(2027, 4, 1), month_day=31), horizon=date(2027, 4, 30)) == [missing]
    assert not missing.is_planned


def test_february_has_no_30th():
    assert told(Rule(MONTHLY_DAY, date(2028, 1, 30), count=2), horizon=date(2028, 12, 31)) == [
        date(2028, 1, 30),
        "February has no 30th: no meeting that month.",
        date(2028, 3, 30),
    ]


def test_29th_of_february_depends_on_the_year():
    rule = Rule(MONTHLY_DAY, date(2027, 2, 1), interval=12, month_day=29)

    assert told(rule, horizon=date(2028, 12, 31)) == [
        "February 2027 has no 29th: no meeting that month.",
        date(2028, 2, 29),
    ]


def test_months_that_lack_the_day_do_not_count():
    assert told(Rule(MONTHLY_DAY, date(2027, 3, 31), count=2)) == [
        date(2027, 3, 31),
        "April has no 31st: no meeting that month.",
        date(2027, 5, 31),
    ]


def test_month_that_lacks_the_day_is_told_only_when_it_lies_before_the_end():
    assert told(Rule(MONTHLY_DAY, date(2027, 3, 31), until=date(2027, 4, 29))) == [date(2027, 3, 31)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "april"), ("fr", "avril")],
)
def test_months_are_written_in_the_active_language(language, sentence):
    with translation.override(language):
        (missing,) = dates_of(Rule(MONTHLY_DAY, date(2027, 4, 1), month_day=31), horizon=date(2027, 4, 30))

    assert sentence in missing.reason.lower()
    assert missing.reason[0].isupper()


# Every so many months, on a weekday


@pytest.mark.parametrize(
    ("nth", "days"),
    [
        (1, [date(2027, 2, 2), date(2027, 3, 2)]),
        (2, [date(2027, 1, 12), date(2027, 2, 9)]),
        (3, [date(2027, 1, 19), date(2027, 2, 16)]),
        (4, [date(2027, 1, 26), date(2027, 2, 23)]),
        (-1, [date(2027, 1, 26), date(2027, 2, 23)]),
    ],
)
def test_nth_tuesday_of_the_month(nth, days):
    assert days_of(Rule(MONTHLY_WEEKDAY, date(2027, 1, 6), weekdays=(TUESDAY,), nth=nth, count=2)) == days


def test_last_friday_is_the_fourth_or_the_fifth():
    rule = Rule(MONTHLY_WEEKDAY, date(2027, 1, 1), weekdays=(FRIDAY,), nth=-1, count=4)

    assert days_of(rule) == [date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (date(2027, 1, 5), date(2027, 2, 2)),
        (date(2027, 1, 12), date(2027, 2, 9)),
        (date(2027, 1, 28), date(2027, 2, 25)),
        # A fifth is the last: most months have no fifth.
        (date(2027, 1, 29), date(2027, 2, 26)),
    ],
)
def test_weekday_of_the_month_is_taken_from_the_first_day(first, second):
    assert days_of(Rule(MONTHLY_WEEKDAY, first, count=2)) == [first, second]


def test_every_two_months_on_a_weekday():
    rule = Rule(MONTHLY_WEEKDAY, date(2027, 1, 12), interval=2, count=3)

    assert days_of(rule) == [date(2027, 1, 12), date(2027, 3, 9), date(2027, 5, 11)]


# Every so many years


def test_yearly_keeps_the_day_and_the_month():
    rule = Rule(YEARLY, date(2027, 7, 31), interval=2, count=3)

    assert days_of(rule, horizon=date(2035, 1, 1)) == [date(2027, 7, 31), date(2029, 7, 31), date(2031, 7, 31)]


def test_leap_day_comes_back_in_leap_years_only():
    assert told(Rule(YEARLY, date(2024, 2, 29)), horizon=date(2028, 12, 31)) == [
        date(2024, 2, 29),
        "2025 has no 29 February: no meeting that year.",
        "2026 has no 29 February: no meeting that year.",
        "2027 has no 29 February: no meeting that year.",
        date(2028, 2, 29),
    ]


# Where it ends


@pytest.mark.parametrize(
    ("until", "horizon", "last"),
    [
        (date(2027, 1, 19), date(2027, 12, 31), date(2027, 1, 19)),
        (date(2027, 1, 18), date(2027, 12, 31), date(2027, 1, 12)),
        (None, date(2027, 1, 19), date(2027, 1, 19)),
        (None, date(2027, 1, 18), date(2027, 1, 12)),
        (date(2027, 1, 26), date(2027, 1, 19), date(2027, 1, 19)),
    ],
)
def test_the_last_day_is_included(until, horizon, last):
    assert days_of(Rule(WEEKLY, date(2027, 1, 5), until=until), horizon=horizon)[-1] == last


def test_end_before_the_first_day_gives_nothing():
    assert dates_of(Rule(WEEKLY, date(2027, 1, 5)), horizon=date(2027, 1, 4)) == []


def test_count_is_of_meetings_and_not_of_dates_left_out():
    reasons = {date(2027, 1, 12): "The town hall is closed.", date(2027, 2, 2): "Half-term."}
    rule = Rule(WEEKLY, date(2027, 1, 5), count=3)

    assert told(rule, left_out=lambda day: reasons.get(day, "")) == [
        date(2027, 1, 5),
        "The town hall is closed.",
        date(2027, 1, 19),
        date(2027, 1, 26),
    ]


def test_date_left_out_keeps_its_day_and_the_reason_given():
    (skipped,) = dates_of(Rule(WEEKLY, date(2027, 1, 5)), horizon=date(2027, 1, 5), left_out=lambda day: "Closed.")

    assert skipped == Occurrence(date(2027, 1, 5), None, None, "Closed.")
    assert not skipped.is_planned


def test_rule_without_an_end_ends():
    assert len(dates_of(Rule(WEEKLY, date(2027, 1, 5)), horizon=date(9000, 1, 1))) == MOST == 4_000


def test_rule_that_never_has_a_date_ends():
    found = dates_of(Rule(MONTHLY_DAY, date(2027, 2, 1), interval=12, month_day=31, count=1), horizon=date(9000, 1, 1))

    assert {occurrence.reason for occurrence in found} == {"February has no 31st: no meeting that month."}
    assert len(found) == MOST


def test_rule_ends_with_the_years_that_dates_have():
    assert days_of(Rule(YEARLY, date(9000, 1, 5), interval=900), horizon=date.max) == [
        date(9000, 1, 5),
        date(9900, 1, 5),
    ]


def test_interval_of_none_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Rule(WEEKLY, date(2027, 1, 5), interval=0)


def test_frequency_may_be_the_word_that_the_database_keeps():
    assert days_of(Rule("weekly", date(2027, 1, 5), count=1)) == [date(2027, 1, 5)]


# The hour


def test_hour_is_the_same_on_the_clock_in_winter_and_in_summer():
    winter, summer = dates_of(Rule(WEEKLY, date(2027, 3, 23), count=2))

    assert winter == Occurrence(date(2027, 3, 23), utc(2027, 3, 23, 18), utc(2027, 3, 23, 20))
    assert summer == Occurrence(date(2027, 3, 30), utc(2027, 3, 30, 17), utc(2027, 3, 30, 19))
    assert winter.starts_at.tzinfo is winter.ends_at.tzinfo is BRUSSELS
    assert winter.is_planned


def test_hour_that_summer_time_skips_is_no_meeting():
    before, skipped, after = dates_of(Rule(WEEKLY, date(2027, 3, 21), count=2), starts=time(2, 30))

    assert (before.day, after.day) == (date(2027, 3, 21), date(2027, 4, 4))
    assert skipped == Occurrence(
        date(2027, 3, 28),
        None,
        None,
        "On 28 March 2027 the clock goes from 2:00 to 3:00, so 2:30 does not exist. "
        "Choose another time or skip the date.",
    )


@pytest.mark.parametrize(
    ("starts", "moment"),
    [(time(1, 59), utc(2027, 3, 28, 0, 59)), (time(2, 0), None), (time(2, 59), None), (time(3), utc(2027, 3, 28, 1))],
)
def test_summer_time_skips_the_hour_from_two_to_three(starts, moment):
    (found,) = dates_of(Rule(WEEKLY, date(2027, 3, 28)), starts=starts, horizon=date(2027, 3, 28))

    assert found.starts_at == moment
    assert found.is_planned is bool(moment)


def test_date_left_out_needs_no_other_hour():
    (skipped,) = dates_of(
        Rule(WEEKLY, date(2027, 3, 28)),
        starts=time(2, 30),
        horizon=date(2027, 3, 28),
        left_out=lambda day: "Easter Sunday.",
    )

    assert skipped.reason == "Easter Sunday."


def test_of_the_hour_that_comes_twice_the_first_is_meant():
    (found,) = dates_of(Rule(WEEKLY, date(2027, 10, 31)), starts=time(2, 30), horizon=date(2027, 10, 31))

    assert in_utc(found.starts_at) == utc(2027, 10, 31, 0, 30)
    assert in_utc(found.ends_at) == utc(2027, 10, 31, 2, 30)
    assert found.note == "On 31 October 2027 2:30 comes twice; the first one is meant."
    assert found.is_planned


@pytest.mark.parametrize(
    ("day", "starts", "wall_end"),
    [
        (date(2027, 3, 28), time(1, 30), time(4, 30)),
        (date(2027, 10, 31), time(1, 30), time(2, 30)),
        (date(2027, 3, 27), time(23), time(1)),
    ],
)
def test_meeting_lasts_as_long_as_it_says_when_the_clock_changes(day, starts, wall_end):
    (found,) = dates_of(Rule(WEEKLY, day), starts=starts, horizon=day)

    assert found.ends_at.time() == wall_end
    assert in_utc(found.ends_at) - in_utc(found.starts_at) == TWO_HOURS
    assert found.note == ""


def test_other_zones_have_other_changes():
    # Lord Howe Island moves its clocks by half an hour.
    rule = Rule(WEEKLY, date(2027, 10, 3))
    (found,) = dates_of(rule, starts=time(2, 15), zone=ZoneInfo("Australia/Lord_Howe"), horizon=date(2027, 10, 3))

    assert found.reason == (
        "On 3 October 2027 the clock goes from 2:00 to 2:30, so 2:15 does not exist. "
        "Choose another time or skip the date."
    )


# Whatever the rule

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
RULES = st.builds(
    Rule,
    frequency=st.sampled_from(SeriesFrequency),
    first=DAYS,
    interval=st.integers(1, 30),
    weekdays=st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
    month_day=st.none() | st.integers(1, 31),
    nth=st.sampled_from([None, 1, 2, 3, 4, -1]),
    until=st.none() | DAYS,
    count=st.none() | st.integers(1, 30),
)
TIMES = st.times() | st.sampled_from([time(2), time(2, 30), time(2, 59), time(3)])
DURATIONS = st.timedeltas(timedelta(minutes=5), timedelta(hours=30))
LEFT_OUT = st.sampled_from([None, lambda day: "Closed." if day.day % 3 == 0 else ""])


@given(rule=RULES, starts=TIMES, duration=DURATIONS, horizon=DAYS, left_out=LEFT_OUT)
def test_dates_keep_to_the_rule(rule, starts, duration, horizon, left_out):
    found = dates_of(rule, starts=starts, duration=duration, horizon=horizon, left_out=left_out)
    days = [occurrence.day for occurrence in found if occurrence.day]
    planned = [occurrence for occurrence in found if occurrence.is_planned]

    assert all(earlier < later for earlier, later in pairwise(days))
    assert all(rule.first <= day <= min(horizon, rule.until or horizon) for day in days)
    assert len(found) <= MOST
    assert len(planned) <= (rule.count or MOST)
    for occurrence in planned:
        starts_at, ends_at = in_utc(occurrence.starts_at), in_utc(occurrence.ends_at)
        wall = datetime.combine(occurrence.day, starts)
        assert occurrence.starts_at.replace(tzinfo=None) == wall
        assert starts_at.astimezone(BRUSSELS).replace(tzinfo=None) == wall
        assert ends_at - starts_at == duration
    for occurrence in found:
        assert (occurrence.starts_at is None) == (occurrence.ends_at is None) == bool(occurrence.reason)


@given(first=DAYS, month_day=st.integers(1, 31), months=st.integers(1, 60))
def test_every_month_appears_once(first, month_day, months):
    end_month = first.year * 12 + first.month - 1 + months
    horizon = date(end_month // 12, end_month % 12 + 1, monthrange(end_month // 12, end_month % 12 + 1)[1])
    found = told(Rule(MONTHLY_DAY, first, month_day=month_day), horizon=horizon)
    expected = [
        date(number // 12, number % 12 + 1, month_day)
        if month_day <= monthrange(number // 12, number % 12 + 1)[1]
        else None
        for number in range(first.year * 12 + first.month - 1, end_month + 1)
    ]
    if expected[0] and expected[0] < first:
        expected = expected[1:]

    assert [None if isinstance(one, str) else one for one in found] == expected
