"""What the dashboard tells of meetings: no agenda, no invitation, no minutes, what is late by the council's rules."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ..models import AgendaRequest, CouncilSettings, Meeting
from ..scheduling.deadlines import late_invitations, late_minutes

SOON = timedelta(days=14)


def meeting_points(user):
    """``(count, text, url)`` for meetings that lack something; nothing for who may not change meetings."""
    if not user.has_perm("cultuurraad_wagtail.change_meeting"):
        return []
    now = timezone.now()
    url = reverse(Meeting.snippet_viewset.get_url_name("list"))
    return [*_before(user, now, url), *_after(now, url)]


def _before(user, now, url):
    meetings = Meeting.objects.filter(live=True).going_ahead()
    coming = meetings.upcoming(now).filter(starts_at__lt=now + SOON, agenda_items__isnull=True).count()
    no_agenda = ngettext(
        "%d meeting in the next two weeks has no agenda yet.",
        "%d meetings in the next two weeks have no agenda yet.",
        coming,
    )
    people = [_invitations(now), _requests(now)] if user.has_perm("cultuurraad_wagtail.view_registration") else []
    return [(coming, no_agenda, url), *people]


def _invitations(now):
    rules = CouncilSettings.objects.exclude(invitation_days=None).select_related("site__root_page")
    late = [meeting for each in rules for meeting in late_invitations(each, now)]
    text = ngettext(
        "The invitation to %d meeting is late, by the rules of the council.",
        "The invitations to %d meetings are late, by the rules of the council.",
        len(late),
    )
    return len(late), text, _people_of(late[0].pk if late else None)


def _requests(now):
    upcoming = Meeting.objects.upcoming(now)
    waiting = AgendaRequest.objects.waiting().filter(sitting__key__in=upcoming.order_by().values("translation_key"))
    keys = list(waiting.values_list("sitting__key", flat=True))
    text = ngettext("%d request for an agenda item waits.", "%d requests for an agenda item wait.", len(keys))
    first = upcoming.filter(translation_key__in=set(keys)).values_list("pk", flat=True).first()
    return len(keys), text, _people_of(first)


def _people_of(pk):
    """The screen of the first meeting that is meant."""
    return reverse("cultuurraad_sittings:people", args=[pk]) if pk else ""


def _after(now, url):
    past = Meeting.objects.filter(live=True).going_ahead().past(now).without_minutes().count()
    rules = CouncilSettings.objects.exclude(minutes_days=None).select_related("site__root_page")
    late = sum(late_minutes(each, now).count() for each in rules)
    return [
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
