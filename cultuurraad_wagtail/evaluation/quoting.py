"""What people wrote in free words: read by editors, quoted where one of them chooses to."""

from hashlib import sha256

from django.db import transaction
from django.db.models import Count, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext as _

from ..choices import QuestionType
from ..snippets.evaluations import EvaluationRound
from ..snippets.translations import content_languages
from ..turns import take_turn
from ..wording import pick
from .rounds import NotAllowed
from .withholding import SMALLEST

TEXTS = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT)


def open_questions(evaluation_round: EvaluationRound, language: str) -> list[dict]:
    """The questions that were answered in free words: ``{"key", "question", "number"}``, counted in one query.

    In an anonymous round none that fewer than ``SMALLEST`` answered.
    """
    asked = [each for each in evaluation_round.results["questions"] if each["kind"] in TEXTS]
    texts = {f"text{place}": _text(question["key"]) for place, question in enumerate(asked)}
    counts = {f"number{place}": Count("pk", filter=Q(**{f"text{place}__gt": ""})) for place in range(len(asked))}
    numbers = evaluation_round.responses.order_by().annotate(**texts).aggregate(**counts) if asked else {}
    least = SMALLEST if evaluation_round.is_anonymous else 1
    words = words_of(evaluation_round, language)
    return [
        {"key": question["key"], "question": words[question["key"]], "number": number}
        for question, number in zip(asked, numbers.values(), strict=True)
        if number >= least
    ]


def words_of(evaluation_round: EvaluationRound, language: str) -> dict:
    """What each question that was asked says, by its key."""
    source = evaluation_round.form.language
    return {each["key"]: pick(each["label"], language, source) for each in evaluation_round.results["questions"]}


def texts_of(evaluation_round: EvaluationRound, key: str):
    """A queryset of the answers to an open question, each text once and in the order of the alphabet.

    So nobody sees which are of one person. Only for a ``key`` that ``open_questions`` gives.
    """
    texts = evaluation_round.responses.annotate(text=_text(key)).filter(text__gt="")
    return texts.order_by(Lower("text"), "text").values_list("text", flat=True).distinct()


def _text(key):
    """An answer as the database compares and orders text."""
    return Cast(KeyTextTransform(key, "answers"), TextField())


def find_quotes(evaluation_round: EvaluationRound, ids) -> dict:
    """The answers with these ``ids``, as quotes by their id; what is no answer of this round is left out."""
    found = {}
    readable = {each["key"] for each in open_questions(evaluation_round, evaluation_round.language)} if ids else ()
    for key in {each.rpartition("-")[0] for each in ids}.intersection(readable):
        wanted = {each for each in ids if each.rpartition("-")[0] == key}
        for text in texts_of(evaluation_round, key).iterator():
            if (id_ := id_of(key, text)) in wanted:
                found[id_] = {"key": key, "text": text}
                wanted.discard(id_)
            if not wanted:
                break
    return found


@transaction.atomic
def choose_quotes(*, evaluation_round: EvaluationRound, ticked=(), unticked=(), languages=None) -> int:
    """Quote the answers with the ids ``ticked`` too, and those ``unticked`` no longer; gives how many are quoted.

    ``languages`` has, by id, the code of the language in which somebody wrote; else it is that of the form.
    """
    rows = EvaluationRound.objects.filter(pk=evaluation_round.pk)
    # Two editors choose at once: what the other one chose meanwhile stays.
    take_turn(rows)
    fresh = rows.select_related("form").get()
    if not fresh.is_closed:
        raise NotAllowed(_("Close the round first."))
    quotes = quotes_by_id(fresh) | find_quotes(fresh, ticked)
    places = {question["key"]: place for place, question in enumerate(fresh.results["questions"])}
    said = {id_: code for id_, code in (languages or {}).items() if code in content_languages()}
    kept = [
        {**quote, "language": said.get(id_) or language_of(fresh, quote)}
        for id_, quote in quotes.items()
        if id_ not in unticked
    ]
    kept.sort(key=lambda quote: (places.get(quote["key"], len(places)), quote["text"].casefold()))
    rows.update(quotes=kept)
    return len(kept)


def quotes_by_id(evaluation_round: EvaluationRound) -> dict:
    """What is quoted now."""
    return {id_of(quote["key"], quote["text"]): quote for quote in evaluation_round.quotes}


def language_of(evaluation_round: EvaluationRound, quote: dict) -> str:
    """The code of the language of ``quote``: that of the form while nobody says another one."""
    return quote.get("language") or evaluation_round.form.language


def id_of(key: str, text: str) -> str:
    """What names one text of one question in a form, without saying it."""
    return f"{key}-{sha256(text.encode()).hexdigest()[:16]}"
