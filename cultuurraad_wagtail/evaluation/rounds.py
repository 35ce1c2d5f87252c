"""The course of a round: it starts, reminds, closes and is published. Safe to run every day, and by two at once."""

import logging
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..feedback import current_version
from ..notifications import queue_mail
from ..records.invitees import Invitee
from ..records.responses import Response
from ..snippets.answer_forms import GRACE
from ..snippets.evaluations import EvaluationRound
from ..snippets.site_settings import sender_of
from ..text import plain_text
from ..turns import take_turn
from .asking import candidates
from .report import report_of
from .tallies import count_answers
from .withholding import SMALLEST

#: So many responses are held in memory at once.
BATCH = 500
FORM_GONE = gettext_lazy("The form of this round is not published, so nobody can answer. Publish the form first.")
NOTHING_TO_SHOW = gettext_lazy(
    "The public page would show nothing. Who works with whom is there once you tick “Publish who works with whom” "
    "and at least five organisations told; other questions are once five people answered them."
)
logger = logging.getLogger("cultuurraad_wagtail.evaluation")
_signer = Signer(salt="cultuurraad_wagtail.evaluation")


class NotAllowed(Exception):
    """What was asked for cannot be done with the round as it is; the message says why."""


@transaction.atomic
def start_round(*, evaluation_round, now=None) -> int:
    """Fix who is asked and queue their invitations; gives how many. Again is the same as once."""
    now = now or timezone.now()
    fresh = _locked(evaluation_round)
    if fresh.has_started:
        return 0
    if reason := why_not_start(fresh, now):
        raise NotAllowed(reason)
    # Who presses the button before its hour opens it now.
    fresh.opens_at = min(fresh.opens_at, now)
    asked = [candidate for candidate in candidates(fresh) if candidate.email]
    invitees = Invitee.objects.bulk_create(
        Invitee(round=fresh, invited_at=now, **candidate._asdict()) for candidate in asked
    )
    fresh.started_at = now
    fresh.version = current_version(fresh.form) if fresh.is_anonymous else None
    fresh.save(update_fields=["started_at", "opens_at", "version"])
    sender = sender_of(fresh.site)
    for invitee in invitees:
        _mail(invitee, fresh, "evaluation_invitation", sender)
    return len(invitees)


def why_not_start(evaluation_round: EvaluationRound, now=None) -> str:
    """Why it cannot be started as it is, in words for its editor; "" where it can."""
    now = now or timezone.now()
    if evaluation_round.closes_at <= now:
        return _("The round would be over already. Change when it closes.")
    if evaluation_round.site is None:
        return _("The site of this round was deleted. Make a new round.")
    if not evaluation_round.is_for_everybody and not any(each.email for each in candidates(evaluation_round)):
        return _("Nobody would be asked. Look at who is asked, and whether they have an e-mail address.")
    if not evaluation_round.form.is_visible(now):
        return _("The form of this round is not published. Publish the form first, then start the round.")
    if evaluation_round.is_anonymous and evaluation_round.form.asks_partners:
        return _("This form asks who works with whom, which cannot be anonymous. Choose “with names”.")
    return ""


@transaction.atomic
def remind(*, evaluation_round, now=None) -> int:
    """Queue a reminder to who has not answered; gives how many. Nobody is reminded twice on one day.

    Raises NotAllowed where nobody can answer.
    """
    now = now or timezone.now()
    fresh = _locked(evaluation_round)
    if not fresh.has_started:
        raise NotAllowed(_("Start the round first."))
    if fresh.site is None:
        raise NotAllowed(_("The site of this round was deleted. Make a new round."))
    if not fresh.is_open(now):
        raise NotAllowed(_("The round is closed: nobody can answer any more, so nobody is reminded."))
    if not fresh.form.is_visible(now):
        raise NotAllowed(FORM_GONE)
    silent = fresh.invitees.filter(has_answered=False)
    late = [each for each in silent if each.reminded_at is None or each.reminded_at <= now - timedelta(days=1)]
    Invitee.objects.filter(pk__in=[each.pk for each in late]).update(reminded_at=now)
    sender = sender_of(fresh.site)
    for invitee in late:
        _mail(invitee, fresh, "evaluation_reminder", sender)
    return len(late)


@transaction.atomic
def close_round(*, evaluation_round, now=None) -> bool:
    """Take no more answers and count those that came; gives whether it was open until now.

    What was counted stays, when answers are erased too.
    """
    fresh = _locked(evaluation_round)
    if not fresh.has_started or fresh.is_closed:
        return False
    if fresh.is_anonymous:
        _forget_order(fresh)
    fresh.closed_at = now or timezone.now()
    fresh.results = count_answers(fresh)
    fresh.save(update_fields=["closed_at", "results"])
    return True


def _forget_order(evaluation_round):
    """Write the responses anew in the order of their random keys: a database's file keeps that of their arrival."""
    keys = list(evaluation_round.responses.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = Response.objects.filter(pk__in=keys[start : start + BATCH])
        several = sorted(rows, key=lambda response: response.pk)
        rows.delete()
        Response.objects.bulk_create(several)


@transaction.atomic
def publish_results(*, evaluation_round, is_public: bool, now=None) -> None:
    """Have everybody read the results, or nobody any more.

    Raises NotAllowed before the round is closed, and where too few answered to tell anything.
    """
    fresh = _locked(evaluation_round)
    if not fresh.is_closed:
        raise NotAllowed(_("Close the round first."))
    if is_public and fresh.results["responses"] < SMALLEST:
        raise NotAllowed(_("Too few people answered to tell anything without telling who."))
    if is_public and not report_of(fresh, fresh.language, is_public=True).tells_something:
        raise NotAllowed(NOTHING_TO_SHOW)
    fresh.published_at = (now or timezone.now()) if is_public else None
    fresh.save(update_fields=["published_at"])


def run_rounds(*, now=None) -> dict[str, int]:
    """What is due: rounds whose hour came are started, reminded or closed; gives how many mails, and rounds closed.

    One that fails is logged, and keeps no other from its turn.
    """
    now = now or timezone.now()
    done = {"invited": 0, "reminded": 0, "closed": 0}
    rounds = EvaluationRound.objects.filter(closed_at__isnull=True)
    planned = rounds.filter(started_at__isnull=True, is_planned=True, opens_at__lte=now, closes_at__gt=now)
    for each in planned:
        done["invited"] += _try(start_round, each, now) or 0
    for each in rounds.running(now).filter(remind_days__isnull=False):
        # Once, however often this runs: who was reminded by hand since is left alone too.
        due = max(each.closes_at - timedelta(days=each.remind_days), each.started_at + timedelta(days=1))
        if due <= now and not each.invitees.filter(reminded_at__gte=due).exists():
            done["reminded"] += _try(remind, each, now) or 0
    for each in rounds.filter(started_at__isnull=False, closes_at__lte=now - GRACE):
        done["closed"] += _try(close_round, each, now) or 0
    return done


def _try(deed, evaluation_round, now):
    try:
        return deed(evaluation_round=evaluation_round, now=now)
    except NotAllowed as refusal:
        logger.warning("Round %s: %s", evaluation_round.pk, refusal)
        return 0
    except Exception:
        logger.exception("Round %s: %s failed.", evaluation_round.pk, deed.__name__)
        return 0


def _locked(evaluation_round):
    take_turn(EvaluationRound.objects.filter(pk=evaluation_round.pk))
    return EvaluationRound.objects.select_related("form", "site").get(pk=evaluation_round.pk)


def token_of(invitee: Invitee) -> str:
    """What the link of ``invitee`` ends in: their secret, signed, for this one purpose."""
    return _signer.sign(invitee.nonce)


def invitee_for(token: str) -> Invitee | None:
    """Whose link ends in ``token``; None for any other one."""
    try:
        nonce = _signer.unsign(token)
    except BadSignature:
        return None
    asked = Invitee.objects.select_related("round__form", "round__site", "round__version", "organisation")
    return asked.filter(nonce=nonce).first()


def address_of(invitee: Invitee) -> str:
    """The full address of their link."""
    path = reverse("cultuurraad_wagtail:evaluation", args=[token_of(invitee)])
    return f"{invitee.round.site.root_url}{path}"


def _mail(invitee, evaluation_round, template, sender):
    language = invitee.language
    queue_mail(
        to=invitee.email,
        template=template,
        language=language,
        context={
            "name": invitee.name,
            "title": evaluation_round.words("title", language),
            "introduction": plain_text(evaluation_round.form.words("introduction", language)),
            "is_anonymous": evaluation_round.is_anonymous,
            "url": address_of(invitee),
            "closes_at": evaluation_round.closes_at,
            **sender,
        },
    )
