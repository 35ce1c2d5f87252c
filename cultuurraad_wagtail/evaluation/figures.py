"""The pictures of a report, each with its numbers as a table: words of the reader, values of ``report``."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .. import charts
from ..choices import CollaborationLevel, QuestionType
from .comparing import FEW, summarise
from .report import SCALES, Report
from .withholding import SMALLEST

#: More lines than these in one picture cannot be told apart.
MOST_LINES = 6


@dataclass
class Figure:
    """One picture: ``draw(width)`` gives it, ``headings`` and ``rows`` are its numbers."""

    id: str
    title: str
    draw: Callable
    headings: list
    rows: list
    notes: list = field(default_factory=list)


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
    steps = [str(number) for number in range(1, question["steps"] + 1)]
    low, high = (str(report.says(question[name])) for name in ("low", "high"))
    words = [f"{low} (1)" if low else "1", *steps[1:-1], f"{high} ({steps[-1]})" if high else steps[-1]]
    bars = [_scale_bar(measure, steps) for measure in topic.measures]
    draw = _drawer(charts.diverging, bars, words, title=title, not_applicable=_("{} n/a"))
    means = [_("Mean, %(round)s") % {"round": each} for each in report.names]
    rows = [
        [str(each.label), each.size or _withheld(), *_means_in_words(each), change_in_words(each.change)]
        for each in topic.measures
    ]
    headings = [_("Statement"), _("Answers"), *means, pgettext("from one round to another", "Change")]
    return Figure(question["key"], title, draw, headings, rows, _notes(topic.measures))


def _scale_bar(measure, steps):
    counts = tuple(measure.now.get(step, 0) for step in steps) if measure.now else None
    return charts.ScaleRow(str(measure.label), counts, measure.now.get("na", 0))


def _trend(topic, report):
    """The means over the rounds; None where there is one round only."""
    told = [measure for measure in topic.measures if sum(each.mean is not None for each in measure.summaries) > 1]
    if not told or len(told) > MOST_LINES:
        return None
    series = [charts.Series(str(each.label), tuple(s.mean for s in reversed(each.summaries))) for each in told]
    title = _("Over the rounds: %(question)s") % {"question": topic.label}
    heading, steps = _("Statement"), topic.question["steps"]
    return _over_rounds(f"{topic.question['key']}-rounds", title, series, report, steps, heading=heading)


def _over_rounds(figure_id, title, series, report, steps, *, heading):
    points = tuple(reversed(report.names))
    draw = _drawer(charts.lines, series, points, 1, steps, title=title, number=_number)
    rows = [[each.label, *(_number(value) for value in each.values)] for each in series]
    return Figure(figure_id, title, draw, [heading, *points], rows)


def _by_party(topic, report):
    """The means by kind of party; None where there is nothing to compare."""
    rows, bars = [], []
    several = len(topic.measures) > 1
    for measure in topic.measures:
        for part in measure.parts:
            summary, party = summarise(part.counts), _party(part, report)
            rows.append([str(measure.label), party, summary.number, _number(summary.mean)])
            label = f"{measure.label} – {party}" if several else party
            bars.append(charts.BarRow(label, summary.mean, f"{_number(summary.mean)} ({summary.number})"))
    if not rows:
        return None
    headings = [_("Statement"), _("Kind of party"), _("Answers"), _("Mean")]
    title = _("By kind of party: %(question)s") % {"question": topic.label}
    draw = _drawer(charts.columns, bars, title=title, low=1, high=topic.question["steps"])
    note = _("Kinds of party with fewer than %(number)s answers are put together.") % {"number": SMALLEST}
    return Figure(f"{topic.question['key']}-parties", title, draw, headings, rows, [note])


def _choices(topic, report):
    [measure] = topic.measures
    labels = _choice_labels(topic.question, report)
    shares = [_share(measure, place) for place in range(len(report.rounds))]
    rows, bars = [], []
    for code, label in labels.items():
        row = [str(label), *(share(code) for share in shares)]
        rows.append(row)
        percent = 100 * measure.now.get(code, 0) / measure.size if measure.now else None
        bars.append(charts.BarRow(row[0], percent, row[1]))
    title = str(topic.label)
    draw = _drawer(charts.columns, bars, title=title, high=100)
    return Figure(topic.question["key"], title, draw, [_("Answer"), *report.names], rows, _notes([measure]))


def _choice_labels(question, report):
    if question["kind"] == QuestionType.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}
    return {str(line["code"]): report.says(line["label"]) for line in question["lines"]}


def _share(measure, place):
    """A function of a choice: how many chose it in one round, and what part of those who answered."""
    counts = measure.counts[place]
    if not counts:
        return lambda code: _told_not(counts)
    total = counts["n"] if "n" in counts else sum(counts.values())
    return lambda code: f"{counts.get(code, 0)} ({_number(counts.get(code, 0) / total * 100, 0)} %)"


def _ranking(topic, report):
    """The mean place of each thing, the first one best."""
    rows, bars = [], []
    for each in sorted(topic.measures, key=lambda each: each.summaries[0].mean or 99):
        rows.append([str(each.label), *_means_in_words(each)])
        bars.append(charts.BarRow(str(each.label), each.summaries[0].mean, rows[-1][1]))
    title = _("Mean place: %(question)s") % {"question": topic.label}
    draw = _drawer(charts.columns, bars, title=title)
    headings = [_("What was ranked"), *report.names]
    return Figure(topic.question["key"], title, draw, headings, rows, _notes(topic.measures))


def _overview(report):
    """The mean of each section over the rounds; None where there is one round only."""
    sections = [section for section in report.sections if section.heading]
    means = {str(section.heading): section.means(len(report.rounds)) for section in sections}
    means = {heading: values for heading, values in means.items() if sum(value is not None for value in values) > 1}
    steps = {topic.question["steps"] for s in sections for topic in s.topics if topic.question["kind"] in SCALES}
    if not means or len(means) > MOST_LINES or len(steps) != 1:
        return None
    series = [charts.Series(heading, tuple(reversed(values))) for heading, values in means.items()]
    return _over_rounds("overview", _("Over the rounds"), series, report, steps.pop(), heading=_("Part"))


def _network(report):
    network = report.network
    if network is None:
        return None
    nodes = [charts.Node(key, name) for key, name in network.names.items()]
    edges = [charts.Edge(one, other, level) for (one, other), level in network.links.items()]
    weights = {level: str(label) for level, label in CollaborationLevel.choices if level}
    title = _("Who works with whom")
    draw = _drawer(charts.network, nodes, edges, weights=weights, title=title)
    rows = [
        [network.names[one], network.names[other], f"{level} {weights[level]}"]
        for (one, other), level in network.links.items()
    ]
    headings = [_("Organisation"), _("Organisation"), _("Level")]
    return Figure("network", title, draw, headings, rows, network_in_words(network))


def network_in_words(network) -> list[str]:
    """Density, who stands alone, who has most links."""
    share = _number(network.density * 100, 0)
    told = [_("Of all possible links %(share)s in a hundred exist.") % {"share": share}]
    if network.isolated:
        told.append(_("Without a link: %(names)s.") % {"names": ", ".join(network.isolated)})
    most = ", ".join(f"{name} ({number})" for name, number in network.most_linked())
    return [*told, _("Most links: %(names)s.") % {"names": most}] if most else told


def change_in_words(change) -> str:
    """A difference with its sign, its size and a caution: “+0,4 (small; few answers)”."""
    if change is None:
        return "–"
    sizes = {"large": _("large"), "medium": _("medium"), "small": _("small"), "": _("hardly any")}
    words = [sizes[change.size], *([_("few answers")] if change.is_uncertain else [])]
    sign = "+" if change.steps > 0 else "−" if change.steps < 0 else "±"
    return f"{sign}{_number(abs(change.steps))} ({'; '.join(words)})"


def _drawer(chart, *values, title, **options):
    """A function of a width that draws ``chart``."""
    description = _("The numbers stand in the table below the picture.")
    if chart in (charts.diverging, charts.columns):
        options["withheld"] = _withheld()

    def draw(width=640, **more):
        return chart(*values, title=title, description=description, width=width, **options, **more)

    return draw


def _notes(measures):
    notes = []
    if any(measure.counts[0] == {} for measure in measures):
        notes.append(_("Fewer than %(number)s answers are not told of.") % {"number": SMALLEST})
    if any(measure.change and measure.change.is_uncertain for measure in measures):
        few = ngettext(
            "With fewer than %(number)s answer a change may be chance.",
            "With fewer than %(number)s answers a change may be chance.",
            FEW,
        )
        notes.append(few % {"number": FEW})
    if any(measure.question.get("replaces") for measure in measures):
        notes.append(_("Asked differently before, so not compared with earlier rounds."))
    return notes


def _party(part, report):
    names = [str(report.party_labels.get(party, "")) for party in part.parties]
    return names[0] if len(names) == 1 and names[0] else _("All others")


def _means_in_words(measure):
    """Of each round, or why there is none."""
    pairs = zip(measure.summaries, measure.counts, strict=True)
    return [_number(summary.mean) if counts else _told_not(counts) for summary, counts in pairs]


def _told_not(counts):
    return "–" if counts is None else _withheld()


def _withheld():
    return _("too few answers")


def _number(value, digits=1):
    return "–" if value is None else number_format(value, digits)
