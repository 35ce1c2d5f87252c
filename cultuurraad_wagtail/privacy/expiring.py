"""Erasing what is over time: in small steps, each whole in itself, so that it may stop anywhere and go on tomorrow."""

from collections import Counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..records.responses import ErasedResponses
from ..turns import take_turn
from .retention import RULES, Rule
from .traces import tidy_index

#: So many rows at a time: nobody waits long for their turn.
BATCH = 500


def expire(*, now=None) -> dict[str, int]:
    """Erase what is kept longer than the settings say; gives how many rows of each kind. Safe to run every day."""
    now = now or timezone.now()
    counts = {rule.kind: _expire(rule, now) for rule in RULES}
    erased = {kind: count for kind, count in counts.items() if count}
    if "person" in erased:
        tidy_index()
    return erased


def _expire(rule: Rule, now) -> int:
    done = 0
    # What is done is not found again; should a row resist, the next round ends it.
    while keys := list(rule.over_time(now).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        erased = _step(rule, keys, now)
        done += erased
        if not erased:
            break
    return done


@transaction.atomic
def _step(rule, keys, now) -> int:
    rows = rule.model._default_manager.filter(pk__in=keys)
    take_turn(rows)
    # Asked again at our turn: somebody may be back in a seat, another run may have been here.
    keys = list(rule.over_time(now).filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    rows = rule.model._default_manager.filter(pk__in=keys)
    if rule.counts_on:
        _count_on(rows)
    rule.erase(rows)
    return len(keys)


def _count_on(responses):
    for form, number in Counter(responses.values_list("form", flat=True)).items():
        counted, _is_new = ErasedResponses.objects.get_or_create(form_id=form)
        ErasedResponses.objects.filter(pk=counted.pk).update(number=F("number") + number)
