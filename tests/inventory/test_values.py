"""Cells of a list, cleaned: nothing stays nothing, addresses and numbers get their form, what is wrong says so."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.inventory.columns import COLUMNS, guess_columns, head_key
from cultuurraad_wagtail.inventory.values import (
    WrongValue,
    as_rich_text,
    clean_cell,
    complete_place,
    language_codes,
)

FIELDS = [column.field for column in COLUMNS]


@pytest.mark.parametrize("nothing", ["", "  ", "0", "?", "-", "0001-01-01", "n.v.t.", "NULL", "Onbekend"])
@pytest.mark.parametrize("field", ["phone", "website", "email", "enterprise_number", "street", "mission"])
def test_sentinel_is_nothing(field, nothing):
    assert clean_cell(field, nothing) == ""


def test_name_that_sounds_like_nothing_is_a_name():
    assert clean_cell("title", "Null") == "Null"
    assert clean_cell("title", "?") == ""


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("enterprise_number", "407626464", "0407626464"),
        ("enterprise_number", "BE 0407.626.464", "0407626464"),
        ("enterprise_number", "407626464.0", "0407626464"),
        ("website", "www.huis.be", "https://www.huis.be"),
        ("website", "HTTP://huis.be/", "HTTP://huis.be"),
        ("website", "huis.be ; facebook.com/huis", "https://huis.be"),
        ("email", "mailto:info@huis.be", "info@huis.be"),
        ("email", "info@huis.be; tweede@huis.be", "info@huis.be"),
        ("phone", "'+32 2 512 34 56", "+32 2 512 34 56"),
        ("postcode", "1000.0", "1000"),
        ("postcode", "B-1000", "1000"),
        ("latitude", "50,8465571", "50.846557"),
        ("title", "Huis  van\nde Dans", "Huis van de Dans"),
        ("disciplines", "Muziek, dans / film", ["Muziek", "dans", "film"]),
    ],
)
def test_cell_gets_the_form_of_its_field(field, cell, value):
    assert clean_cell(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "message"),
    [
        ("enterprise_number", "0407626465", "This is not an enterprise number."),
        ("email", "huis.be", "This is no e-mail address."),
        ("website", "geen website", "This is no web address."),
        ("phone", "12", "This is no phone number."),
        ("latitude", "noord", "This is no coordinate."),
        ("longitude", "NaN1", "This is no coordinate."),
        ("latitude", "1e9999999", "This is no coordinate."),
        ("title", "Th\x8e\x89tre", "The name holds a broken character."),
        ("summary", "x" * 321, "This is longer than 320 characters."),
        ("mission", "x" * 50_001, "This is longer than 50000 characters."),
        ("title", "," * 1_001, "This is longer than 1000 characters."),
    ],
)
def test_wrong_cell_says_what_is_wrong(field, cell, message):
    with override("en"), pytest.raises(WrongValue, match=message):
        clean_cell(field, cell)


@given(st.sampled_from(FIELDS), st.text())
def test_any_cell_is_a_value_or_a_wrong_value(field, cell):
    try:
        value = clean_cell(field, cell)
    except WrongValue:
        return
    assert isinstance(value, str | list)


@pytest.mark.parametrize(
    ("values", "language", "expected"),
    [
        ({"postcode": "1030"}, "nl", ("", "1030", "Schaarbeek")),
        ({"postcode": "1030"}, "fr", ("", "1030", "Schaerbeek")),
        ({"postcode": "1020", "municipality": "Laken"}, "nl", ("", "1020", "Laken")),
        ({"street": "Muntplein 1, 1000 Brussel"}, "nl", ("Muntplein 1", "1000", "Brussel")),
        ({"municipality": "B-1050 Elsene"}, "nl", ("", "1050", "Elsene")),
        ({"postcode": "9000 Gent"}, "nl", ("", "9000", "Gent")),
        ({"street": "Straat 1000"}, "nl", ("Straat 1000", "", "")),
    ],
)
def test_place_is_completed(values, language, expected):
    complete_place(values, language)
    assert tuple(values.get(name, "") for name in ("street", "postcode", "municipality")) == expected


def test_languages_are_known_in_three_languages():
    assert language_codes(["Nederlands", "français", "EN", "nl", "Klingon"]) == (["nl", "fr", "en"], ["Klingon"])


def test_markup_in_a_cell_stays_words():
    assert as_rich_text("<b>Wij</b>\n\ndansen & zingen") == "<p>&lt;b&gt;Wij&lt;/b&gt;</p><p>dansen &amp; zingen</p>"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_heads_of_our_own_export_are_known_in_every_language(language):
    with override(language):
        heads = [str(column.label) for column in COLUMNS]
    assert guess_columns(heads) == dict(zip(heads, FIELDS, strict=True))


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("begunstigde", "title"),
        ("kbo", "enterprise_number"),
        ("E-mail contactpersoon", "contact_email"),
        ("Courriel", "email"),
        ("Téléphone", "phone"),
        ("Code postal", "postcode"),
    ],
)
def test_head_is_guessed(head, field):
    assert guess_columns([head]) == {head: field}


@pytest.mark.parametrize("head", ["doel", "toegekend", "GSM contactpersoon", "Gsm", "voorzitter", "telefoon privé"])
def test_head_of_something_private_or_unknown_is_left_out(head):
    assert guess_columns([head]) == {}


def test_field_is_guessed_once():
    assert guess_columns(["Naam", "Organisatie"]) == {"Naam": "title"}


def test_no_two_fields_share_a_head():
    heads = [head for column in COLUMNS for head in column.heads.split(", ")]
    assert sorted(heads) == sorted(set(heads))
    assert [head_key(head) for head in heads] == heads
