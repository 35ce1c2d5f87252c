"""Answers in words: a code means what it meant in the version that was answered."""

from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from ..choices import OWN_WORDS, CollaborationLevel, QuestionType
from ..snippets.answer_forms import NOT_APPLICABLE
from ..wording import pick
from .partners import partners_named_in


def answers_in_words(response, language: str = "", partners: dict | None = None) -> list[dict]:
    """The questions of the answered version: ``{"key", "kind", "label", "value"}``, ``value`` as people read it.

    ``partners`` are keys and names, where they were looked up for many responses at once.
    """
    language, source = language or get_language(), response.form.language
    partners = partners_named_in([response]) if partners is None else partners
    found = []
    for question in response.version.questions:
        if question["kind"] == QuestionType.SECTION:
            continue
        label = pick(question["label"], language, source)
        value = in_words(question, response.answers.get(question["key"]), language, source, partners)
        found.append({"key": question["key"], "kind": question["kind"], "label": label, "value": value})
    return found


def first_answer(response, partners: dict | None = None) -> str:
    """The first answer that was given, shortened: enough to know this response again in a list."""
    given = (each["value"] for each in answers_in_words(response, partners=partners) if each["value"])
    return Truncator(next(given, "–")).chars(80)


def in_words(question, value, language, source, partners) -> str:
    """The answer ``value`` to ``question``; "" where it was left open."""
    if value in (None, "", [], {}):
        return ""
    if question["kind"] == QuestionType.PARTNERS:
        return _levels(value, partners)
    return WORDED[question["kind"]](question, value, lambda words: pick(words, language, source))


def lines_in_words(question, says) -> dict:
    """The words of each choice, statement or thing to rank, by its code."""
    return {line["code"]: says(line["label"]) for line in question["lines"]}


def step_in_words(value) -> str:
    """A step of a scale, or that it does not apply."""
    return gettext("Not applicable") if value == NOT_APPLICABLE else str(value)


def _as_is(question, value, says):
    return str(value)


def _yes_or_no(question, value, says):
    return gettext("Yes") if value in (True, "yes") else gettext("No")


def _step(question, value, says):
    return step_in_words(value)


def _choice(question, value, says):
    return str(lines_in_words(question, says).get(value, value))


def _choices(question, value, says):
    labels = lines_in_words(question, says)
    return ", ".join(str(labels.get(code, code)) for code in value)


def _ranking(question, value, says):
    labels = lines_in_words(question, says)
    return ", ".join(f"{place}. {labels.get(code, code)}" for place, code in enumerate(value, start=1))


def _matrix(question, value, says):
    labels = lines_in_words(question, says)
    return "; ".join(f"{labels.get(int(code), code)}: {step_in_words(step)}" for code, step in value.items())


def _levels(value, partners):
    # By name: PostgreSQL keeps an answer in the order of its keys.
    known = [(name, value[key]) for key, name in partners.items() if key in value]
    unknown = [(gettext("an organisation that is gone"), level) for key, level in value.items() if key not in partners]
    return "; ".join(f"{name}: {level_in_words(level)}" for name, level in [*known, *unknown])


def level_in_words(level) -> str:
    """A level of collaboration with its number, or that it does not apply."""
    return step_in_words(level) if level == NOT_APPLICABLE else f"{level} {CollaborationLevel(level).label}"


WORDED = {
    **dict.fromkeys((*OWN_WORDS, QuestionType.NUMBER, QuestionType.DATE), _as_is),
    **dict.fromkeys((QuestionType.YES_NO, QuestionType.CONSENT), _yes_or_no),
    QuestionType.SCALE: _step,
    QuestionType.SINGLE_CHOICE: _choice,
    QuestionType.MULTIPLE_CHOICE: _choices,
    QuestionType.RANKING: _ranking,
    QuestionType.MATRIX: _matrix,
}
