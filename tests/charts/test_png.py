"""The PNG: the same picture, letters and patterns included."""

from io import BytesIO

import pytest
from PIL import Image, ImageFont

from cultuurraad_wagtail.charts import as_png
from cultuurraad_wagtail.charts.colours import scale_fills
from cultuurraad_wagtail.charts.drawing import Circle, Drawing, Fill, Polyline, Rect, Text
from cultuurraad_wagtail.charts.letters import _font, _letters
from cultuurraad_wagtail.charts.patterns import PATTERNS
from cultuurraad_wagtail.charts.words import text_width

from .samples import LONG, NAMES, ROWS, STEPS, every_chart, scale, texts

ACCENTS = "éèêëàâäáïîíìöôóòüûùúçñÿÉÈÊËÀÂÏÎÔÖÛÜÇœŒæÆß–—−≥≤“”„’‘…€•·«»×²½°"
CHARTS = every_chart()


def picture(drawing, scale=2, **kwargs):
    return Image.open(BytesIO(as_png(drawing, scale, **kwargs)))


def written(words, size=40, **kwargs):
    """The pixels of ``words`` on paper."""
    return picture(Drawing(600, 80, "t", "d", (Text(20, 55, words, size, "#000000"),)), 1, **kwargs).convert("L")


def area(box, scale=2):
    return tuple(round(each * scale) for each in box)


@pytest.mark.parametrize("name", CHARTS)
def test_picture_has_its_size_and_all_words_have_letters(name):
    drawing = CHARTS[name]
    image = picture(drawing)

    assert (image.format, image.mode) == ("PNG", "RGB")
    assert image.size == (drawing.width * 2, drawing.height * 2)
    for text in texts(drawing):
        dark, light = image.crop(area(text.box)).convert("L").getextrema()
        assert light - dark > 80, text.text


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_picture_is_as_fine_as_asked(scale):
    assert picture(Drawing(30, 20, "t", "d", ()), scale).size == (30 * scale, 20 * scale)


@pytest.mark.parametrize("scale", [0, 5, 1.5])
def test_other_scale_is_refused(scale):
    with pytest.raises(ValueError, match="1, 2, 3 or 4 pixels"):
        as_png(Drawing(30, 20, "t", "d", ()), scale)


def test_same_values_give_the_same_bytes():
    assert [as_png(each) for each in CHARTS.values()] == [as_png(each) for each in every_chart().values()]


def test_picture_carries_its_title_and_description():
    image = picture(Drawing(10, 10, "Évaluation", "≥ 5 réponses", ()))

    assert (image.info["Title"], image.info["Description"]) == ("Évaluation", "≥ 5 réponses")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pattern_is_drawn_in_its_ink(pattern):
    image = picture(Drawing(64, 64, "t", "d", (Rect(0, 0, 64, 64, Fill("#ffffff", pattern, "#000000")),)))
    dark = image.convert("L").histogram()[:160]

    assert (sum(dark) > 0.08 * image.width * image.height) == (pattern != "plain")


def test_patterns_of_a_scale_differ_in_greyscale():
    tiles = set()
    for fill in scale_fills(10):
        grey = Fill("#ffffff", fill.pattern, "#000000")
        tiles.add(picture(Drawing(32, 32, "t", "d", (Rect(0, 0, 32, 32, grey),))).tobytes())

    assert len(tiles) == 10


def test_pattern_continues_over_the_bands_of_a_tall_picture():
    fill = Fill("#ffffff", "cross", "#000000")
    image = picture(Drawing(16, 1000, "t", "d", (Rect(0, 0, 16, 1000, fill),)))

    assert image.crop((0, 160, 32, 320)).tobytes() == image.crop((0, 720, 32, 880)).tobytes()


def test_pattern_begins_at_the_corner_of_the_paper_as_in_the_svg():
    fill = Fill("#ffffff", "waves", "#000000")
    whole = picture(Drawing(40, 40, "t", "d", (Rect(0, 0, 40, 40, fill),)))
    part = picture(Drawing(40, 40, "t", "d", (Rect(13, 11, 20, 20, fill),)))

    assert part.crop((26, 22, 66, 62)).tobytes() == whole.crop((26, 22, 66, 62)).tobytes()


def test_shape_over_two_bands_is_whole():
    image = picture(Drawing(200, 800, "t", "d", (Circle(100, 400, 90, Fill("#000000")),)), 1).convert("L")

    assert image.crop((10, 309, 191, 400)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).getbbox() is not None
    assert [image.getpixel((100, y)) for y in (315, 398, 399, 400, 401, 485)] == [0] * 6
    assert [image.getpixel((100, y)) for y in (305, 495)] == [255] * 2


def test_dashes_are_as_long_as_they_say():
    line = Polyline(((0, 5), (60, 5), (60, 60)), "#000000", 2, (10, 5))
    image = picture(Drawing(80, 80, "t", "d", (line,)), 1).convert("L")

    assert [image.getpixel((x, 5)) < 128 for x in (2, 8, 12, 17, 23, 27)] == [True, True, False, True, True, False]


def test_veil_lets_what_is_below_shine_through():
    shapes = (Rect(0, 0, 10, 10, Fill("#000000")), Rect(0, 0, 10, 10, Fill("#ffffff"), opacity=0.8))

    assert picture(Drawing(10, 10, "t", "d", shapes), 1).getpixel((5, 5)) == (204, 204, 204)


@pytest.mark.parametrize("letter", ACCENTS)
def test_letter_that_pillows_font_lacks_is_no_box(letter):
    missing = written("\U000fffff")

    assert written(letter).tobytes() != missing.tobytes()
    assert written(letter).getextrema()[0] < 60


@pytest.mark.parametrize(
    ("accented", "plain"), ["éè", "êe", "ëe", "ôo", "ïi", "îi", "çc", "ñn", "Éé", "ÊE", "ÀA", "≥>"]
)
def test_accent_is_seen(accented, plain):
    assert written(accented).tobytes() != written(plain).tobytes()


def test_accent_replaces_the_dot_of_the_i():
    """Two dots, and paper in the middle between them, all the way down to the stem."""
    image = written("ï", 60)
    left, top, right, bottom = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    middle = [image.getpixel(((left + right) // 2, y)) < 128 for y in range(top, bottom)]

    assert middle.index(True) > 8
    assert all(middle[middle.index(True) :])
    assert image.getpixel((left + 3, top + 3)) < 128 > image.getpixel((right - 4, top + 3))


def test_accents_change_nothing_beside_them():
    assert _letters("één naïef") == [
        ("e", ("\u0301",)),
        ("e", ("\u0301",)),
        *((letter, ()) for letter in "n na"),
        ("i", ("\u0308",)),
        ("e", ()),
        ("f", ()),
    ]


def test_letter_of_another_script_is_an_empty_box():
    assert written("Ж").tobytes() == written("\U000fffff").tobytes()


def test_font_of_the_site_writes_instead(tmp_path):
    path = tmp_path / "site.ttf"
    path.write_bytes(ImageFont.load_default(10).font_bytes)

    assert written("abc", font=str(path)).tobytes() == written("abc").tobytes()
    assert written("é", font=str(path)).tobytes() == written("\U000fffff").tobytes()


@pytest.mark.parametrize(
    "words", [LONG, *STEPS, *NAMES, *(row.label for row in ROWS), ACCENTS, "“Onze” – œuvre ≥ 12 €"]
)
def test_words_are_no_wider_than_was_reckoned(words):
    base = "".join(letter for letter, _ in _letters(words))

    assert _font(150, None).getlength(base) <= text_width(words, 150)


def test_picture_is_drawn_like_the_svg_not_blank():
    image = picture(scale())

    assert len(image.getcolors(1 << 24)) > 50
