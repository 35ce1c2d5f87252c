"""Rules on strings: enterprise numbers, sort keys, cells a spreadsheet must not run, plain words of rich text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.text import (
    format_enterprise_number,
    neutralise_formula,
    normalise_enterprise_number,
    plain_text,
    searchable,
    sort_key,
    validate_enterprise_number,
)


def with_check_digits(first_eight: int) -> str:
    return f"{first_eight:08d}{97 - first_eight % 97:02d}"


valid_numbers = st.integers(min_value=0, max_value=19_999_999).map(with_check_digits)


@pytest.mark.parametrize(
    "written",
    ["0407626464", "0407.626.464", "407626464", "407.626.464", "BE 0407626464", "be0407.626.464", " 0407 626 464 "],
)
def test_enterprise_number_is_stored_as_ten_digits(written):
    assert normalise_enterprise_number(written) == "0407626464"


@pytest.mark.parametrize("written", ["geen", "123", "04076264640", "FR0407626464", ""])
def test_enterprise_number_that_does_not_look_like_one_is_left_as_it_is(written):
    assert normalise_enterprise_number(f" {written} ") == written


@pytest.mark.parametrize("number", ["0407626464", "0206731645", "1000000021"])
def test_enterprise_number_with_right_check_digits_is_accepted(number):
    assert validate_enterprise_number(number) is None


@pytest.mark.parametrize("number", ["0407626465", "2407626464", "0000000000", "040762646", "geen nummer", ""])
def test_enterprise_number_that_is_wrong_is_refused(number):
    with pytest.raises(ValidationError) as raised:
        validate_enterprise_number(number)
    assert raised.value.code == "enterprise_number"


@given(valid_numbers)
def test_enterprise_number_survives_every_way_of_writing_it(number):
    dotted = format_enterprise_number(number)

    assert normalise_enterprise_number(dotted) == number
    assert normalise_enterprise_number(f"BE {dotted}") == number
    assert normalise_enterprise_number(number.removeprefix("0")) == number
    assert validate_enterprise_number(number) is None


@given(valid_numbers, st.integers(min_value=0, max_value=9), st.integers(min_value=1, max_value=9))
def test_enterprise_number_with_one_digit_wrong_is_refused(number, position, shift):
    digit = (int(number[position]) + shift) % 10
    mistyped = f"{number[:position]}{digit}{number[position + 1 :]}"

    with pytest.raises(ValidationError):
        validate_enterprise_number(mistyped)


def test_enterprise_number_is_shown_with_dots():
    assert format_enterprise_number("0407626464") == "0407.626.464"
    assert format_enterprise_number("geen") == "geen"


def test_sort_key_puts_accents_case_and_punctuation_aside():
    names = ["Zinnema", "'t Schouwke", "Écume", "«Bozar»", "écran", "Ancienne Belgique"]

    assert sorted(names, key=sort_key) == ["Ancienne Belgique", "«Bozar»", "écran", "Écume", "'t Schouwke", "Zinnema"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Café Œuvre", "cafe oeuvre"),
        ("Ærø", "aero"),
        ("Straße STRAẞE", "strasse strasse"),
        ("Łódź Đorđe ĐORĐE", "lodz dorde dorde"),
        ("ISPARTA Isparta İstanbul ısparta", "isparta isparta istanbul isparta"),
    ],
)
def test_letters_that_are_no_accents_are_folded_too(written, plain):
    assert searchable(written) == plain
    assert sort_key(f"«{written}»") == plain + "»"


def test_sort_key_of_punctuation_alone_is_not_empty():
    assert sort_key("!!!") == "!!!"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formula_is_neutralised_with_an_apostrophe(start):
    assert neutralise_formula(f"{start}1+1") == f"'{start}1+1"
    assert neutralise_formula(f"  {start}1+1") == f"'  {start}1+1"


@pytest.mark.parametrize("value", ["Theater", "a=b", "", 12, -3.5, date(2026, 11, 22), None, True])
def test_harmless_cells_are_left_as_they_are(value):
    assert neutralise_formula(value) == value
    assert type(neutralise_formula(value)) is type(value)


@given(st.text())
def test_neutralised_text_never_begins_a_formula_and_loses_nothing(value):
    neutral = neutralise_formula(value)

    assert not neutral.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert neutral in (value, f"'{value}")


def test_plain_text_keeps_the_words_and_parts_the_blocks():
    assert plain_text("<p>Dag <b>allen</b></p><p>Tot morgen</p>") == "Dag\nallen\nTot morgen"
    assert plain_text("") == ""
    assert plain_text(["nl", "fr"]) == "nl\nfr"
