"""Many answers as a table: a column for each question, however many versions of the form there were."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain, repeat, zip_longest
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..choices import CollaborationLevel, QuestionType
from ..records.versions import FormVersion
from ..snippets.answer_forms import NOT_APPLICABLE
from ..wording import pick
from .partners import partners_in
from .reading import level_in_words, lines_in_words, step_in_words

#: A thousand at a time: neither a long wait for the first, nor many in memory.
AT_ONCE = 1000


@dataclass(frozen=True)
class Column:
    """One column: what it says in its heading, and of which question (and statement, thing or partner) it tells."""

    question: dict
    label: str
    part: Any = None


@dataclass(frozen=True)
class Discretion:
    """What a table keeps to itself: what is ``hidden``, and of the question ``party`` all values but those ``told``.

    Hidden are questions by their key, and parts of one by key and code (``key-code``). ``others`` stands in the place
    of a value; that is the code of a choice as text, "" for none.
    """

    hidden: frozenset = frozenset()
    party: str = ""
    told: frozenset = frozenset()
    others: str = ""

    def hides(self, key, part):
        return key in self.hidden or f"{key}-{part}" in self.hidden

    def masks(self, column, value):
        return column.question["key"] == self.party and ("" if value is None else str(value)) not in self.told


OPEN = Discretion()


def responses_as_table(responses, *, as_codes: bool = False):
    """``(headings, rows)`` of a queryset of responses: moment, form, page, round, then a column for each question.

    Who answered stands before the questions, where that is known: in a round with names.
    The columns are those of all versions that were answered, the newest words of each; ``as_codes`` gives numbers
    in place of words. A handful of queries, however many rows; the rows come as they are read.
    """
    versions = list(_versions(responses))
    columns = _columns(versions, responses, OPEN)
    facts = {"submitted_at": _("Sent at"), "form__title": _("Form"), "page__title": _("Page")}
    if responses.filter(round__isnull=False).exists():
        facts["round__title"] = _("Round")
    if responses.filter(invitee__isnull=False).exists():
        facts |= {"invitee__name": _("Name"), "invitee__organisation__title": _("Organisation")}
    rows = _rows(responses, versions, columns, _codes if as_codes else _words, list(facts))
    return [*facts.values(), *(column.label for column in columns)], rows


def columns_as_table(responses, *, as_codes: bool = False, discretion: Discretion = OPEN):
    """As ``responses_as_table``, each column in the order of its own values: what stands on a line is nobody's.

    Of a moment, a page and who answered it tells nothing. Memory for the different values only.
    """
    versions = list(_versions(responses))
    columns = _columns(versions, responses, discretion)
    cell = _codes if as_codes else _words
    counted = [Counter() for _column in columns]
    for version, answers in _answers(responses, versions):
        for column, counts in zip(columns, counted, strict=True):
            value = _part(column, answers, version)
            text = discretion.others if discretion.masks(column, value) else cell(column, value)
            if text != "":
                counts[text] += 1
    told = (chain.from_iterable(repeat(*each) for each in sorted(counts.items(), key=_place)) for counts in counted)
    return [column.label for column in columns], map(list, zip_longest(*told, fillvalue=""))


def _place(counted):
    """Numbers first, in their order."""
    value, _number = counted
    return isinstance(value, str), value


def codebook(responses, discretion: Discretion = OPEN):
    """``(headings, rows)``: for each column of the table its question, and what its numbers mean."""
    columns = _columns(_versions(responses), responses, discretion)
    rows = ([column.label, column.question["key"], _kind(column), _meanings(column)] for column in columns)
    return [_("Column"), _("Key"), _("Kind of answer"), _("Codes")], rows


def _versions(responses):
    answered = responses.order_by().values("version")
    return FormVersion.objects.filter(pk__in=answered).select_related("form").order_by("form", "pk")


def _columns(versions, responses, discretion):
    found = {}
    partners = None
    for version in versions:
        for question in version.questions:
            says = _speaker(version.form)
            label = str(says(question["label"]))
            kind = question["kind"]
            if kind == QuestionType.PARTNERS:
                partners = partners_in(responses.order_by().values("round")) if partners is None else partners
                parts = {key: f"{label}: {name}" for key, name in partners.items()}
            elif kind in (QuestionType.MATRIX, QuestionType.RANKING):
                parts = {code: f"{label}: {words}" for code, words in lines_in_words(question, says).items()}
            else:
                parts = {} if kind == QuestionType.SECTION else {None: label}
            for part, words in parts.items():
                if discretion.hides(question["key"], part):
                    continue
                id_ = question["key"], asked_as(question), part
                known = found[id_].question["lines"] if id_ in found else []
                lines = {line["code"]: line for line in (*known, *question["lines"])}
                found[id_] = Column({**question, "lines": list(lines.values()), "says": says}, words, part)
    return list(found.values())


def asked_as(question: dict) -> tuple:
    """How the snapshot of a question is answered: only what was asked in one way is counted together.

    Two forms may have one ready-made question, and one of them with another scale; a key may be asked anew in another
    way once nobody's answer is left.
    """
    return question["kind"], question.get("steps")


def _speaker(form):
    language, source = get_language(), form.language
    return lambda words: pick(words, language, source)


def _rows(responses, versions, columns, cell, facts):
    for *known, asked, answers in _answers(responses, versions, *facts):
        cells = [cell(column, _part(column, answers, asked)) for column in columns]
        yield [*("" if fact is None else fact for fact in known), *cells]


def _answers(responses, versions, *facts):
    """Of each response the ``facts``, what its version asked, and how, and the answers."""
    asked = {each.pk: {(row["key"], asked_as(row)) for row in each.questions} for each in versions}
    for *known, version, answers in responses.values_list(*facts, "version", "answers").iterator(chunk_size=AT_ONCE):
        yield *known, asked[version], answers


def _part(column, answers, asked):
    """What was answered in ``column``, or None; ``asked`` are the questions of the version, and how."""
    key = column.question["key"]
    value = answers.get(key) if (key, asked_as(column.question)) in asked else None
    if column.part is None or value is None:
        return value
    if column.question["kind"] == QuestionType.RANKING:
        return value.index(column.part) + 1 if column.part in value else None
    return value.get(str(column.part))


def _words(column, value):
    return "" if value is None else IN_CELL[column.question["kind"]](column.question, value)


def _codes(column, value):
    kind = column.question["kind"]
    if value is None:
        return ""
    if kind in (QuestionType.NUMBER, QuestionType.MULTIPLE_CHOICE):
        return _number(value) if kind == QuestionType.NUMBER else " ".join(map(str, value))
    return {True: 1, "yes": 1, "no": 0}.get(value, value) if kind in YES_OR_NO else value


def _number(value):
    """A number as a number, so that a spreadsheet can add it up."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def _line(question, value):
    return str(lines_in_words(question, question["says"]).get(value, value))


def _lines(question, value):
    labels = lines_in_words(question, question["says"])
    return ", ".join(str(labels.get(code, code)) for code in value)


def _kind(column):
    return str(QuestionType(column.question["kind"]).label)


def _meanings(column):
    question, kind = column.question, column.question["kind"]
    if kind in (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE):
        pairs = lines_in_words(question, question["says"]).items()
    elif kind in YES_OR_NO:
        pairs = [(1, _("Yes")), (0, _("No"))]
    elif kind == QuestionType.PARTNERS:
        pairs = CollaborationLevel.choices
    elif kind in (QuestionType.SCALE, QuestionType.MATRIX):
        pairs = [(1, question["says"](question["low"])), (question["steps"], question["says"](question["high"]))]
    else:
        pairs = []
    pairs = [*pairs, (NOT_APPLICABLE, _("Not applicable"))] if question["has_na"] else pairs
    return "; ".join(f"{code} = {words}" for code, words in pairs if words)


YES_OR_NO = (QuestionType.YES_NO, QuestionType.CONSENT)
IN_CELL = {
    **dict.fromkeys(QuestionType.values, lambda question, value: value),
    **dict.fromkeys(YES_OR_NO, lambda question, value: _("Yes") if value in (True, "yes") else _("No")),
    **dict.fromkeys(
        (QuestionType.SCALE, QuestionType.MATRIX),
        lambda question, value: step_in_words(value) if value == NOT_APPLICABLE else value,
    ),
    QuestionType.NUMBER: lambda question, value: _number(value),
    QuestionType.SINGLE_CHOICE: _line,
    QuestionType.MULTIPLE_CHOICE: _lines,
    QuestionType.PARTNERS: lambda question, value: level_in_words(value),
}
