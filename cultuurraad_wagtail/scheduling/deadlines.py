"""The council's own rules for a meeting: by when it invites, takes requests for its agenda, has its minutes."""

from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from ..fields import council_zone
from ..records.sittings import Registration
from ..snippets.meetings import Meeting, MeetingQuerySet
from ..snippets.site_settings import CouncilSettings
from ..visibility import not_expired
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


def reminder_due(meeting: Meeting, settings: CouncilSettings) -> date | None:
    """The day from which people are reminded; None without a rule."""
    if settings.reminder_days is None:
        return None
    return _day_of(meeting.starts_at) - timedelta(days=settings.reminder_days)


def settings_of(meeting: Meeting) -> CouncilSettings:
    """The rules of the site on which the group of ``meeting`` stands; no rules without one."""
    site = meeting.workgroup.get_site() if meeting.workgroup else None
    return CouncilSettings.for_site(site) if site else CouncilSettings()


def late_minutes(settings: CouncilSettings, now: datetime) -> MeetingQuerySet:
    """Meetings of the site of ``settings`` whose minutes should have been there by ``now``; none without a rule."""
    if settings.minutes_days is None:
        return Meeting.objects.none()
    ended = Meeting.objects.filter(_on_site(settings.site), live=True).going_ahead().without_minutes().past(now)
    return ended.filter(ends_at__lt=now - timedelta(days=settings.minutes_days))


def to_remind(settings: CouncilSettings, now: datetime) -> list[Meeting]:
    """The meetings of the site of ``settings`` of which people are to be reminded ``now``, each in one language."""
    if settings.reminder_days is None:
        return []
    today = _day_of(now)
    # A day more than the rule has hours: the clock may change in between.
    soon = now + timedelta(days=settings.reminder_days + 1, hours=1)
    return [
        each
        for each in _speakers(settings.site, now, soon)
        if not each.is_off and each.starts_at > now and reminder_due(each, settings) <= today
    ]


def late_invitations(settings: CouncilSettings, now: datetime) -> list[Meeting]:
    """The meetings to come of the site of ``settings`` to which nobody is invited, though the rule says so."""
    if settings.invitation_days is None:
        return []
    today = _day_of(now)
    # Half of all days are working days at the least, and no holidays last longer than these two weeks.
    soon = now + timedelta(days=2 * settings.invitation_days + 14)
    going_ahead = [each for each in _speakers(settings.site, now, soon) if not each.is_off and each.starts_at > now]
    late = [each for each in going_ahead if invitation_due(each, settings) < today]
    invited = Registration.objects.filter(invited_at__isnull=False)
    known = set(invited.filter(sitting__key__in=[each.translation_key for each in late]).values_list("sitting__key"))
    return [each for each in late if (each.translation_key,) not in known]


def was_invited(meeting: Meeting) -> bool:
    """Whether anybody was invited to ``meeting``, in any language."""
    return Registration.objects.filter(sitting__key=meeting.translation_key, invited_at__isnull=False).exists()


def _speakers(site, now, until):
    """The published meetings of ``site`` that begin before ``until``, the oldest language of each."""
    found = Meeting.objects.filter(_on_site(site), not_expired(now), live=True, starts_at__gt=now, starts_at__lt=until)
    rows = Meeting.objects.filter(translation_key__in=found.values("translation_key"), live=True)
    by_key = {}
    for row in rows.select_related("workgroup", "locale").order_by("starts_at", "pk"):
        by_key[row.translation_key] = min(by_key.get(row.translation_key, row), row, key=lambda each: each.pk)
    return list(by_key.values())


def _on_site(site):
    home = site.root_page
    return reduce(or_, (Q(workgroup__path__startswith=page.path) for page in (home, *home.get_translations())))


def _day_of(moment):
    return moment.astimezone(council_zone()).date()
