"""Means over rounds: a line for each statement, with the value at each point and its name at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from .colours import FAINT, MUTED, PAPER, SERIES
from .drawing import END, MIDDLE, START, Circle, Drawing, Fill, Polygon, Polyline
from .sheet import GAP, MARGIN, SIZE, SWATCH, Sheet, lines_height, spread
from .words import LINE, clean, text_width, wrapped

HEIGHT, MORE = 190, 20  # and so much more for each series
NAME_WIDTH = 190
DASHES = ((), (9, 4), (2, 4), (12, 4, 2, 4), (5, 3), (14, 3, 5, 3))
RADIUS = 6
ASIDE = 26  # from a point to behind its value, without the value
VEIL = 0.85  # so that a line is seen behind the values of others


@dataclass(frozen=True)
class Series:
    """A name with a value for each point; ``None`` where there is none."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class _Plot:
    """Where values stand: ``xs`` of the points, ``top`` for the high end of the scale, ``bottom`` for the low one."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    xs: tuple[float, ...]
    step: float

    def y(self, value):
        return self.bottom - (value - self.low) * (self.bottom - self.top) / (self.high - self.low)


def lines(
    series: Sequence[Series],
    points: Sequence[str],
    low: int,
    high: int,
    *,
    title: str,
    description: str,
    number: Callable[[float], str] = "{:.1f}".format,
    width: int = 640,
    heading: str = "",
    note: str = "",
) -> Drawing:
    """A line for each of the 1 to 6 ``series`` over the 1 to 8 ``points``, on an axis from ``low`` to ``high``.

    ``number`` writes a value in the reader's language. A line is broken where a value is missing. Where values beside
    the points would hide the lines, they stand below them. Below 480 units of ``width``, the names stand above the
    chart instead of at the ends of the lines.
    """
    _check(series, points, low, high)
    sheet = Sheet(width, heading)
    names = [wrapped(each.label, NAME_WIDTH - SWATCH - 7, SIZE) for each in series]
    if not sheet.wide:
        sheet.legend((each.label, _sign(at)) for at, each in enumerate(series))
    columns = [[(at, each.values[point]) for at, each in enumerate(series)] for point in range(len(points))]
    columns = [[each for each in column if each[1] is not None] for column in columns]
    told = {value: clean(number(value)) for column in columns for _, value in column} or {low: ""}
    widest = max(text_width(words, SIZE) for words in [*told.values(), str(low), str(high)])
    plot = _plot(sheet, names, points, (low, high), widest)
    _axes(sheet, plot, points)
    for at, each in enumerate(series):
        _line(sheet, plot, each, at)
    crowded = plot.step < widest + (ASIDE if max(map(len, columns)) > 2 else 4)
    for x, column in zip(plot.xs, columns, strict=True):
        _column(sheet, plot, x, column, {} if crowded else told)
    if crowded:
        _table(sheet, plot, series, told)
    if sheet.wide:
        _names(sheet, plot, series, names)
    return sheet.drawing(title=title, description=description, note=note)


def _check(series, points, low, high):
    if not (1 <= len(series) <= len(SERIES) and 1 <= len(points) <= 8 and low < high):
        raise ValueError(
            "A line chart has 1 to 6 series, 1 to 8 points, and a scale whose low end is below its high end."
        )
    for each in series:
        if len(each.values) != len(points):
            raise ValueError(f"“{each.label}” needs {len(points)} values, one for each point.")
        if any(value is not None and not low <= value <= high for value in each.values):
            raise ValueError(f"“{each.label}” has a value that is not between {low} and {high}.")


def _plot(sheet, names, points, scale, widest):
    """Room for numbers at the left of the axis, for values at the right of the last point, then for the names."""
    left = MARGIN + max(widest, SWATCH) + 8
    right = sheet.width - MARGIN - (NAME_WIDTH if sheet.wide else 0)
    tall = HEIGHT + MORE * len(names)
    if sheet.wide:
        tall = max(tall, sum(lines_height(each) + 4 for each in names))
    first, last = left + widest / 2 + 8, right - widest - ASIDE
    step = (last - first) / max(1, len(points) - 1)
    xs = tuple(first + step * at for at in range(len(points))) if len(points) > 1 else ((first + last) / 2,)
    # Room for the values of points at the very ends of the scale.
    top = sheet.y + LINE * SIZE
    return _Plot(left, right, top, top + tall, *scale, xs, step)


def _axes(sheet, plot, points):
    """A line for each step of the scale with its number, and the words of each point below."""
    every = max(1, round((plot.high - plot.low) / 10))
    for value in range(plot.low, plot.high + 1, every):
        y = plot.y(value)
        sheet.add(Polyline(((plot.left, y), (plot.right, y)), MUTED if value == plot.low else FAINT, 1))
        sheet.lines([str(value)], plot.left - 8, y - LINE * SIZE / 2, colour=MUTED, anchor=END)
    sheet.y = plot.bottom + LINE * SIZE
    _points(sheet, plot, points)


def _points(sheet, plot, points):
    """The words of the points, below each other in up to three levels where they would be torn side by side."""
    step = plot.step if len(points) > 1 else plot.right - plot.left
    longest = max(text_width(word, SIZE) for words in points for word in clean(words).split(" "))
    levels = next((each for each in (1, 2) if longest <= each * step - 6), 3)
    room = min(levels * step - 6, 2 * plot.xs[0], 2 * (sheet.width - plot.xs[-1]))
    for level in range(levels):
        placed = list(zip(points, plot.xs, strict=True))[level::levels]
        ends = [sheet.words(words, x, sheet.y, room, anchor=MIDDLE) for words, x in placed]
        sheet.y = max(ends, default=sheet.y)
    sheet.y += GAP


def _line(sheet, plot, series, at):
    """The line of one series, in parts where values are missing."""
    placed = zip(plot.xs, series.values, strict=True)
    for there, part in groupby(placed, key=lambda each: each[1] is not None):
        points = tuple((x, plot.y(value)) for x, value in part) if there else ()
        if len(points) > 1:
            sheet.add(Polyline(points, SERIES[at], 2.5, DASHES[at]))


def _column(sheet, plot, x, column, told):
    """Markers and values at one point: the highest above its marker, the lowest below, those between at the right."""
    ranked = sorted(((plot.y(value), at, value) for at, value in column))
    shifts = _shifts([y for y, _, _ in ranked])
    if told:
        _values(sheet, plot, x, ranked, max(shifts, default=0), told)
    sheet.add(*(_marker(at, x + shift, y) for (y, at, _), shift in zip(ranked, shifts, strict=True)))


def _values(sheet, plot, x, ranked, shift, told):
    wanted, places = [], []
    for rank, (y, _, _) in enumerate(ranked):
        lift = -1 if rank == 0 else 1 if rank == len(ranked) - 1 else 0
        wanted.append(y + lift * (RADIUS + 9))
        places.append((x, MIDDLE) if lift else (x + shift + RADIUS + 4, START))
    middles = spread(wanted, [SIZE * 1.05] * len(ranked), plot.top - LINE * SIZE, plot.bottom + LINE * SIZE)
    for (_, at, value), (left, anchor), middle in zip(ranked, places, middles, strict=True):
        sheet.chip(told[value], left, middle, ground=PAPER, colour=SERIES[at], anchor=anchor, opacity=VEIL)


def _table(sheet, plot, series, told):
    """The values below their points, where they would hide the lines."""
    height = LINE * SIZE + 3
    for at, each in enumerate(series):
        sheet.add(*_sign(at)(MARGIN + SWATCH / 2, sheet.y + height / 2))
        for x, value in zip(plot.xs, each.values, strict=True):
            sheet.lines([told.get(value, "–")], x, sheet.y + 1, colour=SERIES[at], anchor=MIDDLE)
        sheet.y += height
    sheet.y += GAP


def _shifts(heights):
    """How far to the right each marker stands, so that none hides another of almost the same height."""
    shifts = []
    for _, group in groupby(_groups(heights)):
        count = len(list(group))
        # Never so far that the last one leaves the room for its value.
        apart = min(RADIUS * 1.4, RADIUS * 2 / max(1, count - 1))
        shifts += [(at - (count - 1) / 2) * apart for at in range(count)]
    return shifts


def _groups(heights):
    """A number for each of the sorted heights, the same for neighbours that are less than a marker apart."""
    groups = [0] * len(heights[:1])
    for before, after in pairwise(heights):
        groups.append(groups[-1] + (after - before > RADIUS))
    return groups


def _names(sheet, plot, series, names):
    """The names at the right, as near to the end of their lines as the others allow."""
    ends = [
        next((plot.y(value) for value in reversed(each.values) if value is not None), plot.bottom) for each in series
    ]
    heights = [lines_height(each) + 4 for each in names]
    middles = spread(ends, heights, plot.top - LINE * SIZE, plot.bottom + LINE * SIZE)
    left = plot.right + 6
    for at, (lines_of, middle, height) in enumerate(zip(names, middles, heights, strict=True)):
        top = middle - height / 2 + 2
        sheet.add(*_sign(at)(left + SWATCH / 2, top + LINE * SIZE / 2))
        sheet.lines(lines_of, left + SWATCH + 7, top, colour=SERIES[at])


def _sign(at):
    """The line and the marker of a series, for beside its name."""

    def shapes(x, y):
        ends = ((x - SWATCH / 2, y), (x + SWATCH / 2, y))
        return [Polyline(ends, SERIES[at], 2.5, DASHES[at]), _marker(at, x, y)]

    return shapes


def _marker(at, x, y):
    """The marker of a series: each has a shape of its own, with a white edge where lines cross."""
    fill, size = Fill(SERIES[at]), RADIUS
    outlines = {
        1: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        2: ((0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
        3: ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
        4: ((0, 1.25), (1.2, -0.9), (-1.2, -0.9)),
    }
    if at == 0:
        return Circle(x, y, size, fill, PAPER, 1.5)
    if at == 5:
        return Circle(x, y, size - 1, Fill(PAPER), SERIES[at], 2.5)
    scale = size * (0.88 if at == 1 else 1)
    return Polygon(tuple((x + dx * scale, y + dy * scale) for dx, dy in outlines[at]), fill, PAPER, 1.5)
