"""The course of a round: it starts, reminds, closes and is published. Safe to run every day, and by two at once."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ..notifications import queue_mail
from ..records.invitees import Invitee
from ..records.responses import Response
from ..snippets.evaluations import EvaluationRound
from ..text import plain_text
from ..turns import take_turn
from .asking import candidates
from .tallies import count_answers

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
    asked = [candidate for candidate in candidates(fresh) if candidate.email]
    invitees = Invitee.objects.bulk_create(
        Invitee(round=fresh, invited_at=now, **candidate._asdict()) for candidate in asked
    )
    fresh.started_at = now
    fresh.save(update_fields=["started_at"])
    for invitee in invitees:
        _mail(invitee, fresh, "evaluation_invitation")
    return len(invitees)


@transaction.atomic
def remind(*, evaluation_round, now=None) -> int:
    """Queue a reminder to who has not answered; gives how many. Nobody is reminded twice on one day."""
    now = now or timezone.now()
    fresh = _locked(evaluation_round)
    if not fresh.is_open(now):
        return 0
    silent = fresh.invitees.filter(has_answered=False)
    late = [each for each in silent if each.reminded_at is None or each.reminded_at <= now - timedelta(days=1)]
    Invitee.objects.filter(pk__in=[each.pk for each in late]).update(reminded_at=now)
    for invitee in late:
        _mail(invitee, fresh, "evaluation_reminder")
    return len(late)


@transaction.atomic
def close_round(*, evaluation_round, now=None) -> None:
    """Take no more answers and count those that came. What was counted stays, when answers are erased too."""
    fresh = _locked(evaluation_round)
    if not fresh.has_started or fresh.is_closed:
        return
    if fresh.is_anonymous and fresh.invitees.exists():
        _forget_order(fresh)
    fresh.closed_at = now or timezone.now()
    fresh.results = count_answers(fresh)
    fresh.save(update_fields=["closed_at", "results"])


def _forget_order(evaluation_round):
    """Write the responses anew in the order of their random keys: a database's file keeps that of their arrival."""
    responses = sorted(evaluation_round.responses.all(), key=lambda response: response.pk)
    evaluation_round.responses.all().delete()
    Response.objects.bulk_create(responses)


@transaction.atomic
def publish_results(*, evaluation_round, is_public: bool, now=None) -> None:
    """Have everybody read the results, or nobody any more; raises NotAllowed before the round is closed."""
    fresh = _locked(evaluation_round)
    if not fresh.is_closed:
        raise NotAllowed("The round is not closed.")
    fresh.published_at = (now or timezone.now()) if is_public else None
    fresh.save(update_fields=["published_at"])


def run_rounds(*, now=None) -> dict[str, int]:
    """What is due: rounds whose hour came are started, reminded or closed; gives how many mails, and rounds closed."""
    now = now or timezone.now()
    done = {"invited": 0, "reminded": 0, "closed": 0}
    planned = EvaluationRound.objects.filter(started_at__isnull=True, closed_at__isnull=True, is_planned=True)
    for each in planned.filter(opens_at__lte=now, closes_at__gt=now):
        done["invited"] += start_round(evaluation_round=each, now=now)
    for each in EvaluationRound.objects.running(now).filter(remind_days__isnull=False):
        # Once, however often this runs: who was reminded by hand since is left alone too.
        due = each.closes_at - timedelta(days=each.remind_days)
        if due <= now and not each.invitees.filter(reminded_at__gte=due).exists():
            done["reminded"] += remind(evaluation_round=each, now=now)
    for each in EvaluationRound.objects.filter(started_at__isnull=False, closed_at__isnull=True, closes_at__lte=now):
        close_round(evaluation_round=each, now=now)
        done["closed"] += 1
    return done


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
    return Invitee.objects.select_related("round__form", "round__site").filter(nonce=nonce).first()


def address_of(invitee: Invitee) -> str:
    """The full address of their link."""
    path = reverse("cultuurraad_wagtail:evaluation", args=[token_of(invitee)])
    return f"{invitee.round.site.root_url}{path}"


def _mail(invitee, evaluation_round, template):
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
        },
    )
