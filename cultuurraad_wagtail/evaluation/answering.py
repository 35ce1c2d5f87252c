"""Taking an answer in a round: of each invitee one, and, when it is anonymous, joined to nobody."""

import secrets

from django.db import transaction
from django.db.models import Case, F, Value, When

from ..feedback import store_response
from ..records.invitees import Invitee
from ..snippets.answer_forms import AnswerForm
from ..snippets.evaluations import EvaluationRound
from ..turns import take_turn


class AnsweredAlready(Exception):
    """They answered before; an anonymous answer cannot be found again to change it."""


class ClosedMeanwhile(Exception):
    """The round was closed while the answer was on its way: it is counted already."""


@transaction.atomic
def take_answer(*, evaluation_round: EvaluationRound, form: AnswerForm, invitee: Invitee | None = None, **details):
    """Store the valid ``form`` of ``invitee``, or of somebody at the address for everybody; raises AnsweredAlready or
    ClosedMeanwhile.

    ``details`` are those of ``store_response``. Anonymous answers keep no moment, language or page.
    """
    # Closing takes its turn at the same row, so an answer is counted or refused, and never in between.
    take_turn(EvaluationRound.objects.filter(pk=evaluation_round.pk))
    if EvaluationRound.objects.filter(pk=evaluation_round.pk, closed_at__isnull=False).exists():
        raise ClosedMeanwhile
    if evaluation_round.is_anonymous:
        # No moment and no order; nobody is told either, since a mail has its moment.
        details = {name: value for name, value in details.items() if name in ("visitor", "unfinished")}
        details |= {"submitted_at": None, "tells_editor": False}
    if invitee is not None:
        _note_answer(evaluation_round, invitee)
        details["visitor"] = secrets.token_hex()
        details |= {} if evaluation_round.is_anonymous else {"invitee": invitee}
    return store_response(feedback_form=evaluation_round.form, form=form, round=evaluation_round, **details)


def _note_answer(evaluation_round, invitee):
    if not Invitee.objects.filter(pk=invitee.pk, has_answered=False).exists():
        raise AnsweredAlready
    # All rows of the round are written, this one with another value: a database that keeps the transaction or the
    # place of the last write (PostgreSQL's xmin and ctid) would else join it to the answer that is stored with it.
    this_one = Case(When(pk=invitee.pk, then=Value(True)), default=F("has_answered"))
    Invitee.objects.filter(round=evaluation_round).update(has_answered=this_one)
