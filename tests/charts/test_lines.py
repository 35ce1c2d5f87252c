"""Means over rounds: lines with gaps, values that are read, names that make room for each other."""

from itertools import pairwise

import pytest

from cultuurraad_wagtail.charts import Series
from cultuurraad_wagtail.charts.colours import SERIES
from cultuurraad_wagtail.charts.drawing import Circle, Polygon, Polyline
from cultuurraad_wagtail.charts.line_chart import DASHES, SWATCH
from cultuurraad_wagtail.charts.sheet import spread

from .samples import LONG, WIDTHS, beyond, collisions, many_means, means, said, squeezed, texts

ROUNDS = ("Najaar 2024", "Voorjaar 2025", "Najaar 2025", "Voorjaar 2026")


def drawn(drawing, colour):
    """The lines of a series, without the short one beside its name."""
    found = [shape for shape in drawing.shapes if isinstance(shape, Polyline) and shape.stroke == colour]
    return [each for each in found if abs(each.points[-1][0] - each.points[0][0] - SWATCH) > 0.01]


def axis(drawing):
    """The heights of the low and the high end of the scale."""
    across = [
        shape.points[0][1] for shape in drawing.shapes if isinstance(shape, Polyline) and shape.stroke_width == 1
    ]
    return max(across), min(across)


@pytest.mark.parametrize("width", WIDTHS)
def test_points_stand_where_their_values_are(width):
    drawing = means([Series("A", (1, 2, 3, 5))], ROUNDS, width=width)
    ((line,), (low, high)) = drawn(drawing, SERIES[0]), axis(drawing)
    xs = [x for x, _ in line.points]

    assert [y for _, y in line.points] == [pytest.approx(low - share * (low - high)) for share in (0, 0.25, 0.5, 1)]
    assert [after - before for before, after in pairwise(xs)] == [pytest.approx(xs[1] - xs[0])] * 3


def test_line_is_broken_where_a_value_is_missing():
    drawing = means([Series("A", (2, 3, None, 4)), Series("B", (None, 3, 4, 4.5))], ROUNDS)

    assert [len(line.points) for line in drawn(drawing, SERIES[0])] == [2]
    assert [len(line.points) for line in drawn(drawing, SERIES[1])] == [3]
    # Also a value alone has its marker, beside the one in the legend.
    assert len([shape for shape in drawing.shapes if isinstance(shape, Circle)]) == 3 + 1


def test_no_line_is_drawn_where_values_are_missing_in_a_row():
    drawing = means([Series("A", (None, None, 2, None)), Series("B", (1, 2, 3, 4))], ROUNDS)

    assert drawn(drawing, SERIES[0]) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_words_of_the_rounds_are_not_torn(width):
    words = [text.text for text in texts(many_means(6, 8, width=width))]

    assert [each for each in words if each.endswith("-")] == []


def test_series_differ_in_colour_dash_and_marker():
    drawing = means([Series(f"S{at}", (at / 2 + 1, at / 2 + 1.5)) for at in range(6)], ROUNDS[:2])
    lines = [drawn(drawing, colour)[0] for colour in SERIES]
    markers = [
        shape for shape in drawing.shapes if isinstance(shape, Circle) or (isinstance(shape, Polygon) and shape.fill)
    ]
    shapes = {_outline(shape) for shape in markers}

    assert tuple(line.dash for line in lines) == DASHES
    assert len(shapes) == 6


def _outline(marker):
    """The shape of a marker, wherever it stands."""
    if isinstance(marker, Circle):
        return "ring" if marker.stroke in SERIES else "disc"
    x, y = (sum(each) / len(marker.points) for each in zip(*marker.points, strict=True))
    return tuple((round(px - x), round(py - y)) for px, py in marker.points)


def test_values_are_told_in_the_readers_language():
    drawing = means([Series("A", (2.5, 3))], ROUNDS[:2], number=lambda value: f"{value:.1f}".replace(".", ","))

    assert [text.text for text in texts(drawing) if text.colour == SERIES[0]] == ["2,5", "3,0", "A"]


def test_names_stand_beside_the_ends_of_their_lines():
    drawing = means([Series("Laag", (4, 2)), Series("Hoog", (2, 4))], ROUNDS[:2])
    ends = {colour: drawn(drawing, colour)[0].points[-1][1] for colour in SERIES[:2]}
    names = {text.colour: text.y for text in texts(drawing) if text.text in ("Laag", "Hoog")}

    assert all(abs(names[colour] - ends[colour]) < 10 for colour in SERIES[:2])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("points", range(1, 9))
@pytest.mark.parametrize("series", range(1, 7))
def test_words_do_not_overlap_nor_leave_the_paper(series, points, width):
    drawing = many_means(series, points, width=width, heading=LONG, note=LONG)

    assert collisions(drawing) == []
    assert beyond(drawing) == []
    assert said(drawing).count(squeezed(LONG)) == series + 2


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["Publieke bevraging", "Publieke bevraging over de samenwerking"])
def test_long_name_of_the_last_round_stays_on_the_paper(width, name):
    drawing = means([Series("A", (3.1, 4.2))], ("Leden", name), width=width)

    assert beyond(drawing) == []
    assert squeezed(name) in said(drawing)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_value_is_told_also_where_there_are_many(width):
    values = tuple(round(1 + at * 0.5, 1) for at in range(8))
    drawing = means([Series(f"S{at}", values) for at in range(6)], [f"R{at}" for at in range(8)], width=width)
    told = [text.text for text in texts(drawing)]

    assert {value: told.count(f"{value:.1f}") for value in values} == dict.fromkeys(values, 6)
    assert collisions(drawing) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_values_at_the_ends_of_the_scale_stay_on_the_paper(width):
    drawing = means([Series("A", (1, 5, 1)), Series("B", (1, 5, 5)), Series("C", (1, 5, 1))], ROUNDS[:3], width=width)

    assert collisions(drawing) == []
    assert beyond(drawing) == []


def test_long_scale_has_about_ten_lines():
    drawing = means([Series("A", (10, 90))], ROUNDS[:2], 0, 100)

    assert [text.text for text in texts(drawing)][:11] == [str(value) for value in range(0, 101, 10)]


@pytest.mark.parametrize(
    ("series", "points", "scale", "message"),
    [
        ([], ROUNDS, (1, 5), "1 to 6 series"),
        ([Series("A", (1,))] * 7, ROUNDS[:1], (1, 5), "1 to 6 series"),
        ([Series("A", (1,) * 9)], ["R"] * 9, (1, 5), "1 to 8 points"),
        ([Series("A", (1,))], ROUNDS[:1], (5, 5), "low end is below"),
        ([Series("A", (1, 2))], ROUNDS, (1, 5), "“A” needs 4 values"),
        ([Series("A", (6,))], ROUNDS[:1], (1, 5), "not between 1 and 5"),
    ],
)
def test_values_that_make_no_lines_are_refused(series, points, scale, message):
    with pytest.raises(ValueError, match=message):
        means(series, points, *scale)


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([10, 50], [10, 50]),
        ([50, 10], [50, 10]),
        ([50, 50], [45, 55]),
        ([50, 50, 50], [40, 50, 60]),
        ([0, 2], [5, 15]),
        ([98, 100], [85, 95]),
        ([20, 31, 39], [20, 30, 40]),
    ],
)
def test_things_make_room_for_each_other(wanted, placed):
    assert spread(wanted, [10] * len(wanted), 0, 100) == placed
