"""The council's own rules for a meeting: by when it invites, takes requests for its agenda, has its minutes."""

from datetime import date, timedelta

from ..fields import council_zone
from ..snippets.meetings import Meeting
from ..snippets.site_settings import CouncilSettings
from .holidays import public_holiday

SATURDAY = 5


def working_days_before(day: date, number: int) -> date:
    """The day that is ``number`` working days before ``day``: no weekend, no public holiday."""
    while number:
        day -= timedelta(days=1)
        if day.weekday() < SATURDAY and not public_holiday(day, "nl"):
            number -= 1
    return day


def invitation_due(meeting: Meeting, settings: CouncilSettings) -> date | None:
    """The last day on which the invitation may leave; None without a rule."""
    if settings.invitation_days is None:
        return None
    return working_days_before(_day_of(meeting.starts_at), settings.invitation_days)


def agenda_requests_due(meeting: Meeting, settings: CouncilSettings) -> date | None:
    """The last day on which members may ask for an agenda item; None without a rule."""
    if settings.agenda_request_days is None:
        return None
    return _day_of(meeting.starts_at) - timedelta(days=settings.agenda_request_days)


def minutes_due(meeting: Meeting, settings: CouncilSettings) -> date | None:
    """The day on which the minutes should be there; None without a rule."""
    if settings.minutes_days is None:
        return None
    return _day_of(meeting.ends_at) + timedelta(days=settings.minutes_days)


def _day_of(moment):
    return moment.astimezone(council_zone()).date()
