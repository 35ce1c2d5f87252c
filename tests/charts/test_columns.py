"""Plain bars: as long as their values."""

import pytest

from cultuurraad_wagtail.charts import BarRow
from cultuurraad_wagtail.charts.bars import BAR
from cultuurraad_wagtail.charts.drawing import Rect

from .samples import LONG, WIDTHS, WITHHELD, bars, beyond, collisions, said, squeezed


def lengths(drawing):
    return [shape.width for shape in drawing.shapes if isinstance(shape, Rect) and shape.height == BAR]


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_long_as_their_values(width):
    longest, half, quarter = lengths(bars([BarRow("A", 8), BarRow("B", 4), BarRow("C", 2)], width=width))

    assert (half, quarter) == (pytest.approx(longest / 2), pytest.approx(longest / 4))


def test_bars_begin_at_the_low_end_and_reach_the_high_one():
    two, five = lengths(bars([BarRow("A", 2), BarRow("B", 5), BarRow("C", 1)], low=1, high=5))

    assert five == pytest.approx(4 * two)


def test_share_leaves_room_up_to_the_whole():
    (whole,) = lengths(bars([BarRow("A", 100, "x")], high=100))
    (half,) = lengths(bars([BarRow("A", 50, "x")], high=100))

    assert half == pytest.approx(whole / 2)


def test_nothing_and_withheld_have_no_bar():
    drawing = bars([BarRow("Letteren", 0, "0"), BarRow("Circus", None, "7")])

    assert lengths(drawing) == []
    assert said(drawing) == squeezed("Letteren0Circus" + WITHHELD)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_do_not_overlap_nor_leave_the_paper(width):
    rows = [BarRow(LONG, 100, LONG), BarRow("Xy" * 60, 1, "1"), BarRow(LONG, None)]
    drawing = bars(rows, width=width, heading=LONG, note=LONG)

    assert collisions(drawing) == []
    assert beyond(drawing) == []


@pytest.mark.parametrize("value", [-1, 11])
def test_value_beyond_the_ends_is_refused(value):
    with pytest.raises(ValueError, match=f"“A” has the value {value}, which is not between 0 and 10"):
        bars([BarRow("A", value)], high=10)


def test_paper_that_is_too_narrow_is_refused():
    with pytest.raises(ValueError, match="at least 280 units"):
        bars(width=279)
