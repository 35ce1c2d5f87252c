"""From draft minutes to approved ones: the next meeting gets them on its agenda, and approves them."""

import logging
from uuid import uuid5

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from ...choices import AgendaItemKind, MinutesState
from ...fields import council_zone
from ...records.sittings import Sitting
from ...snippets.actions import ActionItem
from ...snippets.agenda import AgendaItem
from ...snippets.meetings import Meeting
from ...turns import take_turn
from ..registration import NotPossible

logger = logging.getLogger("cultuurraad_wagtail.scheduling")


def next_meeting(meeting: Meeting, now=None) -> Meeting | None:
    """The next meeting of the same group that takes place, published or not; None if none is planned.

    In the language of ``meeting`` where it is in that, else in another one in which ``meeting`` is.
    """
    now = now or timezone.now()
    if meeting.workgroup is None:
        return None
    later = _which_can_approve(meeting).filter(starts_at__gt=max(now, meeting.starts_at))
    first = later.order_by("starts_at", "pk").first()
    same = first and later.filter(translation_key=first.translation_key, locale=meeting.locale_id).first()
    return same or first


def _which_can_approve(meeting):
    """The meetings of the group of ``meeting`` that take place, in the languages in which there is a ``meeting``."""
    locales = Meeting.objects.filter(translation_key=meeting.translation_key).order_by().values("locale")
    return Meeting.objects.of_workgroup(meeting.workgroup).going_ahead().filter(locale__in=locales)


def approve_minutes(*, meeting: Meeting, user, approved_in: Meeting | None = None, now=None) -> None:
    """Note that the minutes of ``meeting`` are approved, at the meeting ``approved_in`` or outside one.

    They are approved on the day of that meeting, whenever an editor says so. Raises NotPossible where nobody can have
    read any, and where that meeting has yet to begin.
    """
    now = now or timezone.now()
    if not (meeting.live and meeting.has_minutes()):
        raise NotPossible(_("There are no minutes to approve yet. Write and publish them first."))
    if approved_in is not None and approved_in.starts_at > now:
        words = _("“%(title)s” has not begun yet: tick that it approves minutes once it has. Nothing is approved.")
        raise NotPossible(words % {"title": approved_in.title})
    _approve(Sitting.objects.of(meeting), meeting, user, approved_in, now)


@transaction.atomic
def _approve(sitting, meeting, user, approved_in, now):
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    sitting.refresh_from_db()
    if sitting.minutes_state == MinutesState.APPROVED:
        return
    sitting.minutes_state = MinutesState.APPROVED
    sitting.approved_at = approved_in.starts_at if approved_in else now
    sitting.approved_in = approved_in and approved_in.translation_key
    sitting.save(update_fields=["minutes_state", "approved_at", "approved_in"])
    # Which words were approved stays in the history, whatever becomes of them later.
    log(instance=meeting, action="cultuurraad.approve_minutes", user=user, revision=meeting.live_revision)


def reopen_minutes(*, meeting: Meeting, user) -> None:
    """Make the minutes of ``meeting`` a draft again: something was approved, or sent, by mistake."""
    _reopen(Sitting.objects.of(meeting), meeting, user)


@transaction.atomic
def _reopen(sitting, meeting, user):
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    sitting.minutes_state, sitting.approved_at, sitting.approved_in = MinutesState.DRAFT, None, None
    sitting.save(update_fields=["minutes_state", "approved_at", "approved_in"])
    log(instance=meeting, action="cultuurraad.reopen_minutes", user=user)


def prepare_agendas(*, now=None) -> int:
    """Prepare the agenda of the next meeting of every group; gives how many changed. Safe to run every day."""
    now = now or timezone.now()
    to_come = Meeting.objects.going_ahead().filter(starts_at__gt=now, workgroup__isnull=False)
    of_group = to_come.filter(workgroup=OuterRef("workgroup")).order_by("starts_at", "pk")
    first = to_come.filter(pk=Subquery(of_group.values("pk")[:1])).select_related("workgroup", "locale")
    return sum(_prepared(meeting) for meeting in first.order_by("pk"))


def _prepared(meeting):
    """As ``prepare_agenda``; one meeting that cannot be saved must not keep the others from theirs."""
    try:
        return prepare_agenda(meeting=meeting)
    except Exception:
        logger.exception("The agenda of meeting %s could not be prepared.", meeting.pk)
        return False


def prepare_agenda(*, meeting: Meeting, user=None) -> bool:
    """Put on the agenda of ``meeting`` the minutes that wait for approval, and the action items that are open.

    Whether anything was added. Nothing is added twice, so what an editor takes off stays off; nor to a meeting that
    is locked: tomorrow is another day.
    """
    return _prepare(Sitting.objects.of(meeting), meeting, user)


@transaction.atomic
def _prepare(sitting, meeting, user):
    take_turn(Meeting.objects.filter(pk=meeting.pk))
    meeting.refresh_from_db()
    sitting.refresh_from_db()
    newest = meeting.get_latest_revision_as_object()
    if newest.get_lock() is not None:
        return False
    there = list(newest.agenda_items.all())
    with override(meeting.locale.language_code):
        wanted = [*_approvals(meeting, there), *_follow_up(meeting, there)]
    missing = [item for item in wanted if _mark(meeting, item) not in sitting.prepared]
    if not missing:
        return False
    sitting.prepared += [_mark(meeting, item) for item in missing]
    sitting.save(update_fields=["prepared"])
    _put_first(meeting, newest, missing, user)
    return True


def _approvals(meeting, there):
    known = {item.approves for item in there}
    waiting = Sitting.objects.filter(minutes_state=MinutesState.REMARKS).values("key")
    earlier = Meeting.objects.of_workgroup(meeting.workgroup).filter(
        locale=meeting.locale_id, translation_key__in=waiting
    )
    for each in earlier.filter(ends_at__lt=meeting.starts_at).order_by("starts_at", "pk"):
        if each.translation_key not in known and not _is_for_an_earlier_one(each, meeting):
            title = _("Approval of the minutes of %(day)s") % {"day": _day_of(each)}
            yield _item(meeting, AgendaItemKind.APPROVAL, title, approves=each.translation_key)


def _is_for_an_earlier_one(reported, meeting):
    """Whether a meeting before ``meeting``, perhaps in another language only, is to approve the minutes first."""
    after = max(timezone.now(), reported.starts_at)
    before = _which_can_approve(reported).filter(starts_at__gt=after, starts_at__lt=meeting.starts_at)
    return before.exclude(translation_key=meeting.translation_key).exists()


def _follow_up(meeting, there):
    is_there = any(item.is_follow_up for item in there)
    if not is_there and ActionItem.objects.of_workgroup(meeting.workgroup).open().exists():
        yield _item(meeting, AgendaItemKind.FOLLOW_UP, _("Follow-up of the action items"))


def _item(meeting, kind, title, approves=None):
    # The same key in every language of the meeting.
    return AgendaItem(
        kind=kind, title=title, approves=approves, key=uuid5(meeting.translation_key, f"{kind} {approves}")
    )


def _mark(meeting, item):
    return f"{meeting.locale_id} {item.kind} {item.approves or ''}".strip()


def _put_first(meeting, newest, items, user):
    """Add ``items`` on top: in the newest draft, and on the site where the meeting is there already."""
    # Asked now: without an earlier version ``newest`` is the meeting itself, which saving a version changes.
    has_draft = meeting.has_unpublished_changes
    publishes = meeting.live and not has_draft
    if meeting.live and has_draft:
        # Saved they have primary keys, by which the draft knows them for the same rows.
        _prepend(meeting, items)
        meeting.save()
    _prepend(newest, items)
    revision = newest.save_revision(user=user, log_action=True)
    if publishes:
        revision.publish(user=user)


def _prepend(meeting, items):
    every = [*items, *meeting.agenda_items.all()]
    for position, item in enumerate(every):
        item.sort_order = position
    meeting.agenda_items = every


def _day_of(meeting):
    return date_format(meeting.starts_at.astimezone(council_zone()), "DATE_FORMAT")
