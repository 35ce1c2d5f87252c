"""Plain bars, one for each row: shares, counts or means with their value."""

from collections.abc import Sequence
from dataclasses import dataclass

from .colours import BLUES, INK, MUTED
from .drawing import Drawing, Fill, Polyline, Rect
from .sheet import GAP, MARGIN, SIZE, Sheet, lines_height
from .words import clean, text_width, wrapped

BAR, ROW_GAP = 26, 14
LABEL_SHARE = 0.4
VALUE_WIDTH = 120
FILL = Fill(BLUES[3])


@dataclass(frozen=True)
class BarRow:
    """A label with its value, 0 or more; ``told`` is the value in words. ``None`` where that is withheld."""

    label: str
    value: float | None
    told: str = ""


def columns(
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str,
    withheld: str,
    low: float = 0,
    high: float | None = None,
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
    top, start = sheet.y, len(sheet.shapes)
    for row in rows:
        length = None if row.value is None else room * (row.value - low) / ((high - low) or 1)
        _row(sheet, row, left, length, withheld)
        sheet.y += ROW_GAP
    if sheet.wide:
        sheet.shapes.insert(start, Polyline(((left, top), (left, sheet.y - ROW_GAP)), INK, 1.5))
    return sheet.drawing(title=title, description=description, note=note)


def _row(sheet, row, left, length, withheld):
    """Label, bar and value of ``row``, one above the other or beside each other."""
    beside = left - MARGIN - GAP if sheet.wide else sheet.inside
    label = wrapped(row.label, beside, SIZE)
    room = sheet.width - MARGIN - left - 6
    told = wrapped(row.told, VALUE_WIDTH, SIZE) if length is not None else wrapped(withheld, room, SIZE)
    height = max(BAR, lines_height(told))
    if sheet.wide:
        height = max(height, lines_height(label))
        sheet.lines(label, MARGIN, sheet.y + (height - lines_height(label)) / 2)
    else:
        sheet.lines(label, MARGIN, sheet.y)
        sheet.y += lines_height(label) + 2
    middle = sheet.y + height / 2
    if not sheet.wide and length is not None:
        sheet.add(Polyline(((left, middle - BAR / 2 - 2), (left, middle + BAR / 2 + 2)), INK, 1.5))
    if length:
        sheet.add(Rect(left, middle - BAR / 2, length, BAR, FILL, BLUES[-1]))
    colour = MUTED if length is None else INK
    sheet.lines(
        told,
        left + (0 if length is None and not sheet.wide else (length or 0) + 6),
        middle - lines_height(told) / 2,
        colour=colour,
    )
    sheet.y += height
