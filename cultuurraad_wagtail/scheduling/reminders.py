"""Reminders of meetings: one mail to who comes or has not answered, however often and by how many it is run."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from ..choices import RegistrationStatus
from ..records.sittings import Registration
from ..snippets.site_settings import CouncilSettings
from .deadlines import to_remind
from .letters import Letters
from .registration import mail_to

#: Who was invited or registered so short a time ago needs no reminder yet.
LEFT_ALONE = timedelta(hours=24)


def remind(*, now=None) -> int:
    """Mail everybody who is to be reminded of a meeting; gives how many. Safe to run as often as one likes."""
    now = now or timezone.now()
    sites = Site.objects.select_related("root_page").order_by("pk")
    return sum(
        _remind_of(meeting, now) for site in sites for meeting in to_remind(CouncilSettings.for_site(site), now)
    )


def _remind_of(meeting, now):
    letters = Letters(meeting)
    waiting = _to_remind(now).filter(sitting__key=meeting.translation_key).order_by("pk")
    return sum(_remind_one(each, letters, now) for each in waiting)


def _to_remind(now):
    is_expected = Q(status=RegistrationStatus.COMING) | Q(status=RegistrationStatus.ASKED, invited_at__isnull=False)
    long_ago = now - LEFT_ALONE
    just_invited = Q(invited_at__gt=long_ago) | Q(created_at__gt=long_ago)
    return Registration.objects.filter(is_expected, reminded_at__isnull=True).exclude(just_invited)


@transaction.atomic
def _remind_one(registration, letters, now):
    # Of two that run at once, one claims it; and it is asked once more, as they may have answered meanwhile.
    if not _to_remind(now).filter(pk=registration.pk).update(reminded_at=now):
        return 0
    registration.refresh_from_db()
    context = {"is_coming": registration.is_coming, "page_address": letters.page_for(registration.language)}
    if mail_to(registration, letters.meeting, "meeting_reminder", letters=letters, **context):
        return 1
    transaction.set_rollback(True)
    return 0
