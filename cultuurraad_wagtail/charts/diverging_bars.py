"""Answers on a scale as bars around a line: what leans to the low end at its left, to the high end at its right."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .colours import INK, MUTED, PAPER, outline, scale_fills, words_on
from .drawing import Drawing, Polyline, Rect
from .sheet import GAP, MARGIN, SIZE, SWATCH, Sheet, lines_height
from .words import clean, text_width, wrapped

BAR, ROW_GAP, SEPARATOR, REACH = 30, 18, 2, 4
LABEL_SHARE = Fraction(37, 100)
ASIDE_WIDTH = 110


@dataclass(frozen=True)
class ScaleRow:
    """One statement: how many people chose each step, from low to high; ``None`` where that is withheld."""

    label: str
    counts: tuple[int, ...] | None
    not_applicable: int = 0


@dataclass(frozen=True)
class _Plot:
    """Where the bars stand: the line at ``zero``, ``unit`` wide for all answers of one row."""

    left: int
    right: int
    zero: Fraction
    unit: Fraction


def diverging(
    rows: Sequence[ScaleRow],
    steps: Sequence[str],
    *,
    title: str,
    description: str,
    withheld: str,
    not_applicable: str,
    number: str = "n = {}",
    percent: str = "{}\xa0%",
    width: int = 640,
    heading: str = "",
    note: str = "",
) -> Drawing:
    """A stacked bar for each row; the middle step of an odd scale lies half at each side of the line.

    ``steps`` are the words of the 2 to 10 steps, from low to high. ``withheld`` stands in the place of a bar without
    counts. ``number``, ``percent`` and ``not_applicable`` hold ``{}`` for a count. All bars have one measure, so
    that equal shares are equally long. Below 480 units of ``width``, labels stand above the bars.
    """
    _check(rows, steps)
    sheet = Sheet(width, heading)
    fills = scale_fills(len(steps))
    sheet.legend((words, _swatch(fill)) for words, fill in zip(steps, fills, strict=True))
    asides = [_aside(row, number, not_applicable) for row in rows]
    plot = _plot(rows, sheet, asides)
    for row, aside in zip(rows, asides, strict=True):
        middle = _words(sheet, row, aside, plot, withheld)
        if row.counts is not None:
            reach = BAR / 2 + REACH
            sheet.add(Polyline(((plot.zero, middle - reach), (plot.zero, middle + reach)), INK, 1.5))
            _bar(sheet, row.counts, fills, plot, middle, percent)
        sheet.y += ROW_GAP
    return sheet.drawing(title=title, description=description, note=note)


def edges(counts: Sequence[int]) -> list[Fraction]:
    """Where the segments begin and end, as shares of all answers, with 0 in the middle of the scale."""
    total, half = sum(counts), len(counts) // 2
    start = -sum(counts[:half]) - Fraction(counts[half] if len(counts) % 2 else 0, 2)
    return [(start + sum(counts[:at])) / Fraction(total or 1) for at in range(len(counts) + 1)]


def whole_percent(count: int, total: int) -> int:
    """The share of ``count`` as the picture tells it: a half is rounded up."""
    return int(Fraction(count * 100, total) + Fraction(1, 2))


def _check(rows, steps):
    if not 2 <= len(steps) <= 10:
        raise ValueError(f"A scale has 2 to 10 steps, not {len(steps)}.")
    for row in rows:
        if row.counts is not None and (len(row.counts) != len(steps) or min(row.counts) < 0):
            raise ValueError(f"“{row.label}” needs {len(steps)} counts of 0 or more, one for each step.")


def _swatch(fill):
    height = 15
    return lambda x, y: [Rect(x - SWATCH / 2, y - height / 2, SWATCH, height, fill, outline(fill))]


def _aside(row, number, not_applicable):
    """What stands beside the bar: how many answered, and how many said that it does not concern them."""
    if row.counts is None:
        return []
    return [number.format(sum(row.counts)), *([not_applicable.format(row.not_applicable)] * bool(row.not_applicable))]


def _plot(rows, sheet, asides):
    """Wide: labels at the left, asides at the right. The bars share what is left, without room that no bar needs."""
    left, right = MARGIN, sheet.width - MARGIN
    if sheet.wide:
        left += int(sheet.inside * LABEL_SHARE) + GAP
        widest = max((text_width(clean(words), SIZE) for aside in asides for words in aside), default=0)
        right -= int(min(widest, ASIDE_WIDTH)) + 10
    ends = [(-found[0], found[-1]) for found in (edges(row.counts) for row in rows if row.counts)]
    low, high = (max((each[side] for each in ends), default=0) for side in (0, 1))
    span = low + high or 1
    unit = (right - left) / Fraction(span)
    return _Plot(left, right, left + unit * low if low + high else Fraction(left + right, 2), unit)


def _words(sheet, row, aside, plot, withheld):
    """Label and asides of a row, and the room for its bar; gives the height of the middle of the bar."""
    if not sheet.wide:
        sheet.y = sheet.words(row.label, MARGIN, sheet.y, sheet.inside)
        beside = withheld if row.counts is None else " · ".join(aside)
        sheet.y = sheet.words(beside, MARGIN, sheet.y, sheet.inside, colour=MUTED)
        sheet.y += 0 if row.counts is None else 4 + BAR
        return sheet.y - BAR / 2
    label = wrapped(row.label, plot.left - GAP - MARGIN, SIZE)
    beside = [line for words in aside for line in wrapped(words, ASIDE_WIDTH, SIZE)]
    instead = wrapped(withheld, plot.right - plot.left, SIZE) if row.counts is None else ()
    height = max(BAR, *map(lines_height, (label, beside, instead)))
    middle = sheet.y + height / 2
    for lines, x, colour in ((label, MARGIN, INK), (beside, plot.right + 10, MUTED), (instead, plot.left, MUTED)):
        sheet.lines(lines, x, middle - lines_height(lines) / 2, colour=colour)
    sheet.y += height
    return middle


def _bar(sheet, counts, fills, plot, middle, percent):
    """A segment for each step that somebody chose, with a white line between two of them."""
    found = [plot.zero + plot.unit * edge for edge in edges(counts)]
    drawn = [(start, end, at) for at, (start, end) in enumerate(pairwise(found)) if end > start]
    for start, end, at in drawn:
        edge = outline(fills[at])
        sheet.add(Rect(start, middle - Fraction(BAR, 2), end - start, BAR, fills[at], edge))
    for (start, end, _), (_, after, _) in pairwise(drawn):
        wide = min(SEPARATOR, float(end - start) / 3, float(after - end) / 3)
        sheet.add(Polyline(((end, middle - BAR / 2 - 1), (end, middle + BAR / 2 + 1)), PAPER, wide))
    for start, end, at in drawn:
        words = clean(percent.format(whole_percent(counts[at], sum(counts))))
        if text_width(words, SIZE) + 8 <= end - start:
            colour = fills[at].colour
            sheet.chip(words, (start + end) / 2, middle, ground=colour, colour=words_on(colour))
