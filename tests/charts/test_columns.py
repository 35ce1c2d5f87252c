"""Plain bars: as long as their values."""

import pytest

from cultuurraad_wagtail.charts import Axis, BarRow
from cultuurraad_wagtail.charts.bars import BAR, FILL
from cultuurraad_wagtail.charts.colours import INK
from cultuurraad_wagtail.charts.drawing import Polyline, Rect

from .samples import LONG, WIDTHS, WITHHELD, bars, beyond, collisions, overlap, said, squeezed, texts


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


PARTIES = [
    BarRow(party, 1 + at, f"{1 + at},0 (9)", statement)
    for statement in (LONG, "We vinden elkaar snel")
    for at, party in enumerate(("Organisatie", "Lid van de cultuurraad", "Stadsbestuur"))
]
ENDS = Axis(range(1, 6), "1 helemaal niet akkoord", "5 helemaal akkoord")


@pytest.mark.parametrize("width", WIDTHS)
def test_words_that_rows_share_are_written_once(width):
    drawing = bars(PARTIES, low=1, high=5, axis=ENDS, width=width)

    assert said(drawing).count(squeezed(LONG)) == 1
    assert said(drawing).count("Organisatie") == 2
    assert collisions(drawing) == []
    assert beyond(drawing) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axis_tells_its_numbers_and_what_its_ends_mean(width):
    told = said(bars(PARTIES, low=1, high=5, axis=ENDS, width=width))

    assert told.endswith(squeezed("12345" + ENDS.low + ENDS.high))


def test_number_of_the_axis_stands_below_the_bars_of_that_value():
    drawing = bars([BarRow("A", 3, "3"), BarRow("B", 5, "5")], low=1, high=5, axis=ENDS)
    ends = [shape.x + shape.width for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill == FILL]
    ticks = {text.text: text.x for text in texts(drawing)[-9:]}

    assert ends == [pytest.approx(ticks["3"]), pytest.approx(ticks["5"])]


def test_no_words_touch_a_bar_or_the_line_it_stands_on():
    drawing = bars(PARTIES, low=1, high=5, axis=ENDS)
    bars_of = [
        (each.x, each.y, each.x + each.width, each.y + each.height)
        for each in drawing.shapes
        if isinstance(each, Rect) and each.fill == FILL
    ]
    stands = [
        (each.points[0][0] - 2, each.points[0][1], each.points[1][0] + 2, each.points[1][1])
        for each in drawing.shapes
        if isinstance(each, Polyline) and each.stroke == INK
    ]

    assert len(stands) == 2
    assert [text.text for text in texts(drawing) for box in bars_of + stands if overlap(text.box, box)] == []


def test_paper_that_is_too_narrow_is_refused():
    with pytest.raises(ValueError, match="at least 280 units"):
        bars(width=279)
