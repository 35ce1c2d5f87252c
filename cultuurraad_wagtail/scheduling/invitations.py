"""Inviting to a meeting: each person once, in their own language, with a link to answer by and a calendar message."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ..choices import MailLanguage, RegistrationStatus
from ..records.sittings import Registration, Sitting
from ..snippets.meetings import Meeting
from ..snippets.people import Mandate, Person
from ..turns import take_turn
from .deadlines import agenda_requests_due
from .letters import Letters
from .members import seats
from .news import remember
from .personal import personal_calendar_address
from .registration import NotPossible, belong_to, mail_to, move_address


@dataclass(frozen=True)
class Invitee:
    """A member on the day of the meeting, and what they answered."""

    mandate: Mandate
    registration: Registration | None

    @property
    def person(self) -> Person:
        return self.mandate.person

    @property
    def lacks_address(self) -> bool:
        return not self.person.email

    @property
    def is_to_ask(self) -> bool:
        """Whether a mail could ask them, and none did."""
        return not self.lacks_address and _is_new(self.registration)


@dataclass
class Invitations:
    """Who gets a mail, who registered or was invited before, and whom no mail reaches."""

    asked: list[Registration] = field(default_factory=list)
    known: list[Registration] = field(default_factory=list)
    without_address: list[Person] = field(default_factory=list)
    failed: list[Registration] = field(default_factory=list)


@dataclass(frozen=True)
class _Guest:
    name: str
    email: str
    language: str
    person: Person | None = None


def invitees(meeting: Meeting) -> list[Invitee]:
    """Who sits in the group of ``meeting`` on its day, each once, in the order of their roles."""
    rows = list(Registration.objects.filter(sitting__key=meeting.translation_key))
    by_person = {each.person_id: each for each in rows if each.person_id}
    by_address = {each.email.casefold(): each for each in rows}
    return [
        Invitee(each, by_person.get(each.person_id) or by_address.get(each.person.email.casefold()))
        for each in seats(meeting)
    ]


def hindrance(meeting: Meeting, now=None) -> str:
    """Why nobody can be invited to ``meeting``; "" where they can."""
    if not meeting.live:
        return _("Publish the meeting first. Then you can invite people.")
    if meeting.is_off:
        return _("The meeting is cancelled or postponed, so nobody can be invited.")
    if meeting.starts_at <= (now or timezone.now()):
        return _("The meeting has begun, so nobody can be invited any more.")
    return ""


def invite(*, meeting: Meeting, people, extra=(), words: str = "", user=None, now=None) -> Invitations:
    """Ask ``people``, and the ``extra`` (name, address, language), whether they come to ``meeting``.

    An address that is known gets no second mail, whoever presses the button how often. Raises NotPossible for a
    meeting to which nobody can come.
    """
    reason = hindrance(meeting, now)
    if reason:
        raise NotPossible(reason)
    return _invite(Sitting.objects.of(meeting), meeting, list(people), extra, words, user, now)


@transaction.atomic
def _invite(sitting, meeting, people, extra, words, user, now):
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    now = now or timezone.now()
    letters = Letters(meeting)
    guests = [_Guest(str(each), each.email, each.language, each) for each in people if each.email]
    guests += [_Guest(*each) for each in extra]
    done = Invitations(without_address=[each for each in people if not each.email])
    for guest in guests:
        # Read anew each time: two people may share an address.
        registration = _row_for(guest, sitting, letters)
        if not _is_new(registration):
            done.known.append(registration)
        elif _ask(registration, letters, words, now):
            done.asked.append(registration)
        else:
            done.failed.append(registration)
    if done.asked:
        remember(sitting, meeting)
        log(instance=meeting, action="cultuurraad.invite", user=user, data={"count": len(done.asked)})
    return done


def _row_for(guest, sitting, letters):
    """The row of ``guest``, who may be known by their address or, while they have not answered, as a person."""
    known = sitting.registrations.filter(email__iexact=guest.email).first()
    if known is None and guest.person:
        known = sitting.registrations.filter(person=guest.person).first()
        if known and known.status == RegistrationStatus.ASKED:
            move_address(known, guest.email)
            known.invited_at = None
    elif known and guest.person and known.person_id is None:
        is_new_link = belong_to(registration=known, person=guest.person)
        if is_new_link and not _is_new(known):
            mail_to(known, letters.meeting, "registration_of_member", letters=letters)
    return known or _new_row(guest, sitting)


def _new_row(guest, sitting):
    return Registration(
        sitting=sitting,
        person=guest.person,
        name=guest.name[:160],
        email=guest.email,
        language=guest.language if guest.language in MailLanguage.values else MailLanguage.DUTCH,
    )


def _is_new(registration):
    return registration is None or (
        registration.status == RegistrationStatus.ASKED and registration.invited_at is None
    )


def _ask(registration, letters, words, now):
    """Store ``registration`` together with its mail, or neither."""
    registration.invited_at = now
    registration.created_at = registration.created_at if registration.pk else now
    meeting = letters.meeting_for(registration.language)
    with transaction.atomic():
        registration.save()
        context = {
            "words": words.strip(),
            "organiser": letters.organiser[0],
            "page_address": letters.page_for(registration.language),
            "agenda": [each.title for each in letters.agenda_for(registration.language)],
            "requests_until": agenda_requests_due(meeting, letters.rules),
            "calendar_address": _calendar_address(registration.person, letters.site),
        }
        is_queued = mail_to(registration, meeting, "meeting_invitation", letters=letters, **context)
        if not is_queued:
            transaction.set_rollback(True)
    return is_queued


def _calendar_address(person, site):
    return personal_calendar_address(person=person, site=site) if person and site else ""
