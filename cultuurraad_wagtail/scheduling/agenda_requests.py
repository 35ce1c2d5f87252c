"""Points that members ask for: stored first, told to the organiser, taken over or refused with a reason."""

import logging
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url

from ..choices import AgendaRequestOutcome
from ..fields import council_zone
from ..notifications import queue_mail
from ..records.contributions import AgendaRequest
from ..records.sittings import Registration, Sitting
from ..snippets.agenda import AgendaItem
from ..snippets.meetings import Meeting
from ..turns import take_turn
from .deadlines import agenda_requests_due, settings_of
from .letters import Letters
from .registration import NotPossible, mail_to

logger = logging.getLogger("cultuurraad_wagtail.scheduling")
#: So many points of one member may wait at once.
MOST_WAITING = 10


class NoReason(NotPossible):
    """A point is left off the agenda without a word for who asked for it."""


def may_ask(registration: Registration) -> bool:
    """Whether the council invited or knows them; who registered by the form for everybody asks for nothing."""
    return bool(registration.invited_at or registration.person_id)


def is_open(meeting: Meeting, now=None) -> bool:
    """Whether points for ``meeting`` are taken: until the day of the rule is over, or until it begins."""
    now = now or timezone.now()
    if meeting.is_off or meeting.starts_at <= now:
        return False
    due = agenda_requests_due(meeting, settings_of(meeting))
    return due is None or now.astimezone(council_zone()).date() <= due


def request_item(
    *, registration: Registration, meeting: Meeting, title: str, text: str, copy: UUID, now=None
) -> AgendaRequest:
    """Store the point that ``registration`` asks for. The same words in the same ``copy`` of the form are one row."""
    if not (may_ask(registration) and is_open(meeting, now)):
        raise NotPossible(_("You cannot ask for an agenda item of this meeting any more."))
    # Other words in the same copy, after the “back” of a browser, are another request: nothing is lost.
    key = uuid5(copy, repr((registration.pk, title, text)))
    request, is_new = _store(registration, key, title, text, now)
    if is_new:
        _tell_organiser(request, registration, meeting)
    return request


@transaction.atomic
def _store(registration, key, title, text, now):
    take_turn(Sitting.objects.filter(pk=registration.sitting_id))
    known = AgendaRequest.objects.filter(copy=key).first()
    if known is not None:
        return known, False
    if registration.agendarequests.waiting().count() >= MOST_WAITING:
        raise NotPossible(_("The council first looks at what you asked for already."))
    values = {"title": title, "text": text, "sent_at": now or timezone.now()}
    whose = {"sitting_id": registration.sitting_id, "registration": registration, "name": registration.name}
    return AgendaRequest.objects.create(copy=key, **whose, **values), True


def _tell_organiser(request, registration, meeting):
    path = reverse("cultuurraad_sittings:people", args=[meeting.pk])
    context = {"asker": request.name, "meeting": meeting, "item": request.title, "text": request.text}
    context["admin_url"] = (get_admin_base_url() or "") + path
    try:
        with transaction.atomic():
            queue_mail(
                to=Letters(meeting).organiser[1],
                template="agenda_requested",
                language=meeting.locale.language_code[:2],
                context=context,
                reply_to=registration.email,
            )
    except Exception:  # the request is stored, and stands on the dashboard
        logger.exception("The mail about agenda request %s could not be written.", request.pk)


@transaction.atomic
def take_over(*, request: AgendaRequest, meeting: Meeting, user, now=None) -> None:
    """Put the point at the end of the agenda in the newest draft of ``meeting``; who asked gets a mail."""
    # Before anything is read: others write the same draft.
    take_turn(Meeting.objects.filter(pk=meeting.pk))
    meeting.refresh_from_db()
    _decide(request, AgendaRequestOutcome.TAKEN, now)
    draft = meeting.get_latest_revision_as_object()
    lock = draft.get_lock()
    if lock is not None and lock.for_user(user):
        raise NotPossible(_("The meeting is locked by somebody else. Ask them to unlock it, and try again."))
    items = list(draft.agenda_items.all())
    text = linebreaks(escape(request.text)) if request.text else ""
    order = max((each.sort_order or 0 for each in items), default=-1) + 1
    item = AgendaItem(title=request.title, text=text, presenter=request.name[:120], sort_order=order)
    draft.agenda_items = [*items, item]
    draft.save_revision(user=user, log_action=True)
    _tell_asker(request, meeting)


@transaction.atomic
def decline(*, request: AgendaRequest, meeting: Meeting, reason: str, now=None) -> None:
    """Leave the point off the agenda; who asked gets a mail with the ``reason``. Raises NoReason without one."""
    if not reason and request.decided_at is None:
        raise NoReason(_("Write why it does not come on the agenda: who asked for it gets this by mail."))
    _decide(request, AgendaRequestOutcome.DECLINED, now, reason)
    _tell_asker(request, meeting)


def _decide(request, outcome, now, reason=""):
    """Of two editors who decide at once, one does."""
    values = {"outcome": outcome, "reason": reason, "decided_at": now or timezone.now()}
    if not AgendaRequest.objects.waiting().filter(pk=request.pk).update(**values):
        raise NotPossible(_("Somebody has decided on this request already."))
    for name, value in values.items():
        setattr(request, name, value)


def _tell_asker(request, meeting):
    if request.registration is None:
        return
    is_taken = request.outcome == AgendaRequestOutcome.TAKEN
    context = {"item": request.title, "is_taken": is_taken, "reason": request.reason}
    mail_to(request.registration, meeting, "agenda_request_answered", **context)
