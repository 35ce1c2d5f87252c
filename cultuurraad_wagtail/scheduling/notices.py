"""What an editor should know of a meeting while it is open: what speaks against its day, and what is late."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from ..fields import council_zone
from ..snippets.meetings import Meeting
from .clashes import clashes, free_day
from .deadlines import invitation_due, minutes_due, settings_of, was_invited
from .trail.minutes import are_approved


def notices(*, meeting: Meeting, now=None) -> list[str]:
    """Sentences about ``meeting``, which may be unsaved, none of them a reason to refuse it; nothing if it is off."""
    if meeting.is_off or meeting.workgroup is None or meeting.starts_at is None:
        return []
    now = now or timezone.now()
    settings = settings_of(meeting)
    today = now.astimezone(council_zone()).date()
    if meeting.is_past(now):
        return _of_the_past(meeting, settings, today)
    return [*_of_the_day(meeting, settings), *_of_the_invitation(meeting, settings, today)]


def _of_the_day(meeting, settings):
    day = meeting.starts_at.astimezone(council_zone()).date()
    others = clashes(hub=meeting.workgroup, moments=[meeting.starts_at]).get(day, [])
    return [*others, *free_day(day, settings.months_without_meetings)]


def _of_the_invitation(meeting, settings, today):
    due = invitation_due(meeting, settings)
    if due is None or due >= today or was_invited(meeting):
        return []
    return [gettext("By the rules of the council the invitation leaves on %(day)s at the latest.") % _words(due)]


def _of_the_past(meeting, settings, today):
    if are_approved(meeting):
        return [gettext("The minutes are approved. What you change in this meeting is no longer what was approved.")]
    due = minutes_due(meeting, settings)
    if due is None or due >= today or meeting.has_minutes():
        return []
    return [gettext("By the rules of the council the minutes were due on %(day)s.") % _words(due)]


def _words(day: date):
    return {"day": date_format(day)}
