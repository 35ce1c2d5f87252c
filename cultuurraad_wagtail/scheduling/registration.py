"""Who comes: places given out one at a time, a waiting list that moves up, a mail for every change of luck."""

import logging

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..calendars.itip import CANCEL, REQUEST
from ..choices import MailLanguage, RegistrationStatus
from ..fields import council_zone
from ..notifications import queue_mail
from ..records.nameless import is_nowhere
from ..records.nonces import new_nonce
from ..records.sittings import EDITABLE, Registration, Sitting
from ..snippets.meetings import Meeting
from ..snippets.people import Person
from ..turns import take_turn
from .deadlines import reminder_due
from .letters import Letters, in_languages
from .news import is_news, remember, state_of

logger = logging.getLogger("cultuurraad_wagtail.scheduling")
_signer = Signer(salt="cultuurraad_wagtail.registration")
#: What they agree to who are named on the site: the words beside the box.
CONSENT = _("My name may stand with who comes, on this site")
#: The mails that tell a calendar too, and what they tell it.
CALENDAR_METHODS = {
    "meeting_invitation": REQUEST,
    "registration_coming": REQUEST,
    "registration_moved_up": REQUEST,
    "meeting_changed": REQUEST,
    "meeting_cancelled": CANCEL,
}


class NotPossible(Exception):
    """The answer cannot be taken any more; ``message`` tells why."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class RegisteredAlready(Exception):
    """Somebody registered with this address, and only they may change it; a mail with their link is on its way."""


def register(
    *,
    sitting: Sitting,
    meeting: Meeting,
    name: str,
    email: str,
    language: str,
    guests: int = 0,
    may_be_named: bool = False,
    form_key: str = "",
    now=None,
) -> Registration:
    """Give ``email`` a place at ``meeting``, or the next one on the waiting list.

    The same copy of the form sent again (``form_key``) is the same registration. Raises NotPossible where the
    registration is not open, RegisteredAlready for an address that is known.
    """
    new = Registration(
        name=name,
        email=email,
        language=language if language in MailLanguage.values else MailLanguage.DUTCH,
        guests=guests,
        may_be_named=may_be_named,
        form_key=form_key,
    )
    registration = _register(sitting, meeting, new, now)
    if registration is not new and not (form_key and registration.form_key == form_key):
        raise RegisteredAlready
    return registration


@transaction.atomic
def _register(sitting, meeting, new, now):
    sitting = _at_its_turn(sitting)
    # Now that it is our turn: the order of the line is the order in which people had theirs.
    now = now or timezone.now()
    if not sitting.is_open(meeting, now):
        raise NotPossible(_("Registration is closed."))
    known = sitting.registrations.filter(email__iexact=new.email).first()
    if known is None:
        new.sitting, new.created_at, new.guests = sitting, now, min(new.guests, sitting.most_guests)
        _keep_consent(new, now)
        remember(sitting, meeting)
        _take_place(new, sitting, now)
        mail_to(new, meeting, "registration_waiting" if new.is_waiting else "registration_coming")
    elif not (new.form_key and known.form_key == new.form_key):
        mail_to(known, meeting, "registration_link")
    return known or new


@transaction.atomic
def answer(
    *,
    registration: Registration,
    meeting: Meeting,
    is_coming: bool,
    guests: int | None = None,
    substitute: str = "",
    question: str = "",
    may_be_named: bool | None = None,
    now=None,
) -> Registration:
    """Take the answer of who has the link of ``registration``. Saying no is possible until the meeting begins.

    Who has a place keeps it, also with other words; more guests than there are places for are refused.
    """
    sitting = _at_its_turn(registration.sitting)
    now = now or timezone.now()
    registration.refresh_from_db()
    if meeting.is_off or meeting.starts_at <= now:
        raise NotPossible(_("The meeting has begun or is cancelled, so this cannot be changed any more."))
    registration.substitute, registration.question = substitute, question
    registration.answered_at = now
    if may_be_named is not None:
        registration.may_be_named = may_be_named
        _keep_consent(registration, now)
    if is_coming:
        _come(registration, sitting, guests, now)
    else:
        registration.status, registration.waits_since, registration.guests = RegistrationStatus.DECLINED, None, 0
        registration.save()
    _move_up(sitting, meeting, now)
    return registration


def _keep_consent(registration, now):
    """The words as they stood in the visitor's language, and when; another time the same is the first one still."""
    if not registration.may_be_named:
        registration.consent_text, registration.consented_at = "", None
    elif registration.consented_at is None:
        registration.consent_text, registration.consented_at = str(CONSENT), now


def _come(registration, sitting, guests, now):
    wanted = registration.guests if guests is None else min(guests, sitting.most_guests)
    more = wanted - registration.guests
    if registration.is_coming and more > 0 and _free_places(sitting, more) < more:
        raise NotPossible(_("There are not enough places for so many guests."))
    registration.guests = wanted
    if registration.is_coming or registration.is_waiting:
        registration.save()
    else:
        _take_place(registration, sitting, now)


@transaction.atomic
def tell_registered(*, meeting: Meeting, now=None) -> int:
    """Mail who comes, waits or was asked that ``meeting`` was moved or is off, once for each news; gives how many.

    Of a meeting that is over nothing is news: whoever writes its minutes puts its hours right.
    """
    sitting = Sitting.objects.filter(key=meeting.translation_key).first()
    if sitting is None or meeting.is_past(now) or not is_news(sitting, meeting):
        return 0
    news = state_of(meeting)
    # Of two that publish at once one tells.
    if not Sitting.objects.filter(pk=sitting.pk, told=sitting.told).update(told=news):
        return 0
    template = "meeting_cancelled" if meeting.is_off else "meeting_changed"
    letters = Letters(meeting, is_news=True)
    concerned = list(sitting.registrations.exclude(status=RegistrationStatus.DECLINED))
    for registration in concerned:
        mail_to(registration, meeting, template, letters=letters)
    _remind_again(sitting, letters)
    return len(concerned)


def _remind_again(sitting, letters):
    """Who was reminded of an hour that is not the hour any more is reminded once more, if there is time for it."""
    due = reminder_due(letters.meeting, letters.rules)
    if due is not None and due > timezone.localdate(timezone=council_zone()):
        sitting.registrations.filter(reminded_at__isnull=False).update(reminded_at=None)


@transaction.atomic
def change_sitting(*, sitting: Sitting, meeting: Meeting, now=None) -> None:
    """Save what an editor decides of ``sitting``; where it has more places now, those who wait move up."""
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    sitting.save(update_fields=EDITABLE)
    _move_up(sitting, meeting, now or timezone.now())


def belong_to(*, registration: Registration, person: Person) -> bool:
    """Let ``registration`` be that of ``person``; gives whether their link is another one now.

    Whoever filled in the form for everybody got a link at once, and need not be the one whose address it was. A
    member's link opens more, so only one that went by mail goes on.
    """
    registration.person = person
    is_new_link = registration.invited_at is None
    if is_new_link:
        # Nor does the form, sent once more from the browser that sent it, lead there.
        registration.nonce, registration.form_key = new_nonce(), ""
    registration.save(update_fields=["person", "nonce", "form_key"])
    return is_new_link


def move_address(registration: Registration | None, email: str) -> Registration | None:
    """Let ``registration`` be at ``email`` from now on: whoever reads the old address must not answer for them."""
    if registration is not None:
        registration.email, registration.nonce, registration.form_key = email, new_nonce(), ""
        registration.save(update_fields=["email", "nonce", "form_key"])
    return registration


def _at_its_turn(sitting):
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    return Sitting.objects.get(pk=sitting.pk)


def _take_place(registration, sitting, now):
    """A place if there is one and nobody waits for it already; else the end of the line."""
    is_free = _free_places(sitting, registration.heads) >= registration.heads
    has_place = is_free and not sitting.registrations.waiting().exists()
    registration.status = RegistrationStatus.COMING if has_place else RegistrationStatus.WAITING
    registration.waits_since = None if has_place else now
    registration.save()


def _free_places(sitting, wanted):
    """How many places are left; as many as are ``wanted`` where there is no limit."""
    return wanted if sitting.capacity is None else sitting.capacity - sitting.registrations.coming().heads()


def _move_up(sitting, meeting, now):
    """Give free places to those who wait, in their order; who is too many for what is left holds the line."""
    if meeting.is_off or meeting.starts_at <= now:
        return
    for registration in sitting.registrations.waiting():
        if _free_places(sitting, registration.heads) < registration.heads:
            return
        registration.status, registration.waits_since = RegistrationStatus.COMING, None
        registration.save(update_fields=["status", "waits_since"])
        mail_to(registration, meeting, "registration_moved_up")


def place_in_line(registration: Registration) -> int:
    """Which one ``registration`` is on the waiting list, from 1; 0 for who does not wait."""
    if not registration.is_waiting:
        return 0
    line = list(registration.sitting.registrations.waiting().values_list("pk", flat=True))
    return line.index(registration.pk) + 1


def token_of(registration: Registration) -> str:
    """What the link of ``registration`` ends in: its secret, signed for this one purpose."""
    return _signer.sign(registration.nonce)


def registration_for(token: str) -> Registration | None:
    """The registration whose link ends in ``token``, or None."""
    try:
        nonce = _signer.unsign(token)
    except BadSignature:
        return None
    return Registration.objects.select_related("sitting").filter(nonce=nonce).first()


def meeting_of(registration: Registration) -> Meeting | None:
    """The published meeting in the language of ``registration``, or in the one there is."""
    by_language = in_languages(registration.sitting.key)
    return by_language.get(registration.language) or next(iter(by_language.values()), None)


def address_of(registration: Registration, meeting: Meeting) -> str:
    """The full address of the link, on the site of the meeting's group."""
    return _address(registration, Letters(meeting))


def _address(registration, letters):
    path = reverse("cultuurraad_wagtail:registration", args=[token_of(registration)])
    return f"{letters.site.root_url if letters.site else ''}{path}"


def mail_to(
    registration: Registration, meeting: Meeting, template: str, *, letters: Letters | None = None, **context
) -> bool:
    """Queue the mail ``template`` about ``meeting``, in the language of who registered, with their link.

    Should that fail, what they wrote is kept all the same; gives whether it was queued. ``letters`` are those of
    the meeting, where many get a mail; ``context`` is for this template. Who was erased gets none.
    """
    if is_nowhere(registration.email):
        return False
    try:
        with transaction.atomic():
            letters = letters or Letters(meeting)
            shared = {
                "name": registration.name,
                "meeting": letters.meeting_for(registration.language),
                "url": _address(registration, letters),
                "guests": registration.guests,
            }
            queue_mail(
                to=registration.email,
                template=template,
                language=registration.language,
                context={**shared, **context},
                **_calendar_part(registration, letters, template),
            )
    except Exception:  # whatever a site's own mail template does
        logger.exception("The mail %s about registration %s could not be written.", template, registration.pk)
        return False
    return True


def _calendar_part(registration, letters, template):
    """What goes with the mail for a calendar that has the meeting, or should; nothing for anybody else."""
    method = CALENDAR_METHODS.get(template)
    has_it = registration.is_coming or (registration.invited_at and not registration.is_declined)
    if not (method and has_it):
        return {}
    try:
        with transaction.atomic():
            part = letters.calendar_for(registration, method)
            return {"calendar": part, "calendar_method": method, "reply_to": letters.organiser[1]}
    except Exception:  # the words matter more than the calendar
        logger.exception("The mail %s about registration %s goes without a calendar.", template, registration.pk)
        return {}
