"""What a round counted: for each measure how often each value was given, by kind of party.

A measure is what one scale or choice asks: a question, or one statement of a matrix, one thing of a ranking. Its id is
the key of the question, with ``-code`` for a part. A tally is JSON, kept with the round once it is closed:

``{"responses": n, "questions": [snapshot], "party": key or "", "counts": {measure: {party: {value: n}}},
"texts": {key: n}, "partners": {key: name}, "levels": [[from, to, level]]}``

``party`` in the counts is the code of a choice, as text, or "" where somebody did not say.
"""

from collections import Counter

from ..choices import QuestionType
from ..records.invitees import Invitee
from ..records.versions import FormVersion

#: Read so many answers at a time.
AT_ONCE = 2000
#: Kinds of which every answer is counted by its value.
BY_VALUE = (QuestionType.SCALE, QuestionType.SINGLE_CHOICE, QuestionType.YES_NO)
TEXTS = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT)
#: In how many people's ranking something is missing, told beside its places.
ANSWERED = "n"


def count_answers(evaluation_round) -> dict:
    """Count the responses of ``evaluation_round``: memory for the counts only, however many there are."""
    responses = evaluation_round.responses.all()
    versions = FormVersion.objects.filter(pk__in=responses.order_by().values("version")).order_by("pk")
    questions = {question["key"]: question for version in versions for question in version.questions}
    party = next((key for key, question in questions.items() if question.get("tells_party")), "")
    kinds = {key: question["kind"] for key, question in questions.items()}
    counts, texts, total = Counter(), Counter(), 0
    for answers in responses.values_list("answers", flat=True).iterator(chunk_size=AT_ONCE):
        total += 1
        group = str(answers.get(party, "")) if party else ""
        for key, value in answers.items():
            kind = kinds.get(key)
            if kind in BY_VALUE:
                counts[key, group, value] += 1
            elif kind == QuestionType.MATRIX:
                for code, step in value.items():
                    counts[f"{key}-{code}", group, step] += 1
            elif kind == QuestionType.MULTIPLE_CHOICE:
                counts[key, group, ANSWERED] += 1
                for code in value:
                    counts[key, group, code] += 1
            elif kind == QuestionType.RANKING:
                for place, code in enumerate(value, start=1):
                    counts[f"{key}-{code}", group, place] += 1
            elif kind in TEXTS:
                texts[key] += 1
    return {
        "responses": total,
        "questions": _in_order(questions, versions),
        "party": party,
        "counts": _nested(counts),
        "texts": dict(texts),
        **_levels(evaluation_round, kinds),
    }


def _in_order(questions, versions):
    """Those of the newest version first, in its order; then what only older ones asked."""
    newest = [question["key"] for question in versions[len(versions) - 1].questions] if questions else []
    return [questions[key] for key in dict.fromkeys([*newest, *questions])]


def _nested(counts):
    nested = {}
    for (measure, group, value), number in counts.items():
        nested.setdefault(measure, {}).setdefault(group, {})[str(value)] = number
    return nested


def _levels(evaluation_round, kinds):
    """Who said what of working with whom; only rounds with names know."""
    asked = [key for key, kind in kinds.items() if kind == QuestionType.PARTNERS]
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
    invited = Invitee.objects.filter(round=evaluation_round, organisation__isnull=False)
    rows = invited.values_list("organisation__translation_key", "organisation__title").order_by("organisation__title")
    return {key.hex: title for key, title in rows}
