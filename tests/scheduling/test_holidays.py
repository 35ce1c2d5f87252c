"""Belgian public holidays, and the holidays of Flemish schools against the published calendars."""

from datetime import date, timedelta

import holidays as public_holidays
import pytest
from django.utils import translation

from cultuurraad_wagtail.scheduling.holidays import public_holiday, school_holiday

BREAKS = {
    "Krokusvakantie": "Spring half-term",
    "Paasvakantie": "Easter holiday",
    "Zomervakantie": "Summer holiday",
    "Herfstvakantie": "Autumn holiday",
    "Kerstvakantie": "Christmas holiday",
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def flemish_breaks(year):
    """What the library makes of the Flemish school year, in our words; skips where it has none (Python 3.10)."""
    if "school" not in public_holidays.country_holidays("BE").supported_categories:
        pytest.skip("holidays older than 0.108 has no Belgian school holidays")
    days = public_holidays.country_holidays("BE", years=year, subdiv="Flemish", categories="school", language="nl")
    return {day: BREAKS[name] for day, names in days.items() for name in names.split("; ") if name in BREAKS}


@pytest.mark.parametrize(
    ("day", "language", "name"),
    [
        (date(2027, 1, 1), "nl", "Nieuwjaar"),
        (date(2027, 3, 28), "nl", "Pasen"),
        (date(2027, 3, 29), "fr", "Lundi de Pâques"),
        (date(2027, 5, 6), "en_US", "Ascension Day"),
        (date(2027, 7, 21), "nl", "Nationale feestdag"),
        (date(2027, 7, 21), "fr", "Fête nationale"),
        (date(2027, 7, 21), "en", "National Day"),
        (date(2026, 11, 11), "nl", "Wapenstilstand"),
        (date(2026, 12, 25), "fr", "Noël"),
    ],
)
def test_public_holiday_has_its_name_in_each_language(day, language, name):
    assert public_holiday(day, language) == name


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 26),  # Good Friday: only banks are closed
        date(2027, 7, 11),  # the Flemish Community's own day
        date(2026, 12, 26),
        date(2027, 7, 20),
    ],
)
def test_other_days_are_no_public_holidays(day):
    assert public_holiday(day, "nl") == ""


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl-be", "Kerstmis"), ("fr-BE", "Noël"), ("en-gb", "Christmas Day"), ("es", "Christmas Day")],
)
def test_language_of_a_region_is_understood_and_another_is_english(language, name):
    assert public_holiday(date(2026, 12, 25), language) == name


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Easter holiday", date(2025, 4, 7), date(2025, 4, 20)),
        ("Spring half-term", date(2026, 2, 16), date(2026, 2, 22)),
        ("Easter holiday", date(2026, 4, 6), date(2026, 4, 19)),
        ("Summer holiday", date(2026, 7, 1), date(2026, 8, 31)),
        ("Autumn holiday", date(2026, 11, 2), date(2026, 11, 8)),  # 1 November is a Sunday
        ("Christmas holiday", date(2026, 12, 21), date(2027, 1, 3)),
        ("Easter holiday", date(2027, 3, 29), date(2027, 4, 11)),  # Easter in March
        ("Autumn holiday", date(2027, 11, 1), date(2027, 11, 7)),  # 1 November is a Monday
        ("Christmas holiday", date(2027, 12, 27), date(2028, 1, 9)),  # 25 December is a Saturday
        # As the calendars of schools of those years have it.
        ("Easter holiday", date(2008, 3, 24), date(2008, 4, 6)),
        ("Autumn holiday", date(2018, 10, 29), date(2018, 11, 4)),
        ("Christmas holiday", date(2018, 12, 24), date(2019, 1, 6)),
        ("Spring half-term", date(2019, 3, 4), date(2019, 3, 10)),
        ("Easter holiday", date(2019, 4, 8), date(2019, 4, 21)),  # Easter after 15 April
        ("Christmas holiday", date(2021, 12, 27), date(2022, 1, 9)),
        ("Christmas holiday", date(2022, 12, 26), date(2023, 1, 8)),  # 25 December is a Sunday
    ],
)
def test_school_holiday_has_its_days_and_no_others(name, first, last):
    days = [first + timedelta(days=number) for number in range(-1, (last - first).days + 2)]

    assert [school_holiday(day) for day in days] == ["", *[name] * (len(days) - 2), ""]


@pytest.mark.parametrize("year", range(2011, 2051))
def test_school_holidays_are_those_of_the_library(year):
    theirs = flemish_breaks(year)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    differing = [day for day in days if school_holiday(day) != theirs.get(day, "")]

    # The library adds Easter Monday after a late Easter; for us that is a public holiday.
    assert {public_holiday(day, "en") for day in differing} <= {"Easter Monday"}


@pytest.mark.parametrize("day", [date(2027, 11, 11), date(2027, 5, 7), date(2027, 9, 1)])
def test_single_days_off_are_no_school_holiday(day):
    assert school_holiday(day) == ""
