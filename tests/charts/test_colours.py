"""Contrast is computed, for words and for what the chart shows (WCAG 2.2: 1.4.3 and 1.4.11)."""

from itertools import pairwise

import pytest

from cultuurraad_wagtail.charts import network_chart
from cultuurraad_wagtail.charts.colours import INK, MUTED, PAPER, SERIES, contrast, outline, scale_fills, words_on
from cultuurraad_wagtail.charts.drawing import Rect
from cultuurraad_wagtail.charts.line_chart import DASHES, VEIL

from .samples import every_chart, overlap, texts

SCALES = range(2, 11)


def mixed(top, below, opacity):
    parts = [(int(top[at : at + 2], 16), int(below[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(over * opacity + under * (1 - opacity)):02x}" for over, under in parts)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#1b1f24", "#1b1f24") == 1


@pytest.mark.parametrize("steps", SCALES)
def test_steps_differ_in_colour_and_in_pattern(steps):
    fills = scale_fills(steps)

    assert len(fills) == steps
    assert len({fill.colour for fill in fills}) == steps
    assert len({fill.pattern for fill in fills}) == steps


@pytest.mark.parametrize("steps", SCALES)
def test_every_step_is_seen_on_paper_and_its_words_and_marks_on_it(steps):
    for fill in scale_fills(steps):
        assert contrast(outline(fill), PAPER) >= 3
        assert contrast(words_on(fill.colour), fill.colour) >= 4.5
        assert fill.pattern == "plain" or contrast(fill.ink, fill.colour) >= 2.5


@pytest.mark.parametrize("steps", SCALES)
def test_shades_grow_lighter_towards_the_middle(steps):
    """In greyscale, too, one sees which end is which step away from the middle."""
    light = [contrast(fill.colour, "#000000") for fill in scale_fills(steps)]
    half = steps // 2

    assert light[:half] == sorted(light[:half])
    assert light[-half:] == sorted(light[-half:], reverse=True)


def test_series_can_be_the_colour_of_words_also_on_the_line_of_another():
    assert len(set(SERIES)) == len(set(DASHES)) == 6
    for colour in (INK, MUTED, *SERIES):
        for other in SERIES:
            assert contrast(colour, PAPER) >= 4.5
            assert contrast(colour, mixed(PAPER, other, VEIL)) >= 4.5


def test_links_are_seen_and_a_heavier_one_is_darker_and_wider():
    lines = [network_chart.LINES[weight] for weight in range(1, 6)]
    dark = [contrast(colour, PAPER) for colour, _, _ in lines]

    assert dark[0] >= 3
    assert dark == sorted(dark)
    assert [width for _, width, _ in lines] == sorted({width for _, width, _ in lines})
    assert all(one[2] != other[2] for one, other in pairwise(lines))


@pytest.mark.parametrize(("name", "drawing"), every_chart().items())
def test_words_of_every_chart_have_contrast_with_what_lies_right_under_them(name, drawing):
    for text in texts(drawing):
        below = drawing.shapes[: drawing.shapes.index(text)]
        ground = next(
            shape
            for shape in reversed(below)
            if isinstance(shape, Rect) and shape.fill and overlap(_of(shape), text.box)
        )
        assert ground.fill.pattern == "plain"
        assert contrast(text.colour, ground.fill.colour) >= 4.5


def _of(rect):
    return rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
