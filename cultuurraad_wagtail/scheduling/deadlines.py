"""The council's own rules for a meeting: by when it invites, takes requests for its agenda, has its minutes."""

from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from ..fields import council_zone
from ..snippets.meetings import Meeting, MeetingQuerySet
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


def settings_of(meeting: Meeting) -> CouncilSettings:
    """The rules of the site on which the group of ``meeting`` stands; no rules without one."""
    site = meeting.workgroup.get_site() if meeting.workgroup else None
    return CouncilSettings.for_site(site) if site else CouncilSettings()


def late_minutes(settings: CouncilSettings, now: datetime) -> MeetingQuerySet:
    """Meetings of the site of ``settings`` whose minutes should have been there by ``now``; none without a rule."""
    if settings.minutes_days is None:
        return Meeting.objects.none()
    home = settings.site.root_page
    below = (Q(workgroup__path__startswith=page.path) for page in (home, *home.get_translations()))
    ended = Meeting.objects.filter(reduce(or_, below), live=True).going_ahead().without_minutes().past(now)
    return ended.filter(ends_at__lt=now - timedelta(days=settings.minutes_days))


def _day_of(moment):
    return moment.astimezone(council_zone()).date()
