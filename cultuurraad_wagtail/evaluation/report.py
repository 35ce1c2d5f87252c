"""What is told of a round that is closed: its sections and measures, beside the earlier rounds of the same form."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ..choices import QuestionType
from ..feedback import asked_as
from ..snippets.evaluations import EvaluationRound
from ..wording import Words, pick
from .comparing import Difference, Summary, difference, summarise
from .networks import Network, network_of
from .withholding import SMALLEST, groups_of, partition, size_of, whole

#: No more rounds beside each other than can be read.
MOST_ROUNDS = 8
CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE, QuestionType.YES_NO)
SCALES = (QuestionType.SCALE, QuestionType.MATRIX)


@dataclass
class Measure:
    """One statement, choice or thing that was asked: its words, and what each round counted, the newest first."""

    id: str
    label: Words
    question: dict
    #: Value → number in each round; {} where too few answered, None where it was not asked.
    counts: list
    #: This round's answers by kind of party, in parts that are large enough; [] where there is one at most.
    parts: list = field(default_factory=list)

    @property
    def now(self) -> dict:
        return self.counts[0] or {}

    @cached_property
    def summaries(self) -> list[Summary]:
        """Of each round, the newest first."""
        return [summarise(counts or {}) for counts in self.counts]

    @cached_property
    def changes(self) -> list[Difference | None]:
        """To each round from the one before it, the newest first; the first round of all has none."""
        return [difference(before, now) for now, before in pairwise(self.summaries)]

    @property
    def size(self) -> int:
        """How many answered in this round, as far as that may be told."""
        return size_of(self.now) if self.now else 0


@dataclass
class Topic:
    """One question with its measures: one, or one for each statement or thing."""

    question: dict
    label: Words
    measures: list


@dataclass
class Section:
    heading: Words
    topics: list = field(default_factory=list)

    def means(self, rounds: int) -> list:
        """The mean of all its scales together in each of so many rounds, the newest first; None for none."""
        scales = [measure for topic in self.topics if topic.question["kind"] in SCALES for measure in topic.measures]
        steps = {measure.question["steps"] for measure in scales}
        if len(steps) != 1:
            return [None] * rounds
        return [_mean([measure.summaries[place] for measure in scales]) for place in range(rounds)]


class Report:
    """``evaluation_round`` and the ``earlier`` ones, closed too, the last one first, for who reads ``language``."""

    def __init__(self, evaluation_round: EvaluationRound, earlier, language: str, *, is_public: bool):
        self.is_public = is_public
        self.rounds = [evaluation_round, *earlier]
        self.round, self.language = evaluation_round, language
        self.source = evaluation_round.form.language

    def says(self, by_language) -> Words:
        return pick(by_language, self.language, self.source)

    @property
    def results(self) -> dict:
        return self.round.results

    @cached_property
    def titles(self) -> list[str]:
        """The names of the rounds, the newest first."""
        return [str(each.words("title", self.language)) for each in self.rounds]

    @cached_property
    def names(self) -> list[str]:
        """As ``titles``, without the words that all of them begin with: “2026”, “2027”."""
        words = [title.split() for title in self.titles]
        same = 0
        while (
            len(words) > 1 and all(len(each) > same + 1 for each in words) and len({each[same] for each in words}) == 1
        ):
            same += 1
        return [" ".join(each[same:]) for each in words]

    @property
    def is_told(self) -> bool:
        """Whether enough people answered to tell anything."""
        return self.results["responses"] >= SMALLEST

    @cached_property
    def sections(self) -> list[Section]:
        """What was asked, in its order, under its headings."""
        sections = [Section(Words(""))]
        for question in self.results["questions"]:
            if question["kind"] == QuestionType.SECTION:
                sections.append(Section(self.says(question["label"])))
            elif measures := self._measures(question):
                sections[-1].topics.append(Topic(question, self.says(question["label"]), measures))
        return [section for section in sections if section.topics]

    def _measures(self, question):
        kind, key = question["kind"], question["key"]
        if question.get("tells_party"):
            # How many of each kind answered would tell the size of groups that are too small.
            return []
        if kind in (QuestionType.MATRIX, QuestionType.RANKING):
            return [self._measure(f"{key}-{line['code']}", line["label"], question) for line in question["lines"]]
        if kind in CHOICES or kind == QuestionType.SCALE:
            return [self._measure(key, question["label"], question)]
        return []

    def _measure(self, measure, label, question):
        by_party = self.results["counts"].get(measure, {})
        counts = [self._counted(each.results, measure, question) for each in self.rounds]
        parts = partition(by_party, self.groups)
        return Measure(measure, self.says(label), question, counts, parts if len(parts) > 1 else [])

    @cached_property
    def groups(self) -> list[tuple]:
        """The kinds of party as they are told of, in this round."""
        return groups_of(self.results["parties"]) if self.results["party"] else []

    @staticmethod
    def _counted(results, measure, question):
        """None where the round did not ask this, asked it in another way, or to tell the kind of party."""
        asked = next((each for each in results["questions"] if each["key"] == question["key"]), None)
        if asked is None or asked.get("tells_party") or asked_as(asked) != asked_as(question):
            return None
        return whole(results["counts"].get(measure, {}))

    @cached_property
    def party_labels(self) -> dict[str, Words]:
        """What the kinds of party are called, by code."""
        asked = next((each for each in self.results["questions"] if each["key"] == self.results["party"]), None)
        return {str(line["code"]): self.says(line["label"]) for line in asked["lines"]} if asked else {}

    @cached_property
    def networks(self) -> list[tuple[str, Network]]:
        """The name of each round and who works with whom in it, the newest first; [] where this one does not tell.

        None of a round in which that was not asked, too few told, or an editor does not show it.
        """
        found = [(name, self._network(each)) for name, each in zip(self.names, self.rounds, strict=True)]
        return [(name, network) for name, network in found if network] if found[0][1] else []

    @property
    def lacks_network(self) -> bool:
        """Whether it was asked who works with whom, and too few organisations told."""
        tellers = {one for one, _other, _level in self.results["levels"]}
        return bool(self.results["partners"]) and len(tellers) < SMALLEST

    @property
    def tells_something(self) -> bool:
        """Whether there is anything on the page but what editors wrote."""
        measures = [measure for section in self.sections for topic in section.topics for measure in topic.measures]
        return any(measure.now for measure in measures) or bool(self.networks or self.round.quotes)

    def _network(self, each):
        tellers = {one for one, _other, _level in each.results["levels"]}
        if len(tellers) < SMALLEST or (self.is_public and not each.shows_network):
            return None
        return network_of(each.results["partners"], each.results["levels"])


def report_of(evaluation_round: EvaluationRound, language: str, *, is_public: bool) -> Report:
    """The report of a closed round, beside the earlier rounds of its form; for the public the published ones only."""
    # Nobody knows any more which rounds without a site belonged together.
    of_site = EvaluationRound.objects.filter(site=evaluation_round.site_id, site__isnull=False)
    earlier = of_site.filter(form=evaluation_round.form_id).ended_before(evaluation_round)
    if is_public:
        earlier = earlier.filter(published_at__isnull=False)
    return Report(evaluation_round, list(earlier[: MOST_ROUNDS - 1]), language, is_public=is_public)


def _mean(summaries):
    told = [each for each in summaries if each.mean is not None]
    total = sum(each.number for each in told)
    return sum(each.mean * each.number for each in told) / total if total else None
