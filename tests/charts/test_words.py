"""Lines of words: nothing lost, nothing too wide, nothing that XML cannot hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.charts.words import clean, text_width, wrapped

from .samples import LONG, squeezed


@given(st.text(max_size=300), st.integers(60, 400))
def test_lines_fit_and_lose_nothing(text, width):
    lines = wrapped(text, width, 15)

    assert squeezed("".join(lines)) == squeezed(clean(text))
    assert [line for line in lines if text_width(line, 15) > width] == []


def test_long_label_breaks_at_blanks():
    assert wrapped(LONG, 251, 15) == (
        "Notre association partage ses",
        "connaissances, son matériel et",
        "ses bénévoles avec d’autres",
        "associations de la même",
        "commune",
    )


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("Danswerkplaats", ("Danswerk-", "plaats")),
        ("Poëziecentrum", ("Poëziecen-", "trum")),
        ("Sint-Niklaasstraat", ("Sint-", "Niklaasstraat")),
        ("Cultuurcentrum", ("Cultuurcen-", "trum")),
        ("Volkshogeschool", ("Volkshoge-", "school")),
        ("Beiaardscholen", ("Beiaardscho-", "len")),
        ("111111111111111", ("1111111111", "11111")),
    ],
)
def test_word_that_is_too_long_is_torn_where_it_hurts_least(word, lines):
    assert wrapped(word, 110, 15) == lines


def test_french_signs_stay_with_their_word():
    assert wrapped("Un nouveau public ?", 125, 15) == ("Un nouveau", "public\xa0?")
    assert wrapped("Chez « les autres » aussi", 85, 15) == ("Chez «\xa0les", "autres\xa0»", "aussi")


def test_what_xml_cannot_hold_is_dropped_and_blanks_are_one():
    assert clean(" a\x00b\x1b\x9f\ud800\ufffe \t\r\n c\u2028d ") == "ab c d"
    assert clean("48\xa0% 1\u202f000") == "48\xa0% 1\u202f000"


def test_words_without_letters_take_one_empty_line():
    assert wrapped(" \n ", 100, 15) == ("",)


def test_accent_takes_no_room_of_its_own():
    assert text_width("coöperatie", 15) == text_width("cooperatie", 15)
    assert text_width("e\u0301", 15) == text_width("e", 15)


@pytest.mark.parametrize(
    ("words", "ems"),
    [
        ("helemaal niet akkoord (1)", 12.896),
        ("We houden elkaar op de hoogte", 15.985),
        ("Wat vindt u van de communicatie?", 17.405),
        ("n = 20", 3.380),
    ],
)
def test_words_are_as_wide_as_in_the_widest_font_that_a_browser_takes(words, ems):
    """Measured in DejaVu Sans, which a Linux desktop has for Arial."""
    assert ems <= text_width(words, 1) <= 1.04 * ems


def test_bold_words_are_wider():
    assert text_width("Wat vindt u van de communicatie?", 1, bold=True) >= 19.483
