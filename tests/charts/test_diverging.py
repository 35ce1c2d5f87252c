"""Scales around a line: segments as wide as the counts, the middle at both sides."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.charts import ScaleRow
from cultuurraad_wagtail.charts.colours import INK, scale_fills
from cultuurraad_wagtail.charts.diverging_bars import BAR, edges
from cultuurraad_wagtail.charts.drawing import Polyline, Rect

from .samples import LONG, ROWS, STEPS, WIDTHS, WITHHELD, beyond, collisions, said, scale, squeezed, texts

COUNTS = st.integers(2, 10).flatmap(lambda steps: st.lists(st.integers(0, 400), min_size=steps, max_size=steps))


def segments(drawing):
    """The segments of all bars, from top to bottom and from left to right; without the legend."""
    found = [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.height == BAR and shape.stroke]
    return sorted(found, key=lambda each: (each.y, each.x))


def zero_of(drawing):
    (x,) = {shape.points[0][0] for shape in drawing.shapes if isinstance(shape, Polyline) and shape.stroke == INK}
    return x


@given(COUNTS.filter(any), st.sampled_from(WIDTHS))
def test_segments_are_as_wide_as_their_counts_exactly(counts, width):
    steps = [str(step + 1) for step in range(len(counts))]
    drawing = scale([ScaleRow("A", tuple(counts)), ScaleRow("B", tuple(reversed(counts)))], steps, width=width)
    fills = scale_fills(len(counts))
    found = segments(drawing)
    first = [each for each in found if each.y == found[0].y]
    whole = sum(each.width for each in first)

    assert [each.fill for each in first] == [fill for fill, count in zip(fills, counts, strict=True) if count]
    assert [each.width / whole for each in first] == [Fraction(count, sum(counts)) for count in counts if count]
    assert [one.x + one.width for one in first[:-1]] == [other.x for other in first[1:]]
    assert {sum(each.width for each in found if each.y == y) for y in {each.y for each in found}} == {whole}
    assert 0 < min(each.x for each in found) < max(each.x + each.width for each in found) < width


@pytest.mark.parametrize("steps", [3, 5, 7, 9])
def test_middle_step_lies_half_at_each_side(steps):
    drawing = scale(
        [ScaleRow("A", (1,) * (steps // 2) + (4,) + (3,) * (steps // 2))], [str(at) for at in range(steps)]
    )
    (middle,) = [each for each in segments(drawing) if each.fill == scale_fills(steps)[steps // 2]]

    assert middle.x + middle.width / 2 == zero_of(drawing)


@pytest.mark.parametrize("steps", [2, 4, 6, 8, 10])
def test_even_scale_parts_at_the_line(steps):
    drawing = scale([ScaleRow("A", tuple(range(1, steps + 1)))], [str(at) for at in range(steps)])

    assert segments(drawing)[steps // 2].x == zero_of(drawing)


def test_edges_are_shares_around_the_middle():
    assert edges((1, 2, 1)) == [Fraction(-1, 2), Fraction(-1, 4), Fraction(1, 4), Fraction(1, 2)]
    assert edges((1, 3)) == [Fraction(-1, 4), 0, Fraction(3, 4)]
    assert edges((0, 0)) == [0, 0, 0]


def test_all_rows_have_one_line_and_one_measure():
    drawing = scale()
    widths = {}
    for each in segments(drawing):
        widths[each.y] = widths.get(each.y, 0) + each.width

    assert len(widths) == 3
    assert len(set(widths.values())) == 1
    assert zero_of(drawing) > 0


@pytest.mark.parametrize("width", WIDTHS)
def test_withheld_row_shows_words_and_no_bar(width):
    drawing = scale([ScaleRow("A", None, 3)], width=width)

    assert segments(drawing) == []
    assert [shape for shape in drawing.shapes if isinstance(shape, Polyline)] == []
    assert said(drawing) == squeezed("".join(STEPS) + "A" + WITHHELD)


def test_percentages_numbers_and_not_applicable_are_told():
    drawing = scale([ScaleRow("A", (0, 0, 0, 1, 2), 4)])

    assert [text.text for text in texts(drawing)][5:] == [
        "A",
        "n = 3",
        "4 niet van",
        "toepassing",
        "33\xa0%",
        "67\xa0%",
    ]


def test_words_for_numbers_are_the_callers():
    drawing = scale([ScaleRow("A", (0, 0, 0, 0, 2))], number="{} réponses", percent="{} pour cent")

    assert [text.text for text in texts(drawing)][5:] == ["A", "2 réponses", "100 pour cent"]


def test_percentage_stands_only_where_it_fits():
    drawing = scale([ScaleRow("A", (1, 0, 0, 0, 99))])

    assert [text.text for text in texts(drawing)][-1] == "99\xa0%"
    assert "1\xa0%" not in [text.text for text in texts(drawing)]


@pytest.mark.parametrize("width", WIDTHS)
def test_words_do_not_overlap_nor_leave_the_paper(width):
    long = [ScaleRow(LONG, (3, 3, 3, 3, 3), 88), ScaleRow("Xy" * 60, None), *ROWS]
    drawing = scale(long, [LONG, "2", "3", "4", LONG], width=width, heading=LONG, note=LONG)

    assert collisions(drawing) == []
    assert beyond(drawing) == []
    assert said(drawing).count(squeezed(LONG)) == 6


def test_chart_without_rows_is_its_legend():
    assert said(scale([])) == squeezed("".join(STEPS))


@pytest.mark.parametrize(
    ("row", "steps", "message"),
    [
        (ScaleRow("A", (1, 2)), STEPS, "“A” needs 5 counts"),
        (ScaleRow("A", (1, -1, 0, 0, 0)), STEPS, "of 0 or more"),
        (ScaleRow("A", (1,)), STEPS[:1], "2 to 10 steps, not 1"),
        (ScaleRow("A", (1,) * 11), ("s",) * 11, "2 to 10 steps, not 11"),
    ],
)
def test_values_that_make_no_scale_are_refused(row, steps, message):
    with pytest.raises(ValueError, match=message):
        scale([row], steps)
