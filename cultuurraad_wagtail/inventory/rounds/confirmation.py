"""Confirming profiles: ask each organisation whether its profile is still correct, remind once, take its answer."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from ...choices import ConfirmationAnswer, MailLanguage
from ...notifications import queue_mail
from ...pages.organisations import OrganisationProfilePage
from ...records.confirmations import ConfirmationRequest, ConfirmationRound
from ...turns import take_turn

REMIND_AFTER = timedelta(days=21)
#: More profiles than this never share one contact address; a mail lists no more.
MOST_LINKS = 20

_signer = Signer(salt="cultuurraad_wagtail.confirmation")


class LinkNotValid(Exception):
    """The link is unknown, expired or withdrawn; which of these, nobody is told."""


def profiles_to_ask(*, older_than: int, directories=None, now=None):
    """Live profiles, not stopped, that nobody confirmed in ``older_than`` days, of organisations we can mail.

    All of them, or those below ``directories``. Of a profile and its translations with the same contact, only the
    oldest: one mail for one organisation.
    """
    limit = (now or timezone.now()) - timedelta(days=older_than)
    asked = OrganisationProfilePage.objects.live().editable().not_confirmed_since(limit)
    asked = asked.filter(ceased_on__isnull=True).exclude(contact_email="")
    older = asked.filter(
        translation_key=models.OuterRef("translation_key"),
        contact_email__iexact=models.OuterRef("contact_email"),
        pk__lt=models.OuterRef("pk"),
    )
    profiles = asked.exclude(models.Exists(older))
    if directories is not None:
        below = (models.Q(path__startswith=each.path) for each in directories)
        profiles = profiles.filter(reduce(or_, below, models.Q(pk__in=())))
    return profiles.order_by("pk")


def current_round(now=None) -> ConfirmationRound | None:
    """The round whose links can still be answered."""
    newest = ConfirmationRound.objects.first()
    return newest if newest and newest.is_open(now) else None


def left_to_ask(*, older_than: int, directories=None, now=None):
    """Who would be asked now: in the round that is open or, after ``older_than`` days, in a new one."""
    current = current_round(now)
    if current is None:
        return profiles_to_ask(older_than=older_than, directories=directories, now=now)
    profiles = profiles_to_ask(older_than=current.older_than, directories=directories, now=now)
    return profiles.exclude(pk__in=current.requests.values("organisation"))


@transaction.atomic
def run_round(
    *, older_than: int, directories=None, user=None, remind_after: timedelta = REMIND_AFTER, now=None
) -> dict[str, int]:
    """Ask who was not asked in this round, remind once who did not answer; gives how many ``asked`` and ``reminded``.

    Goes on with the round that is open, or starts one. Safe to run every day.
    """
    now = now or timezone.now()
    # Any row that is always there will do.
    take_turn(Site.objects.all())
    current = current_round(now) or ConfirmationRound.objects.create(
        older_than=older_than, started_by=user, started_at=now
    )
    to_ask = profiles_to_ask(older_than=current.older_than, directories=directories, now=now)
    asked_already = current.requests.values("organisation")
    asked = [_ask(profile, current, now) for profile in to_ask.exclude(pk__in=asked_already)]
    late = current.requests.unanswered().valid(now).filter(reminded_at__isnull=True, sent_at__lte=now - remind_after)
    # Who stopped, was merged or said so through another link since is left alone.
    late = late.filter(organisation__in=to_ask.order_by().values("pk"))
    reminded = [_remind(request, now) for request in late.select_related("organisation__locale")]
    return {"asked": len(asked), "reminded": len(reminded)}


def _ask(profile, current, now):
    request = ConfirmationRequest.objects.create(
        organisation=profile, round=current, recipient=profile.contact_email, sent_at=now
    )
    _mail(request, "confirmation_request")
    return request


def _remind(request, now):
    request.reminded_at = now
    request.save(update_fields=["reminded_at"])
    _mail(request, "confirmation_reminder")
    return request


def _mail(request, template):
    queue_mail(
        to=request.recipient,
        template=template,
        language=mail_language(request.organisation),
        context={
            "title": request.organisation.title,
            "url": address_of(request),
            "expires_at": request.expires_at,
        },
    )


def mail_language(page) -> str:
    """The language in which to write to the organisation of ``page``: its profile's, else Dutch."""
    code = page.locale.language_code[:2]
    return code if code in MailLanguage.values else MailLanguage.DUTCH


def token_of(request: ConfirmationRequest) -> str:
    """What the link of ``request`` ends in: its secret, signed, for this one purpose."""
    return _signer.sign(request.nonce)


def address_of(request: ConfirmationRequest) -> str:
    """The full address of the link, on the site of the profile."""
    site = request.organisation.get_site()
    path = reverse("cultuurraad_wagtail:confirm", args=[token_of(request)])
    return f"{site.root_url if site else ''}{path}"


def request_for(token: str, *, now=None) -> ConfirmationRequest:
    """The request whose link ends in ``token``; raises LinkNotValid for any other, expired or withdrawn one."""
    try:
        nonce = _signer.unsign(token)
    except BadSignature as error:
        raise LinkNotValid from error
    known = ConfirmationRequest.objects.valid(now).select_related("organisation__locale")
    request = known.filter(nonce=nonce, organisation__merged_into__isnull=True).first()
    # Who is not the contact any more, because the editors have another address now, has no say either.
    if request is None or request.recipient.casefold() != request.organisation.contact_email.casefold():
        raise LinkNotValid
    return request


@transaction.atomic
def confirm_profile(*, request: ConfirmationRequest, now=None) -> None:
    """Note that the organisation says its profile is still correct, in every language in which it is the contact.

    Again is the same as once.
    """
    now = now or timezone.now()
    same = {"translation_key": request.organisation.translation_key, "contact_email__iexact": request.recipient}
    OrganisationProfilePage.objects.filter(**same).update(confirmed_at=now)
    _note_answer(request, ConfirmationAnswer.CONFIRMED, now)


def _note_answer(request, answer, now):
    request.answer, request.answered_at = answer, now
    request.save(update_fields=["answer", "answered_at"])


@transaction.atomic
def send_links(*, address: str, site, now=None) -> int:
    """Mail links to the profiles on ``site`` whose private contact is ``address``; gives how many, tells nobody."""
    root = site.root_page
    below = {"path__startswith": root.path[: -root.steplen]}
    profiles = OrganisationProfilePage.objects.editable().filter(contact_email__iexact=address, **below)
    found = [page for page in profiles.live().order_by("pk")[:MOST_LINKS] if page.get_site() == site]
    for profile in found:
        request = ConfirmationRequest.objects.create(
            organisation=profile, recipient=profile.contact_email, sent_at=now or timezone.now()
        )
        _mail(request, "confirmation_link")
    return len(found)


def withdraw(*, request: ConfirmationRequest, now=None) -> None:
    """Make the link of ``request`` stop working at once."""
    request.revoked_at = now or timezone.now()
    request.save(update_fields=["revoked_at"])
