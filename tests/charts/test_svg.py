"""The SVG: its structure read by a parser, its words whatever they are, nothing that a strict policy would stop."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.charts import BarRow, ScaleRow, as_svg
from cultuurraad_wagtail.charts.drawing import Circle, Drawing, Fill, Polygon, Polyline, Rect, Text
from cultuurraad_wagtail.charts.words import clean

from .samples import bars, every_chart, scale, squeezed

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("1")</script> & \' ]]> <!-- \x00\x1b'


def parsed(drawing, prefix="c", **kwargs):
    return ElementTree.fromstring(as_svg(drawing, prefix, **kwargs))


def words_of(root):
    return squeezed("".join(element.text or "" for element in root.iter(f"{SVG}text")))


def test_svg_is_written_exactly():
    hatched = Fill("#b35806", "hatch", "#fdb863")
    shapes = (
        Rect(0, 0.125, 10, 5, hatched, "#7f3b08"),
        Rect(1, 1, 2, 2, Fill("#ffffff"), opacity=0.8),
        Circle(3, 4, 2.5, Fill("#053061")),
        Polygon(((0, 0), (1, 0), (0, -0.001)), Fill("#053061"), "#ffffff", 1.5),
        Polyline(((0, 0), (9, 9)), "#1b1f24", 2, (4, 2)),
        Text(5, 6, "a < b", 15, "#1b1f24", "end", True),
    )

    assert as_svg(Drawing(20, 10, "Titel & co", "Wat het toont", shapes), "p") == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="100%" role="img" '
        'aria-labelledby="p-title" aria-describedby="p-desc" '
        "font-family=\"Arial, Helvetica, 'Liberation Sans', Arimo, Roboto, sans-serif\">"
        '<title id="p-title">Titel &amp; co</title><desc id="p-desc">Wat het toont</desc>'
        '<defs><pattern id="p-hatch-b35806" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" fill="#b35806"/>'
        '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" stroke="#fdb863" stroke-width="1.25"/></pattern></defs>'
        '<rect x="0" y="0.12" width="10" height="5" fill="url(#p-hatch-b35806)" stroke="#7f3b08" stroke-width="1"/>'
        '<rect x="1" y="1" width="2" height="2" fill="#ffffff" fill-opacity="0.8"/>'
        '<circle cx="3" cy="4" r="2.5" fill="#053061"/>'
        '<polygon points="0,0 1,0 0,0" fill="#053061" stroke="#ffffff" stroke-width="1.5"/>'
        '<polyline points="0,0 9,9" fill="none" stroke="#1b1f24" stroke-width="2" stroke-dasharray="4 2"/>'
        '<text x="5" y="6" font-size="15" fill="#1b1f24" text-anchor="end" font-weight="bold">a &lt; b</text></svg>'
    )


@pytest.mark.parametrize(("name", "drawing"), every_chart().items())
def test_chart_has_a_role_a_name_and_a_description(name, drawing):
    root = parsed(drawing, name)
    title, desc = root[0], root[1]

    assert (root.tag, root.get("role"), root.get("width"), root.get("height")) == (f"{SVG}svg", "img", "100%", None)
    assert root.get("viewBox") == f"0 0 {drawing.width} {drawing.height}"
    assert (title.tag, title.get("id"), title.text) == (f"{SVG}title", root.get("aria-labelledby"), drawing.title)
    assert (desc.tag, desc.get("id"), desc.text) == (f"{SVG}desc", root.get("aria-describedby"), drawing.description)


@pytest.mark.parametrize(("name", "drawing"), every_chart().items())
def test_chart_works_under_a_strict_policy(name, drawing):
    """No style, no script, no handler, no address but that of the format and of its own patterns."""
    root = parsed(drawing)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = {(name, value) for element in root.iter() for name, value in element.attrib.items()}
    ids = {element.get("id") for element in root.iter()} - {None}

    known = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "polygon", "polyline", "text"}
    assert tags <= known
    assert [name for name, _ in attributes if name in ("style", "class", "href") or name.startswith("on")] == []
    assert {value for _, value in attributes if "url(" in value} <= {f"url(#{each})" for each in ids}
    assert re.findall(r"https?:[^\"<]*", as_svg(drawing)) == ["http://www.w3.org/2000/svg"]


def test_two_charts_of_one_page_share_no_id():
    ids = [
        element.get("id")
        for prefix in ("first", "second")
        for element in parsed(scale(), prefix).iter()
        if element.get("id")
    ]

    assert len(ids) == len(set(ids)) == 2 * (2 + 4)


@pytest.mark.parametrize("prefix", ["", "1a", 'a"', "a b", "a)"])
def test_prefix_that_is_no_id_is_refused(prefix):
    with pytest.raises(ValueError, match="is no beginning of an id"):
        as_svg(scale(), prefix)


def test_file_for_a_slide_has_a_size_of_its_own():
    root = parsed(bars(), scales=False)

    assert (root.get("width"), root.get("height")) == ("640", root.get("viewBox").split()[3])


def test_nasty_words_stay_words():
    row = ScaleRow(NASTY, (1, 1, 1, 1, 1), 2)
    root = parsed(scale([row], [NASTY] * 5, heading=NASTY, note=NASTY))

    assert list(root.iter("script")) + list(root.iter(f"{SVG}script")) == []
    assert words_of(root).count(squeezed(clean(NASTY))) == 8


@given(st.text(max_size=200), st.sampled_from([360, 640]))
def test_any_words_give_xml_that_holds_them(words, width):
    root = parsed(bars([BarRow(words, 3, words)], heading=words, width=width))
    found = squeezed(clean(words))

    assert not found or words_of(root).count(found) >= 3


@given(st.text(max_size=200))
def test_any_title_is_the_title_and_any_text_the_text(words):
    drawing = Drawing(10, 10, words, words, (Text(0, 0, words, 15, "#000000"),))

    assert [element.text or "" for element in parsed(drawing)] == [clean(words)] * 3


def test_same_values_give_the_same_characters():
    assert {name: as_svg(each) for name, each in every_chart().items()} == {
        name: as_svg(each) for name, each in every_chart().items()
    }
