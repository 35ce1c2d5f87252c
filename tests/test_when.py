"""When a meeting is, in words: kept between requests, so never in the words of another language or zone."""

from datetime import datetime, timezone

import pytest
from django.utils import translation

from cultuurraad_wagtail.snippets.meetings import Meeting
from cultuurraad_wagtail.templatetags.cultuurraad import hours, when

EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=timezone.utc)
NIGHT = datetime(2026, 11, 25, 0, 30, tzinfo=timezone.utc)


@pytest.fixture
def meeting():
    return Meeting(starts_at=EVENING, ends_at=EVENING.replace(hour=20))


@pytest.mark.parametrize("again", [1, 2])
def test_words_are_those_of_the_language_that_is_read(meeting, again):
    with translation.override("nl"):
        assert when(meeting)[:5] == (
            "2026-11-24T19:00:00+01:00",
            "dinsdag 24 november 2026",
            "19.00",
            "21.00",
            "19.00–21.00 uur",
        )
    with translation.override("fr"):
        assert when(meeting)[:5] == (
            "2026-11-24T19:00:00+01:00",
            "mardi 24 novembre 2026",
            "19h00",
            "21h00",
            "19h00–21h00",
        )


def test_leaf_of_a_calendar(meeting):
    with translation.override("en"):
        assert (when(meeting).day, when(meeting).month, when(meeting).year) == ("24", "Nov.", "2026")


def test_zone_is_the_one_that_is_set_now(meeting, settings):
    settings.CULTUURRAAD_TIME_ZONE = "Europe/Brussels"
    assert when(meeting).instant == "2026-11-24T19:00:00+01:00"
    settings.CULTUURRAAD_TIME_ZONE = "Europe/Lisbon"
    assert when(meeting).instant == "2026-11-24T18:00:00+00:00"


def test_another_last_day_is_named():
    with translation.override("en"):
        assert hours(Meeting(starts_at=EVENING, ends_at=NIGHT)) == "from 19:00 to Nov. 25, 2026, 01:30"
