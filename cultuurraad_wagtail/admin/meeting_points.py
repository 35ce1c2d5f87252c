"""What the dashboard tells of meetings: no agenda, no minutes, what is late by the rules of the council."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ..models import CouncilSettings, Meeting
from ..scheduling.deadlines import late_minutes

SOON = timedelta(days=14)


def meeting_points(user):
    """``(count, text, url)`` for meetings that lack something; nothing for who may not change meetings."""
    if not user.has_perm("cultuurraad_wagtail.change_meeting"):
        return []
    now = timezone.now()
    url = reverse(Meeting.snippet_viewset.get_url_name("list"))
    meetings = Meeting.objects.filter(live=True).going_ahead()
    coming = meetings.upcoming(now).filter(starts_at__lt=now + SOON, agenda_items__isnull=True).count()
    past = meetings.past(now).without_minutes().count()
    rules = CouncilSettings.objects.exclude(minutes_days=None).select_related("site__root_page")
    late = sum(late_minutes(each, now).count() for each in rules)
    return [
        (
            coming,
            ngettext(
                "%d meeting in the next two weeks has no agenda yet.",
                "%d meetings in the next two weeks have no agenda yet.",
                coming,
            ),
            url,
        ),
        (
            past,
            ngettext(
                "%d meeting has taken place without minutes.",
                "%d meetings have taken place without minutes.",
                past,
            ),
            url,
        ),
        (
            late,
            ngettext(
                "The minutes of %d meeting are late, by the rules of the council.",
                "The minutes of %d meetings are late, by the rules of the council.",
                late,
            ),
            url,
        ),
    ]
