"""The pictures of a report, each with its numbers as a table: words of the reader, values of ``report``."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .. import charts
from ..choices import CollaborationLevel, QuestionType
from .comparing import summarise
from .report import SCALES, Report
from .tables import (
    Numbers,
    Table,
    choice_numbers,
    network_facts,
    network_numbers,
    party_numbers,
    ranking_numbers,
    rounds_numbers,
    scale_numbers,
    total_of,
)
from .telling import NONE, in_a_row, network_in_words, notes_of, number, share, why_not, withheld
from .withholding import SMALLEST

#: More lines than these in one picture cannot be told apart.
MOST_LINES = 6
#: Drawn for a wide and for a narrow place; the style sheet shows one of them.
WIDTHS = {"wide": 640, "narrow": 340}
#: A ring of names needs room.
RING_WIDTHS = {"wide": 760, "narrow": 340}


@dataclass
class Figure:
    """One picture: ``draw(width)`` gives it, ``numbers`` are what it shows and ``facts`` what is told beside it.

    The table of a ``broad`` one has many columns; that of a ``long`` one is more than fits beside its picture.
    """

    id: str
    title: str
    draw: Callable
    numbers: Numbers
    notes: list = field(default_factory=list)
    facts: Table | None = None
    broad: bool = False
    long: bool = False
    widths: dict = field(default_factory=lambda: WIDTHS)

    @property
    def headings(self) -> list:
        """Of its numbers in a file."""
        return self.numbers.headings

    @property
    def rows(self) -> list:
        """Its numbers in a file."""
        return self.numbers.rows


def figures_of(report: Report) -> list[tuple]:
    """``(heading, figures)`` for each section, and before them an overview where there are several rounds."""
    if not report.is_told:
        return []
    sections = [(section.heading, list(_of_section(section, report))) for section in report.sections]
    overview = _overview(report)
    network = _network(report)
    found = [("", [overview])] if overview else []
    found += [(heading, figures) for heading, figures in sections if figures]
    return [*found, (_("Who works with whom"), [network])] if network else found


def figure_of(report: Report, figure_id: str) -> Figure | None:
    """The figure with ``figure_id``."""
    return next((each for _heading, figures in figures_of(report) for each in figures if each.id == figure_id), None)


def _of_section(section, report):
    for topic in section.topics:
        if topic.question["kind"] in SCALES:
            yield _scale(topic, report)
            if trend := _trend(topic, report):
                yield trend
            if parties := _by_party(topic, report):
                yield parties
        elif topic.question["kind"] == QuestionType.RANKING:
            yield _ranking(topic, report)
        else:
            yield _choices(topic, report)


def _scale(topic, report):
    question, title = topic.question, str(topic.label)
    steps = [str(step) for step in range(1, question["steps"] + 1)]
    low, high = _ends(question, report)
    words = [low, *steps[1:-1], high]
    bars = [_scale_bar(measure, steps) for measure in topic.measures]
    told = [_mean_in_words(measure) for measure in topic.measures]
    draw = _drawer(charts.diverging, bars, words, title=title, told=told, not_applicable=_("{} n/a"))
    numbers = scale_numbers(topic.measures, steps, words, report.names)
    notes = notes_of(topic.measures)
    if len(report.groups) > 1 and not any(measure.parts for measure in topic.measures):
        notes += _left_out(topic.measures)
    return Figure(question["key"], title, draw, numbers, notes, broad=True)


def _ends(question, report):
    """The words for both ends of a scale, with their number."""
    low, high = (str(report.says(question[name])) for name in ("low", "high"))
    return f"1 {low}".strip(), f"{question['steps']} {high}".strip()


def _scale_bar(measure, steps):
    counts = tuple(measure.now.get(step, 0) for step in steps) if measure.now else None
    return charts.ScaleRow(str(measure.label), counts, measure.now.get("na", 0))


def _mean_in_words(measure):
    if not measure.now:
        return str(measure.label), why_not(measure.counts[0])
    summary = measure.summaries[0]
    told = _("mean %(mean)s of %(answers)s answers") % {"mean": number(summary.mean), "answers": summary.number}
    return str(measure.label), told


def _trend(topic, report):
    """The means over the rounds; None where there is one round only."""
    told = [measure for measure in topic.measures if sum(each.mean is not None for each in measure.summaries) > 1]
    if not told or len(told) > MOST_LINES:
        return None
    series = [charts.Series(str(each.label), tuple(s.mean for s in reversed(each.summaries))) for each in told]
    title = _("Over the rounds: %(question)s") % {"question": topic.label}
    question = topic.question
    return _over_rounds(f"{question['key']}-rounds", title, _("Statement"), series, report, question["steps"])


def _over_rounds(figure_id, title, heading, series, report, steps):
    points = tuple(reversed(report.names))
    told = [
        (each.label, in_a_row(f"{number(value)} ({name})" for value, name in zip(each.values, points, strict=True)))
        for each in series
    ]
    draw = _drawer(charts.lines, series, points, 1, steps, title=title, told=told, number=number)
    return Figure(figure_id, title, draw, rounds_numbers(heading, series, points))


def _by_party(topic, report):
    """The means by kind of party; None where there is nothing to compare."""
    several = len(topic.measures) > 1
    bars, told = [], []
    for measure in topic.measures:
        for part in measure.parts:
            summary, party = summarise(part.counts), _party(part.parties, report)
            worth = f"{number(summary.mean)} ({summary.number})"
            group = str(measure.label) if several else ""
            bars.append(charts.BarRow(party, summary.mean, worth, group))
            told.append((f"{group.rstrip('.')}, {party}" if several else party, worth))
    if not bars:
        return None
    groups = [group for group in report.groups if any(p.parties == group for m in topic.measures for p in m.parts)]
    numbers = party_numbers(topic.measures, groups, [_party(group, report) for group in groups])
    title = _("By kind of party: %(question)s") % {"question": topic.label}
    steps = topic.question["steps"]
    axis = charts.Axis(range(1, steps + 1), *_ends(topic.question, report))
    draw = _drawer(charts.columns, bars, title=title, told=told, low=1, high=steps, axis=axis)
    return Figure(f"{topic.question['key']}-parties", title, draw, numbers, _party_notes(topic.measures, groups))


def _party_notes(measures, groups):
    notes = [_("Between brackets: how many answered.")]
    if any(len(group) > 1 for group in groups):
        told = _("Kinds of party with fewer than %(number)s answers are put together, with another one where needed.")
        notes.append(told % {"number": SMALLEST})
    return notes + _left_out(measures)


def _left_out(measures):
    """Which statements are not told by kind of party, and why."""
    names = [str(measure.label) for measure in measures if measure.now and not measure.parts]
    if not names:
        return []
    told = _("Not told by kind of party, because fewer than %(number)s of one kind answered: %(statements)s")
    return [told % {"number": SMALLEST, "statements": " · ".join(names)}]


def _party(parties, report):
    names = [str(report.party_labels.get(party, "")) for party in parties]
    return names[0] if len(names) == 1 and names[0] else _("All others")


def _choices(topic, report):
    [measure] = topic.measures
    labels = _choice_labels(topic.question, report)
    bars = []
    for code, label in labels.items():
        told, percent = why_not(measure.counts[0]), None
        if measure.now:
            chosen, total = measure.now.get(code, 0), total_of(measure.now)
            told, percent = share(chosen, total), 100 * chosen / total
        bars.append(charts.BarRow(str(label), percent, told))
    title = str(topic.label)
    told = [(bar.label, bar.told) for bar in bars]
    axis = charts.Axis((0, 25, 50, 75, 100), number="{}\xa0%")
    draw = _drawer(charts.columns, bars, title=title, told=told, high=100, axis=axis)
    numbers = choice_numbers(measure, labels, report.names)
    return Figure(topic.question["key"], title, draw, numbers, notes_of([measure]))


def _choice_labels(question, report):
    if question["kind"] == QuestionType.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}
    return {str(line["code"]): report.says(line["label"]) for line in question["lines"]}


def _ranking(topic, report):
    """The mean place of each thing, the first one best."""
    measures = sorted(topic.measures, key=lambda each: each.summaries[0].mean or 99)
    bars = []
    for each in measures:
        mean = each.summaries[0].mean
        bars.append(charts.BarRow(str(each.label), mean, why_not(each.counts[0]) or number(mean)))
    title = _("Mean place: %(question)s") % {"question": topic.label}
    draw = _drawer(charts.columns, bars, title=title, told=[(bar.label, bar.told) for bar in bars])
    numbers = ranking_numbers(measures, report.names)
    notes = [_("Who stands first has place 1: a short bar is a high place."), *notes_of(measures)]
    return Figure(topic.question["key"], title, draw, numbers, notes)


def _overview(report):
    """The mean of each section over the rounds; None where there is one round only."""
    sections = [section for section in report.sections if section.heading]
    means = [(str(section.heading), section.means(len(report.rounds))) for section in sections]
    means = [(heading, values) for heading, values in means if sum(value is not None for value in values) > 1]
    steps = {topic.question["steps"] for s in sections for topic in s.topics if topic.question["kind"] in SCALES}
    if not means or len(means) > MOST_LINES or len(steps) != 1:
        return None
    series = [charts.Series(heading, tuple(reversed(values))) for heading, values in means]
    return _over_rounds("overview", _("Over the rounds"), _("Part"), series, report, steps.pop())


def _network(report):
    """Who works with whom: a ring where there is room for names, and bars where there is not."""
    networks = report.networks
    if not networks:
        return None
    [(_name, network), *earlier] = networks
    weights = {level: str(label) for level, label in CollaborationLevel.choices if level}
    title, words = _("Who works with whom"), network_in_words(networks)
    ring, bars = _ring(network, weights, title, words), _links_of_each(network, title, words)

    facts = network_facts(networks) if earlier else None
    # Who has most links stands among the facts.
    notes = words[:2] if facts else words
    numbers = network_numbers(networks, weights)

    def draw(width=WIDTHS["wide"], note="", **more):
        if width < WIDTHS["wide"]:
            return bars(width, note=note, **{"heading": _("Number of links"), **more})
        return ring(width, note=f"{note} {_lines_in_words(network)}", **more)

    return Figure("network", title, draw, numbers, notes, facts, long=True, widths=RING_WIDTHS)


def _lines_in_words(network):
    told = _("The thicker a line, the closer they work together.")
    if min(network.links.values(), default=5) >= CollaborationLevel.COORDINATION:
        return told
    weak = _("Thin grey lines are little more than contact.")
    return f"{told} {weak}"


def _ring(network, weights, title, words):
    degrees = network.degrees
    most = {name for name, _links in network.most_linked()}
    nodes = [charts.Node(key, f"{name}\xa0({degrees[key]})", name in most) for key, name in network.names.items()]
    edges = [charts.Edge(one, other, level) for (one, other), level in network.links.items()]
    return _drawer(charts.network, nodes, edges, weights=weights, title=title, description=" ".join(words))


def _links_of_each(network, title, words):
    """With how many others each works, for where names around a ring cannot be read."""
    ordered = sorted(network.degrees.items(), key=lambda each: (-each[1], network.names[each[0]]))
    bars = [charts.BarRow(network.names[key], links, str(links)) for key, links in ordered]
    return _drawer(charts.columns, bars, title=title, description=" ".join(words))


def _drawer(chart, *values, title, told=(), description="", **options):
    """A function of a width that draws ``chart``; ``told``, what and how much, describes it in words."""
    description = description or " ".join(f"{label.rstrip('.')}: {worth or NONE}." for label, worth in told)
    if chart in (charts.diverging, charts.columns):
        options["withheld"] = withheld()

    def draw(width=WIDTHS["wide"], **more):
        return chart(*values, title=title, description=description, width=width, **options, **more)

    return draw
