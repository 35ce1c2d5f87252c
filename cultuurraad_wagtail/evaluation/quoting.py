"""What people wrote in free words: read by editors, quoted where one of them chooses to."""

from hashlib import sha256

from django.db import transaction

from ..choices import QuestionType
from ..snippets.evaluations import EvaluationRound
from ..wording import pick
from .rounds import NotAllowed
from .withholding import SMALLEST

TEXTS = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT)


def texts_of(evaluation_round: EvaluationRound, language: str) -> list[dict]:
    """For each open question the answers, in the order of the alphabet: nobody sees which are of one person.

    None of a question that fewer than ``SMALLEST`` answered in an anonymous round.
    """
    found = []
    quoted = {(quote["key"], quote["text"]) for quote in evaluation_round.quotes}
    for question in evaluation_round.results["questions"]:
        key = question["key"]
        if question["kind"] not in TEXTS:
            continue
        values = evaluation_round.responses.filter(answers__has_key=key).values_list(f"answers__{key}", flat=True)
        texts = sorted({text for text in values if text}, key=str.casefold)
        if texts and not (evaluation_round.is_anonymous and len(values) < SMALLEST):
            label = pick(question["label"], language, evaluation_round.form.language)
            rows = [{"id": _id(key, text), "text": text, "is_quoted": (key, text) in quoted} for text in texts]
            found.append({"key": key, "question": label, "texts": rows})
    return found


@transaction.atomic
def choose_quotes(*, evaluation_round: EvaluationRound, chosen) -> int:
    """Quote the answers whose ids are ``chosen``, and no others; gives how many."""
    if not evaluation_round.is_closed:
        raise NotAllowed("The round is not closed.")
    questions = texts_of(evaluation_round, evaluation_round.language)
    quotes = [
        {"key": question["key"], "text": each["text"]}
        for question in questions
        for each in question["texts"]
        if each["id"] in chosen
    ]
    EvaluationRound.objects.filter(pk=evaluation_round.pk).update(quotes=quotes)
    return len(quotes)


def _id(key, text):
    return sha256(f"{key}\n{text}".encode()).hexdigest()[:16]
