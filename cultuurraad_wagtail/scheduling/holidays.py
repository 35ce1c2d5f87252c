"""Days on which a council had better not meet: Belgian public holidays and the holidays of Flemish schools."""

from datetime import date, timedelta
from functools import lru_cache

import holidays as public_holidays
from dateutil.easter import easter
from django.utils.translation import gettext, gettext_noop

# What the library calls our languages; in any other, our own words are English too.
LANGUAGES = {"nl": "nl", "fr": "fr", "en": "en_US"}
WEEK = timedelta(days=7)


def public_holiday(day: date, language: str) -> str:
    """The name in ``language`` (“nl”, “fr-be”, “en_US”) of the Belgian public holiday on ``day``, or ""."""
    code = language.replace("_", "-").split("-")[0].lower()
    return _public_holidays(day.year, LANGUAGES.get(code, LANGUAGES["en"])).get(day, "")


@lru_cache(maxsize=64)
def _public_holidays(year, language):
    # A plain dict: the library's own computes another year when it is asked for one.
    return dict(public_holidays.country_holidays("BE", years=year, language=language))


def school_holiday(day: date) -> str:
    """The name, in the active language, of the Flemish school holiday in which ``day`` falls, or ""."""
    # The Christmas holiday of the year before ends in January.
    periods = _school_holidays(day.year - 1) + _school_holidays(day.year)
    return next((gettext(name) for name, first, last in periods if first <= day <= last), "")


@lru_cache(maxsize=64)
def _school_holidays(year):
    """The holidays that begin in ``year``: name, first and last day, as the Flemish Government fixed them in 1991.

    Our own rule: the library has them from 0.108 on, which no longer runs on Python 3.10. Single days (11 November,
    Easter Monday) are public holidays, so they are not repeated here.
    """
    half_term = easter(year) - timedelta(days=48)
    # 1 November on a Sunday, 25 December on a Saturday or Sunday: the week after. Else the week itself.
    autumn = _monday_of(date(year, 11, 2))
    christmas = _monday_of(date(year, 12, 27))
    return (
        (gettext_noop("Spring half-term"), half_term, _sunday(half_term, weeks=1)),
        (gettext_noop("Easter holiday"), _easter_start(year), _sunday(_easter_start(year), weeks=2)),
        (gettext_noop("Summer holiday"), date(year, 7, 1), date(year, 8, 31)),
        (gettext_noop("Autumn holiday"), autumn, _sunday(autumn, weeks=1)),
        (gettext_noop("Christmas holiday"), christmas, _sunday(christmas, weeks=2)),
    )


def _easter_start(year):
    """The Monday on which the Easter holiday begins."""
    sunday = easter(year)
    if sunday.month == 3:
        return sunday + timedelta(days=1)
    if sunday > date(year, 4, 15):
        return _monday_of(sunday) - WEEK
    return _monday_of(date(year, 4, 7))


def _monday_of(day):
    return day - timedelta(days=day.weekday())


def _sunday(monday, *, weeks):
    """The last day of ``weeks`` that begin on ``monday``."""
    return monday + weeks * WEEK - timedelta(days=1)
