"""Partners by name: an answer keeps the keys of organisations, people read what they are called."""

from ..choices import QuestionType
from ..records.invitees import Invitee
from ..snippets.evaluations import EvaluationRound


def partners_in(rounds) -> dict[str, str]:
    """The organisations asked in ``rounds`` (their primary keys, or a queryset of those), by name: key and name.

    One whose profile is gone comes last, with the name it had when its round was counted.
    """
    invited = Invitee.objects.filter(round__in=rounds, organisation__isnull=False)
    rows = invited.values_list("organisation__translation_key", "organisation__title").order_by("organisation__title")
    names = {key.hex: title for key, title in rows}
    counted = EvaluationRound.objects.filter(pk__in=rounds, results__isnull=False)
    for kept in counted.values_list("results__partners", flat=True):
        names |= {key: name for key, name in (kept or {}).items() if key not in names}
    return names


def partners_named_in(responses) -> dict[str, str]:
    """Key and name of the partners of those ``responses`` that name any; nothing is asked where none does."""
    rounds = {each.round_id for each in responses if each.round_id and _names_partners(each)}
    return partners_in(rounds) if rounds else {}


def _names_partners(response):
    return any(
        question["kind"] == QuestionType.PARTNERS and response.answers.get(question["key"])
        for question in response.version.questions
    )
