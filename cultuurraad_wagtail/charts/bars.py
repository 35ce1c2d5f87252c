"""Plain bars, one for each row: shares, counts or means with their value, under the words that they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .colours import BLUES, FAINT, INK, MUTED, PAPER
from .drawing import END, MIDDLE, START, Drawing, Fill, Polyline, Rect
from .sheet import GAP, MARGIN, SIZE, Sheet, lines_height
from .words import LINE, clean, text_width, wrapped

BAR, ROW_GAP = 26, 14
LOW_BAR, CLOSE, INDENT, GROUP_GAP = (
    20,
    5,
    14,
    12,
)  # bars of one group: their height, between them, how far to the right
LABEL_SHARE = 0.4
VALUE_WIDTH = 120
FILL = Fill(BLUES[3])


@dataclass(frozen=True)
class BarRow:
    """A label with its value, 0 or more; ``told`` is the value in words. ``None`` where that is withheld.

    Rows of one ``group`` stand below its words, which are written once.
    """

    label: str
    value: float | None
    told: str = ""
    group: str = ""


@dataclass(frozen=True)
class Axis:
    """The ``values`` that have a line and a number, and the words for both ends of the scale."""

    values: Sequence[float]
    low: str = ""
    high: str = ""
    number: str = "{}"


@dataclass(frozen=True)
class _Plot:
    """Where the bars begin, and how long one of ``high`` is."""

    left: float
    room: float
    low: float
    high: float

    def length(self, value):
        return self.room * (value - self.low) / ((self.high - self.low) or 1)


def columns(
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str,
    withheld: str,
    low: float = 0,
    high: float | None = None,
    axis: Axis | None = None,
    width: int = 640,
    heading: str = "",
    note: str = "",
) -> Drawing:
    """A bar for each row, from ``low`` to its value, with its label at the left and what it is worth behind it.

    ``high`` is the value of a bar as long as can be: the largest one, if it is not given. ``withheld`` stands in the
    place of a bar without value. Below 480 units of ``width``, labels stand above the bars.
    """
    values = [row.value for row in rows if row.value is not None]
    high = max(values, default=low) if high is None else high
    for row in rows:
        if row.value is not None and not low <= row.value <= high:
            raise ValueError(f"“{row.label}” has the value {row.value}, which is not between {low} and {high}.")
    sheet = Sheet(width, heading)
    left = MARGIN + (int(sheet.inside * LABEL_SHARE) + GAP if sheet.wide else 0)
    widest = max((text_width(clean(row.told), SIZE) for row in rows if row.value is not None), default=0)
    room = sheet.width - MARGIN - left - min(widest, VALUE_WIDTH) - 8
    plot = _Plot(left, room, low, high)
    for group, members in groupby(rows, key=lambda row: row.group):
        _group(sheet, plot, group, list(members), axis, withheld)
    if axis and values:
        _axis(sheet, plot, axis)
    return sheet.drawing(title=title, description=description, note=note)


def _group(sheet, plot, group, rows, axis, withheld):
    """The words of the group, then its rows: closer to each other than to another group."""
    if clean(group):
        sheet.y = sheet.words(group, MARGIN, sheet.y, sheet.inside, bold=True) + CLOSE
    top, start = sheet.y, len(sheet.shapes)
    for row in rows:
        _row(sheet, plot, row, withheld, INDENT if clean(group) and sheet.wide else 0)
        sheet.y += CLOSE if clean(group) else ROW_GAP
    bottom = sheet.y - (CLOSE if clean(group) else ROW_GAP) + 2
    if sheet.wide:
        ticks = [plot.left + plot.length(value) for value in axis.values] if axis else []
        behind = [Polyline(((x, top - 2), (x, bottom)), FAINT, 1) for x in ticks if x > plot.left]
        sheet.shapes[start:start] = behind
        sheet.add(Polyline(((plot.left, top - 2), (plot.left, bottom)), INK, 1.5))
    sheet.y += GROUP_GAP if clean(group) else 0


def _row(sheet, plot, row, withheld, indent):
    """Label, bar and value of ``row``, one above the other or beside each other."""
    length = None if row.value is None else plot.length(row.value)
    beside = plot.left - MARGIN - GAP - indent if sheet.wide else sheet.inside
    label = wrapped(row.label, beside, SIZE)
    room = sheet.width - MARGIN - plot.left - 6
    told = wrapped(row.told, VALUE_WIDTH, SIZE) if length is not None else wrapped(withheld, room, SIZE)
    bar = LOW_BAR if clean(row.group) else BAR
    height = max(bar, lines_height(told))
    if sheet.wide:
        height = max(height, lines_height(label))
        sheet.lines(label, MARGIN + indent, sheet.y + (height - lines_height(label)) / 2)
    else:
        sheet.lines(label, MARGIN, sheet.y)
        sheet.y += lines_height(label) + 2
    middle = sheet.y + height / 2
    if not sheet.wide and length is not None:
        sheet.add(Polyline(((plot.left, middle - bar / 2 - 2), (plot.left, middle + bar / 2 + 2)), INK, 1.5))
    if length:
        sheet.add(Rect(plot.left, middle - bar / 2, length, bar, FILL, BLUES[-1]))
    colour = MUTED if length is None else INK
    x = plot.left + (0 if length is None and not sheet.wide else (length or 0) + 6)
    if length is not None:
        # Keeps the lines of the axis away from the words.
        wide, tall = max(text_width(line, SIZE) for line in told), lines_height(told)
        sheet.add(Rect(x - 2, middle - tall / 2, wide + 4, tall, Fill(PAPER)))
    sheet.lines(told, x, middle - lines_height(told) / 2, colour=colour)
    sheet.y += height


def _axis(sheet, plot, axis):
    """The numbers of the axis, and below them the words for its ends."""
    for value in axis.values:
        x = plot.left + plot.length(value)
        anchor = START if value == plot.low and not sheet.wide else MIDDLE
        sheet.lines([axis.number.format(value)], x, sheet.y, colour=MUTED, anchor=anchor)
    sheet.y += LINE * SIZE
    room, right = plot.room / 2 - GAP / 2, plot.left + plot.room
    ends = [
        sheet.words(words, x, sheet.y, room, colour=MUTED, anchor=anchor)
        for words, x, anchor in ((axis.low, plot.left, START), (axis.high, right, END))
        if clean(words)
    ]
    sheet.y = max([sheet.y, *ends]) + GAP / 2
