"""What depends on a question follows it: when it gets another key, and when its answers are worded anew."""

from django.utils.translation import gettext as _

from ..wording import in_lines
from .answer_forms import DECIDING


def answers_before(feedback_form) -> dict[str, dict]:
    """By the key of each question on which another depends: its answers in words, and the value of each."""
    questions = _questions(feedback_form)
    needed = {each.only_if for each in questions if each.only_if}
    return {each.key: each.deciding_answers() for each in questions if each.key in needed}


def follow(*, feedback_form, before: dict):
    """Have each question that depends on another name it as it is now; ``before`` is ``answers_before`` its change."""
    questions = _questions(feedback_form)
    found = {each.replaces: each for each in questions if each.replaces} | {each.key: each for each in questions}
    for question in questions:
        other = found.get(question.only_if)
        if other is None or question.only_if not in before:
            continue
        answers = _worded_now(in_lines(question.only_if_answers), before[question.only_if], other.deciding_answers())
        if (question.only_if, question.only_if_answers.splitlines()) != (other.key, answers):
            question.only_if, question.only_if_answers = other.key, "\n".join(answers)
            feedback_form.questions.add(question)


def lacking(question, *, other, before: dict) -> str:
    """What is wrong with the answers on which ``question`` depends, as both are posted now; "" where nothing is.

    ``other`` is the question that decides, ``before`` is ``answers_before`` its change.
    """
    possible = other.deciding_answers()
    if other.field_type not in DECIDING or not possible:
        return _("“%(question)s” gives no answers to choose from any more. Choose another question, or “Always”.") % {
            "question": other.label
        }
    answers = _worded_now(in_lines(question.only_if_answers), before.get(question.only_if, {}), possible)
    if not answers or any(answer not in possible for answer in answers):
        return _("Write one of these answers: %(answers)s.") % {"answers": " · ".join(possible)}
    return ""


def _questions(feedback_form):
    questions = list(feedback_form.questions.all())
    for question in questions:
        question.form = feedback_form
    return questions


def _worded_now(answers, before, now):
    words = {value: words for words, value in now.items()}
    return [answer if answer in now else words.get(before.get(answer), answer) for answer in answers]
