"""What a round counted: for each measure how often each value was given, by kind of party.

A measure is what one scale or choice asks: a question, or one statement of a matrix, one thing of a ranking. Its id is
the key of the question, with ``-code`` for a part. A tally is JSON, kept with the round once it is closed:

``{"responses": n, "questions": [snapshot], "party": key or "", "counts": {measure: {party: {value: n}}},
"parties": {party: n}, "answered": {key: n}, "partners": {key: name}, "levels": [[from, to, level]]}``

``party`` in the counts is the code of a choice, as text, or "" where somebody did not say.
"""

from collections import Counter

from ..choices import QuestionType
from ..feedback import asked_as, partners_in
from ..records.versions import FormVersion

#: Read so many answers at a time.
AT_ONCE = 2000
#: In how many people's ranking something is missing, told beside its places.
ANSWERED = "n"


def count_answers(evaluation_round) -> dict:
    """Count the responses of ``evaluation_round``: memory for the counts only, however many there are.

    An answer is read as its own version asked; where a later one asks the same key in another way, it is not counted.
    """
    responses = evaluation_round.responses.all()
    versions = list(FormVersion.objects.filter(pk__in=responses.order_by().values("version")).order_by("pk"))
    questions = {question["key"]: question for version in versions for question in version.questions}
    kinds = {version.pk: _alike(version.questions, questions) for version in versions}
    party = _party(versions)
    counts, answered, sizes, total = Counter(), Counter(), Counter(), 0
    for version, answers in responses.values_list("version", "answers").iterator(chunk_size=AT_ONCE):
        total += 1
        group = str(answers.get(party, "")) if party else ""
        sizes[group] += 1
        for key, value in answers.items():
            kind = kinds[version].get(key)
            answered[key] += 1
            if kind in COUNTED:
                counts.update((measure, group, given) for measure, given in COUNTED[kind](key, value))
    return {
        "responses": total,
        "questions": _in_order(questions, versions),
        "party": party,
        "counts": _nested(counts),
        "parties": dict(sizes),
        "answered": dict(answered),
        **_levels(evaluation_round, questions),
    }


def _alike(asked, questions):
    """By key the kinds of what was ``asked`` in a version as the newest one asks it."""
    return {each["key"]: each["kind"] for each in asked if asked_as(each) == asked_as(questions[each["key"]])}


def _party(versions):
    """The key of the question that tells the kind of party, as the newest version has it."""
    for version in reversed(versions):
        for question in version.questions:
            if question.get("tells_party"):
                return question["key"]
    return ""


def _one(key, value):
    return [(key, value)]


def _several(key, value):
    return [(key, ANSWERED), *((key, code) for code in value)]


def _statements(key, value):
    return [(f"{key}-{code}", step) for code, step in value.items()]


def _places(key, value):
    return [(f"{key}-{code}", place) for place, code in enumerate(value, start=1)]


#: By kind what is counted of an answer: pairs of a measure and a value.
COUNTED = {
    QuestionType.SCALE: _one,
    QuestionType.SINGLE_CHOICE: _one,
    QuestionType.YES_NO: _one,
    QuestionType.MULTIPLE_CHOICE: _several,
    QuestionType.MATRIX: _statements,
    QuestionType.RANKING: _places,
}


def measures_of(question) -> list[str]:
    """The ids of what a counted question measures."""
    if question["kind"] in (QuestionType.MATRIX, QuestionType.RANKING):
        return [f"{question['key']}-{line['code']}" for line in question["lines"]]
    return [question["key"]]


def _in_order(questions, versions):
    """In the order of the newest version; what only older ones asked stands under the heading it had there."""
    sections = {}
    for version in reversed(versions):
        _place(version.questions, sections)
    return [questions[key] for heading, keys in sections.items() for key in ([heading] if heading else []) + keys]


def _place(asked, sections):
    """Put into ``sections`` (key of a heading, "" before the first → keys) what they lack of one version."""
    placed = {key for keys in sections.values() for key in keys} | set(sections)
    heading, before = "", None
    if heading not in sections:
        sections[heading] = []
    for question in asked:
        key = question["key"]
        if question["kind"] == QuestionType.SECTION:
            if key not in sections:
                _insert(sections, key, after=heading)
            heading, before = key, None
            continue
        if key not in placed:
            keys = sections[heading]
            keys.insert(keys.index(before) + 1 if before in keys else 0 if before is None else len(keys), key)
        before = key


def _insert(sections, heading, after):
    """A new heading behind ``after`` and what stands below it."""
    later = list(sections)[list(sections).index(after) + 1 :]
    sections[heading] = []
    for each in later:
        sections[each] = sections.pop(each)


def _nested(counts):
    nested = {}
    for (measure, group, value), number in counts.items():
        nested.setdefault(measure, {}).setdefault(group, {})[str(value)] = number
    return nested


def _levels(evaluation_round, questions):
    """Who said what of working with whom; only rounds with names know."""
    asked = [key for key, question in questions.items() if question["kind"] == QuestionType.PARTNERS]
    if not asked or evaluation_round.is_anonymous:
        return {"partners": {}, "levels": []}
    partners = partners_of(evaluation_round)
    rows = evaluation_round.responses.filter(invitee__organisation__isnull=False)
    found = []
    for key, answers in rows.values_list("invitee__organisation__translation_key", "answers"):
        for question in asked:
            levels = {other: level for other, level in answers.get(question, {}).items() if isinstance(level, int)}
            found += [[key.hex, other, level] for other, level in levels.items() if other in partners]
    return {"partners": partners, "levels": found}


def partners_of(evaluation_round) -> dict[str, str]:
    """The organisations of a round by name: key and name."""
    return partners_in([evaluation_round.pk])
