"""What every table has: heads that can be chosen by name, rows with their numbers, bounds, and clear refusals."""

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cultuurraad_wagtail.inventory.files.tables import MAX_BYTES, UnreadableFile, read_table

from .table_files import make_csv, make_workbook, make_zip

HEADS = ["Naam", "Adres", "Telefoon"]
ROW = ["Zinnema", "Veeweidestraat 24", "02 555 75 45"]
EMPTY = "There is nothing in this file or sheet."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def as_csv(rows):
    return read_table(make_csv(rows, delimiter=";"), "lijst.csv")


def as_workbook(rows):
    return read_table(make_workbook(rows), "lijst.xlsx")


def refusal(content, name="lijst.csv", **corrections):
    with pytest.raises(UnreadableFile) as caught:
        read_table(content, name, **corrections)
    return str(caught.value)


either = pytest.mark.parametrize("read", [as_csv, as_workbook])


@either
def test_table_has_its_heads_rows_and_numbers(read):
    table = read([HEADS, ROW, ["De Zeyp", "", "02 422 00 11"]])

    assert table.heads == HEADS
    assert table.rows == [ROW, ["De Zeyp", "", "02 422 00 11"]]
    assert table.numbers == [2, 3]
    assert table.warnings == []


@either
def test_empty_rows_are_dropped_and_still_counted(read):
    table = read([HEADS, ["", "", ""], ROW, [" ", "", ""], ROW, ["", "", ""]])

    assert table.rows == [ROW, ROW]
    assert table.numbers == [3, 5]


@either
def test_heads_become_names_to_choose_from(read):
    table = read([["  Naam\n van  vereniging ", "", "naam", "Naam", "Naam (2)", "", ""], ["a", "b", "c", "d", "e"]])

    assert table.heads == ["Naam van vereniging", "Column 2", "naam", "Naam (2)", "Naam (2) (2)"]
    assert table.rows == [["a", "b", "c", "d", "e"]]


@either
def test_short_row_is_padded(read):
    assert read([HEADS, ["De Zeyp"]]).rows == [["De Zeyp", "", ""]]


@either
def test_title_above_the_heads_is_left_out_and_named(read):
    table = read([["Verenigingen 2026"], [""], HEADS, ROW])

    assert (table.heads, table.rows, table.numbers) == (HEADS, [ROW], [4])
    assert table.warnings == ["Row 3 holds the heads; the rows above it are left out as a title."]


@either
def test_one_column_is_a_table(read):
    table = read([["Naam"], ["Zinnema"], ["De Zeyp"]])

    assert (table.heads, table.rows, table.warnings) == (["Naam"], [["Zinnema"], ["De Zeyp"]], [])


@either
def test_heads_are_not_looked_for_below_the_tenth_row(read):
    table = read([["Naam"], *[[f"Vereniging {number}"] for number in range(12)], ["Zinnema"]])

    assert table.heads == ["Naam"]
    assert len(table.rows) == 13


@either
def test_only_heads_are_refused(read):
    with pytest.raises(UnreadableFile, match=r"^There are no rows below the heads\."):
        read([HEADS])


@either
def test_only_blanks_are_refused(read):
    with pytest.raises(UnreadableFile, match=r"^There is nothing in this file or sheet\."):
        read([["", ""], [" ", "\t"]])


@either
def test_ten_thousand_rows_are_read_and_no_more(read):
    rows = [["Verenigingen"], ["Naam", "Adres"], *[["Zinnema", str(number)] for number in range(10_000)]]

    assert len(read(rows).rows) == 10_000
    with pytest.raises(UnreadableFile, match=r"^This table has more than 10,000 rows\."):
        read([*rows, ["Zinnema", "een te veel"]])


@either
def test_two_hundred_columns_are_read_and_no_more(read):
    assert len(read([["h"] * 200, ["x"] * 200]).heads) == 200
    with pytest.raises(UnreadableFile, match=r"^This table has more than 200 columns\."):
        read([["h"] * 201, ["x"] * 201])


@either
@pytest.mark.parametrize(
    "word", ["CafÃ©", "Itâ€™s", "Ã\xa0 la carte", "BelgiÂ°", "Caf\ufffd", "Ca\x96f", "caf‚s", "ï¿½"]
)
def test_letters_gone_wrong_are_named_and_left_as_they_are(read, word):
    table = read([HEADS, ROW, ["", word, ""]])

    assert table.rows[1] == ["", word, ""]
    assert table.warnings == [
        "Letters with an accent seem to have gone wrong when this file was made: row 3 of “Adres”. "
        "Correct them, or save the file again from its source as an Excel workbook (.xlsx)."
    ]


@either
def test_good_letters_give_no_warning(read):
    words = "«CAFÉ» São Tomé, Â, Ãœ".replace("Ãœ", "Š") + " 50 € – “Škoda” Žižek… l’été 25 °C naïef ¿qué?"
    assert read([HEADS, [words, "Niška Šabac", "🎭"]]).warnings == []


@either
def test_many_wrong_cells_are_named_up_to_ten(read):
    (warning,) = read([["a", "b"], *[["x", "Ã©"]] * 12]).warnings

    assert "row 2 of “b”, " in warning
    assert ", row 11 of “b”, 2 more. " in warning


def test_file_of_more_than_five_megabytes_is_refused():
    assert refusal(b"a" * (MAX_BYTES + 1)).startswith("This file is larger than 5 MB. ")


def test_message_is_in_the_language_of_the_editor():
    in_english = refusal(b"%PDF-1.7 ...")
    with translation.override("nl"):
        assert refusal(b"%PDF-1.7 ...") == translation.gettext(in_english)


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
OTHER_KINDS = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF file."),
    "png": (b"\x89PNG\r\n\x1a\n\0\0", "This is an image."),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is an image."),
    "gif": (b"GIF89a\x01\0", "This is an image."),
    "rtf": (b"{\\rtf1 Naam;Adres}", "This is a text document"),
    "gzip": (b"\x1f\x8b\x08\0", "This is a compressed archive."),
    "xls": (COMPOUND + "Workbook".encode("utf-16-le"), "This is a workbook of an old Excel (.xls)."),
    "doc": (COMPOUND + "WordDocument".encode("utf-16-le"), "This is a text document"),
    "password": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "This workbook is protected with a password."),
    "html": (b"\n <!-- a --> <!DOCTYPE html><html>", "This is a web page,"),
    "table": (b"\xef\xbb\xbf<table><tr><td>Naam", "This is a web page,"),
    "xhtml": (b'<?xml version="1.0"?>\n<html xmlns="x">', "This is a web page,"),
    "utf-16 html": ("<HTML><body>".encode("utf-16"), "This is a web page,"),
    "mht": (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "This is a web page,"),
    "xml": (b'<?xml version="1.0"?><Workbook xmlns="x">', "This is an XML file."),
    "json": (b'[\n {"naam": "Zinnema"}]', "This is a JSON file."),
    "nul bytes": (b"Naam;Adres\0\0\nZinnema;x\n", "This file is not a table."),
    "binary": (bytes(range(256)) * 4, "This file is not a table."),
    "binary without nul": (b"\x81\x8d\x90;\n\xff\xfe\n", "The characters of this file cannot be read."),
    "controls": (b"\x01\x02\x03\xe9;\n;\x05\x06\n", "The characters of this file cannot be read."),
    "nothing": (b"", EMPTY),
    "blanks": (b" \r\n\t\r\n ", EMPTY),
    "mark": (b"\xef\xbb\xbf", EMPTY),
    "utf-16 mark": (b"\xff\xfe", EMPTY),
    "docx": (make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "This is a text document"),
    "odt": (make_zip({"mimetype": "application/vnd.oasis.opendocument.text"}), "This is a text document"),
    "ods": (
        make_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "This is an OpenDocument spreadsheet (.ods).",
    ),
    "numbers": (make_zip({"Index/Document.iwa": b"\0"}), "This is a file of Apple Numbers or Pages."),
    "zip": (make_zip({"lijst.csv": "a,b"}), "This is a compressed archive."),
    "empty zip": (make_zip({}), "This is a compressed archive."),
    "broken zip": (b"PK\x03\x04" + b"rest" * 20, "This workbook is damaged."),
}


@pytest.mark.parametrize("name", ["lijst.xlsx", "lijst.csv", "lijst.xls", ""])
@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_other_kind_of_file_is_refused_by_its_content(kind, name):
    content, beginning = OTHER_KINDS[kind]

    assert refusal(content, name).startswith(beginning)


def test_content_is_trusted_over_the_name():
    assert read_table(make_csv([HEADS, ROW]), "lijst.xlsx").rows == [ROW]
    assert read_table(make_workbook([HEADS, ROW]), "lijst.csv").rows == [ROW]


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "cp1252", "rot13", "\0"]))
@settings(max_examples=300, deadline=None)
@example(b"\xff\xfea", "")
@example(b"\xff\xfe\0\xd8", "")
@example(b"a;b\0", "utf-16")
@example(b'a,"b', "")
def test_random_bytes_raise_nothing_else(content, encoding):
    try:
        table = read_table(content, "lijst.csv", encoding=encoding)
    except UnreadableFile:
        return
    assert {len(row) for row in table.rows} == {len(table.heads)}
    assert len(table.numbers) == len(table.rows)


WORKBOOK = make_workbook([HEADS, ROW])


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8), st.booleans())
@settings(max_examples=200, deadline=None)
def test_damaged_workbook_raises_nothing_else(position, noise, is_cut):
    content = WORKBOOK[:position] + noise + (b"" if is_cut else WORKBOOK[position + len(noise) :])
    try:
        table = read_table(content, "lijst.xlsx")
    except UnreadableFile:
        return
    assert len(table.numbers) == len(table.rows)
