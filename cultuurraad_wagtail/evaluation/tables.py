"""The numbers of a picture as a table: for who reads the page, and plain for a file.

Both hold every number that the picture shows, of each round, and withhold what it withholds.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..charts import whole_percent
from .comparing import summarise
from .telling import (
    NONE,
    caution,
    change_in_words,
    in_a_row,
    most_in_words,
    number,
    part_of_links,
    plain,
    share,
    size_in_words,
    why_not,
)


@dataclass
class Table:
    """``groups`` are pairs of words above some rows, or "", and these rows; the first cell of a row names it."""

    headings: list
    groups: list


@dataclass
class Numbers:
    """A ``table`` for the page; ``headings`` and ``rows`` for a file, in which numbers are numbers."""

    table: Table
    headings: list
    rows: list


def scale_numbers(measures, steps, words, names) -> Numbers:
    """How often each of the ``steps`` was chosen, in each round of ``names``; ``words`` are those of the steps."""
    some_na = any(summary.not_applicable for measure in measures for summary in _told(measure))
    # As short as the picture has them.
    columns = [*words, *([_("n/a")] if some_na else []), "n", _("Mean")]
    return Numbers(
        _scale_table(measures, steps, columns, some_na, names),
        [
            *(_("Statement"), _("Round"), _("Answers")),
            *(heading for word in words for heading in (word, f"{word}, %")),
            *(_("Not applicable"), _("Mean"), _change_heading(), _("Size of the change"), _("Remark")),
        ],
        [
            [str(measure.label), name, *_scale_cells(measure, place, steps)]
            for measure in measures
            for place, name in enumerate(names)
        ],
    )


def _told(measure):
    return [summary for summary, counts in zip(measure.summaries, measure.counts, strict=True) if counts]


def _scale_table(measures, steps, columns, some_na, names):
    if len(names) == 1:
        rows = [[str(measure.label), *_scale_row(measure, 0, steps, some_na)] for measure in measures]
        return Table([_("Statement"), *columns], [("", rows)])
    groups = []
    for measure in measures:
        changes = [*map(change_in_words, measure.changes), NONE]
        rows = [
            [name, *_scale_row(measure, place, steps, some_na), changes[place]] for place, name in enumerate(names)
        ]
        # A question of its own has its words in the title.
        groups.append((str(measure.label) if len(measures) > 1 else "", rows))
    return Table([_("Round"), *columns, _change_heading()], groups)


def _change_heading():
    return pgettext("from one round to another", "Change")


def _scale_row(measure, place, steps, some_na):
    """In words, of one round."""
    counts, summary = measure.counts[place], measure.summaries[place]
    if not counts:
        return [*[NONE] * (len(steps) + some_na), why_not(counts), NONE]
    shares = [_part(counts.get(step, 0), summary.number) for step in steps]
    return [*shares, *([summary.not_applicable] if some_na else []), summary.number, number(summary.mean)]


def _part(count, total):
    """The share first, as the picture has it."""
    percent = f"{whole_percent(count, total)}\xa0%" if total else NONE
    return f"{percent} ({count})" if count else percent


def _scale_cells(measure, place, steps):
    """As values, of one round."""
    counts, summary = measure.counts[place], measure.summaries[place]
    if not counts:
        return [*[None] * (2 * len(steps) + 5), why_not(counts)]
    change = measure.changes[place] if place < len(measure.changes) else None
    shares = [
        cell for step in steps for cell in (counts.get(step, 0), whole_percent(counts.get(step, 0), summary.number))
    ]
    return [
        *(summary.number, *shares, summary.not_applicable, plain(summary.mean)),
        *(plain(change.steps) if change else None, size_in_words(change), caution(change)),
    ]


def rounds_numbers(heading, series, points) -> Numbers:
    """The value of each of the ``series`` at each point; ``heading`` says what they are."""
    rows = [[each.label, *map(number, each.values)] for each in series]
    values = [[each.label, *map(plain, each.values)] for each in series]
    return Numbers(Table([heading, *points], [("", rows)]), [heading, *points], values)


def party_numbers(measures, groups, names) -> Numbers:
    """The mean of each kind of party; ``names`` are those of the ``groups`` of kinds."""
    told = {
        measure.id: {part.parties: summarise(part.counts) for part in measure.parts}
        for measure in measures
        if measure.parts
    }
    measures = [measure for measure in measures if measure.id in told]
    rows = [
        [str(measure.label), *(_mean_and_number(told[measure.id].get(group)) for group in groups)]
        for measure in measures
    ]
    values = [
        [str(measure.label), name, summary.number, plain(summary.mean)]
        for measure in measures
        for group, name in zip(groups, names, strict=True)
        if (summary := told[measure.id].get(group))
    ]
    headings = [_("Statement"), _("Kind of party"), _("Answers"), _("Mean")]
    return Numbers(Table([_("Statement"), *names], [("", rows)]), headings, values)


def _mean_and_number(summary):
    return f"{number(summary.mean)} ({summary.number})" if summary else NONE


def choice_numbers(measure, labels, names) -> Numbers:
    """How many chose each of ``labels`` (code → words) in each round, and what part of those who answered."""
    rows, values = [], []
    for code, label in labels.items():
        rows.append([str(label), *(_chosen(counts, code) for counts in measure.counts)])
        for name, counts in zip(names, measure.counts, strict=True):
            values.append([str(label), name, *_choice_cells(counts, code), why_not(counts)])
    headings = [_("Answer"), _("Round"), _("Chosen by"), "%", _("Answers"), _("Remark")]
    return Numbers(Table([_("Answer"), *names], [("", rows)]), headings, values)


def _choice_cells(counts, code):
    """As values: how many chose it, what part of those who answered, and how many these are."""
    if not counts:
        return [None] * 3
    chosen, total = counts.get(code, 0), total_of(counts)
    return [chosen, whole_percent(chosen, total), total]


def total_of(counts) -> int:
    """How many people made a choice; several choices may be one person's."""
    return counts["n"] if "n" in counts else sum(counts.values())


def _chosen(counts, code):
    return share(counts.get(code, 0), total_of(counts)) if counts else why_not(counts)


def ranking_numbers(measures, names) -> Numbers:
    """The mean place of each thing in each round."""
    rows, values = [], []
    for measure in measures:
        pairs = list(zip(measure.summaries, measure.counts, strict=True))
        rows.append(
            [str(measure.label), *(number(each.mean) if counts else why_not(counts) for each, counts in pairs)]
        )
        values.append([str(measure.label), *(plain(each.mean) if counts else None for each, counts in pairs)])
    headings = [_("What was ranked"), *names]
    return Numbers(Table(headings, [("", rows)]), headings, values)


def network_numbers(networks: list, weights: dict) -> Numbers:
    """With whom each works in this round; for a file every link of each round."""
    (_name, network), *_earlier = networks
    partners = network.partners
    rows = [
        [name, len(partners[key]), _with_whom(partners[key], network.names, weights)]
        for key, name in sorted(network.names.items(), key=lambda each: (-len(partners[each[0]]), each[1]))
    ]
    table = Table([_("Organisation"), _("Number of links"), _("With whom")], [("", rows)])
    headings = [_("Round"), _("Organisation"), _("Partner"), _("Level"), _("Meaning")]
    return Numbers(table, headings, [row for each in networks for row in _links(*each, weights)])


def _with_whom(levels, names, weights):
    """The closest partners first: what they do, and their names."""
    told = []
    for level in sorted(set(levels.values()), reverse=True):
        others = sorted(names[key] for key, each in levels.items() if each == level)
        told.append(f"{weights[level]}: {in_a_row(others)}.")
    return " ".join(told) or NONE


def _links(name, network, weights):
    pairs = sorted(
        [name, *sorted((network.names[one], network.names[other])), level, weights[level]]
        for (one, other), level in network.links.items()
    )
    return [*pairs, *([name, alone, "", 0, _("Without a link")] for alone in network.isolated)]


def network_facts(networks: list) -> Table:
    """What the network is like, each round beside the others."""
    rows = [
        [
            name,
            part_of_links(network),
            in_a_row(network.isolated) or _("none"),
            most_in_words(network) or NONE,
        ]
        for name, network in networks
    ]
    headings = [_("Round"), _("Of all possible links"), _("Without a link"), _("Most links")]
    return Table(headings, [("", rows)])
