"""Draft minutes go to the members, who give their remarks by a link until a day."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ...choices import MinutesState, RegistrationStatus
from ...fields import council_zone
from ...records.contributions import MinutesRemark
from ...records.sittings import Registration, Sitting
from ...snippets.meetings import Meeting
from ...turns import take_turn
from ..letters import Letters
from ..members import seats
from ..registration import NotPossible, belong_to, mail_to, move_address
from .approval import next_meeting, prepare_agenda


def send_for_remarks(*, meeting: Meeting, until: date, seen, user, now=None) -> int:
    """Mail the members a link to the minutes of ``meeting``, for their remarks until ``until``; gives how many.

    ``seen`` is when they were sent last, as the editor saw it: whoever clicks twice sends once. Raises NotPossible
    where there is nothing to read yet. The group's next meeting gets “approval of the minutes” on its agenda.
    """
    return _send(Sitting.objects.of(meeting), meeting, until, seen, user, now or timezone.now())


@transaction.atomic
def _send(sitting, meeting, until, seen, user, now):
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    sitting.refresh_from_db()
    if sitting.sent_for_remarks_at != seen:
        return 0
    _check(meeting, sitting, until, now)
    sitting.minutes_state, sitting.remarks_until, sitting.sent_for_remarks_at = MinutesState.REMARKS, until, now
    sitting.save(update_fields=["minutes_state", "remarks_until", "sent_for_remarks_at"])
    readers = [_registration_of(seat.person, sitting) for seat in seats(meeting) if seat.person.email]
    letters = Letters(meeting)
    for registration in readers:
        mail_to(registration, meeting, "minutes_remarks", letters=letters, until=until)
    log(instance=meeting, action="cultuurraad.send_minutes", user=user, revision=meeting.live_revision)
    following = next_meeting(meeting, now)
    if following is not None:
        prepare_agenda(meeting=following, user=user)
    return len(readers)


def _check(meeting, sitting, until, now):
    if sitting.minutes_state == MinutesState.APPROVED:
        raise NotPossible(_("The minutes are approved already."))
    if not meeting.live or meeting.has_unpublished_changes:
        raise NotPossible(_("Publish the meeting first: members read the version that is published."))
    if not meeting.has_minutes():
        raise NotPossible(_("There is nothing to read yet. Write the minutes first."))
    if until < now.astimezone(council_zone()).date():
        raise NotPossible(_("This day is past. Give a later one."))


def _registration_of(person, sitting):
    """The row that gives ``person`` their link; whoever was never asked gets one now."""
    known = sitting.registrations.filter(email__iexact=person.email).first()
    if known is None:
        known = move_address(sitting.registrations.filter(person=person).first(), person.email)
    if known is None:
        return sitting.registrations.create(
            person=person,
            name=str(person),
            email=person.email,
            language=person.language,
            status=RegistrationStatus.ASKED,
        )
    if known.person_id is None:
        belong_to(registration=known, person=person)
    return known


def minutes_for(registration: Registration) -> Meeting | None:
    """The published meeting with the minutes, in the language of ``registration`` where they are written in it."""
    meetings = Meeting.objects.filter(translation_key=registration.sitting.key, live=True).select_related("locale")
    written = [each for each in meetings.order_by("-pk") if each.has_minutes()]
    spoken = [each for each in written if each.locale.language_code[:2] == registration.language]
    return next(iter([*spoken, *written]), None)


def may_read_minutes(registration: Registration, meeting: Meeting) -> bool:
    """Whether the link of ``registration`` opens the minutes of ``meeting`` before the public reads them.

    It does so for members of the group, from the day they are sent; not for everybody who registered.
    """
    if registration.sitting.minutes_state == MinutesState.DRAFT or registration.person_id is None:
        return False
    return any(seat.person_id == registration.person_id for seat in seats(meeting))


def takes_remarks(sitting: Sitting, now=None) -> bool:
    """Whether remarks on the minutes are taken at ``now``, through the whole of the last day."""
    today = (now or timezone.now()).astimezone(council_zone()).date()
    is_open = sitting.minutes_state == MinutesState.REMARKS
    return is_open and sitting.remarks_until is not None and today <= sitting.remarks_until


@transaction.atomic
def add_remark(
    *, registration: Registration, meeting: Meeting, text: str, item_key: UUID | None, copy: UUID, now=None
) -> MinutesRemark:
    """Keep a remark; the same copy of the form sent again is the same one. Raises NotPossible after the last day."""
    take_turn(Registration.objects.filter(pk=registration.pk))
    known = MinutesRemark.objects.filter(copy=copy, registration=registration).first()
    if known is not None:
        return known
    if not (may_read_minutes(registration, meeting) and takes_remarks(registration.sitting, now)):
        raise NotPossible(_("Remarks on these minutes are no longer taken. Tell the council at the next meeting."))
    return MinutesRemark.objects.create(
        sitting=registration.sitting,
        registration=registration,
        name=registration.name,
        item_key=item_key,
        text=text,
        copy=copy,
        sent_at=now or timezone.now(),
    )
