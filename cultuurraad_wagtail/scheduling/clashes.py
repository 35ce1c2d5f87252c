"""What to think of while planning: other meetings of the same people that day, holidays, rules of the council."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from ..fields import council_zone
from ..snippets.meetings import Meeting
from ..snippets.people import Mandate
from .holidays import public_holiday, school_holiday

DAY = timedelta(days=1)


def shared_members(*, hub, today: date | None = None) -> dict:
    """How many people sit both in ``hub`` and in another group, by that group's translation key."""
    mandates = Mandate.objects.current(today)
    members = mandates.filter(workgroup__translation_key=hub.translation_key).order_by().values("person")
    others = mandates.filter(person__in=members).exclude(workgroup__translation_key=hub.translation_key)
    counted = others.order_by().values_list("workgroup__translation_key")
    return dict(counted.annotate(Count("person", distinct=True)))


def clashes(*, hub, moments: Iterable[datetime], today: date | None = None) -> dict[date, list[str]]:
    """Sentences about other groups' meetings with members of ``hub``, by day; three queries for any number."""
    zone = council_zone()
    days = {moment.astimezone(zone).date() for moment in moments}
    shared = shared_members(hub=hub, today=today) if days else {}
    if not shared:
        return {}
    found = {}
    for meeting in _meetings_on(days, shared, hub):
        day = meeting.starts_at.astimezone(zone).date()
        if day in days:
            found.setdefault(day, []).append(_in_words(meeting, shared[meeting.workgroup.translation_key], zone))
    return found


def _meetings_on(days, shared, hub):
    zone = council_zone()
    first = datetime.combine(min(days), datetime.min.time(), zone)
    last = datetime.combine(max(days) + DAY, datetime.min.time(), zone)
    meetings = Meeting.objects.going_ahead().filter(workgroup__translation_key__in=shared)
    # A meeting is one row in each language: those in the hub's own are enough.
    between = meetings.filter(locale=hub.locale_id, starts_at__gte=first, starts_at__lt=last)
    return between.select_related("workgroup").order_by("starts_at", "pk")


def _in_words(meeting, count, zone):
    words = {
        "count": count,
        "group": meeting.workgroup.title,
        "hour": date_format(
            meeting.starts_at.astimezone(zone), pgettext("time of day, in Django's format letters", "H:i")
        ),
    }
    sentence = ngettext(
        "%(count)s member also sits in %(group)s, which meets that day at %(hour)s.",
        "%(count)s members also sit in %(group)s, which meets that day at %(hour)s.",
        count,
    )
    return sentence % words


def free_day(day: date, months_without_meetings: Iterable[int] = ()) -> list[str]:
    """Sentences about ``day`` itself: a public holiday, a school holiday, a month without meetings."""
    found = []
    if name := public_holiday(day, get_language() or "nl"):
        found.append(gettext("Public holiday: %(name)s.") % {"name": name})
    if name := school_holiday(day):
        found.append(gettext("School holiday: %(name)s.") % {"name": name})
    if day.month in months_without_meetings:
        found.append(gettext("The council does not meet in %(month)s.") % {"month": date_format(day, "F")})
    return found
