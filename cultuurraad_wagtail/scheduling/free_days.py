"""Days on which a series plans no meeting, each with its reason in the editor's words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from ..snippets.series import MeetingSeries
from ..snippets.site_settings import CouncilSettings
from .holidays import public_holiday, school_holiday


class FreeDays:
    """Called with a day it gives the reason why ``series`` leaves that day out, or an empty string."""

    def __init__(self, series: MeetingSeries):
        self.series = series
        site = series.workgroup.get_site()
        settings = CouncilSettings.for_site(site) if site else CouncilSettings()
        self.months = settings.months_without_meetings
        self.closed = list(settings.closed_periods.all())

    def __call__(self, day: date) -> str:
        reasons = (self._skipped, self._holiday, self._school_holiday, self._month, self._closed)
        return next(filter(None, (reason(day) for reason in reasons)), "")

    def _skipped(self, day):
        return gettext("You left this day out.") if day.isoformat() in self.series.skip_dates else ""

    def _holiday(self, day):
        name = self.series.skip_public_holidays and public_holiday(day, get_language() or "nl")
        return gettext("Public holiday: %(name)s.") % {"name": name} if name else ""

    def _school_holiday(self, day):
        name = self.series.skip_school_holidays and school_holiday(day)
        return gettext("School holiday: %(name)s.") % {"name": name} if name else ""

    def _month(self, day):
        if day.month not in self.months:
            return ""
        return gettext("The council does not meet in %(month)s.") % {"month": date_format(day, "F")}

    def _closed(self, day):
        period = next((each for each in self.closed if each.starts_on <= day <= each.ends_on), None)
        return gettext("Closed: %(name)s.") % {"name": period.title} if period else ""
