"""Tables in text files: any encoding, delimiter and line end that a spreadsheet writes reads back the same."""

import codecs
import csv
import time

import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cultuurraad_wagtail.inventory.files.tables import read_table

from .table_files import make_csv
from .test_tables import HEADS, ROW, refusal

ROWS = [
    ["Café “De Zwaan”", "Straat 1, 1000 Brussel; gelijkvloers", 'een "merk"'],
    ["Théâtre", "Rue 2\nBoîte 3", "€ 5"],
    ["tab\tulator", "", "naïef"],
]
BARE = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-8-sig": "utf-8"}
CODECS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
DELIMITERS = [",", ";", "\t"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def read(text, name="lijst.csv", **corrections):
    return read_table(text.encode(), name, **corrections)


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("codec", CODECS)
def test_csv_reads_back_the_same(codec, delimiter, line_end, quoting):
    content = make_csv([HEADS, *ROWS], encoding=codec, delimiter=delimiter, line_end=line_end, quoting=quoting)
    table = read_table(content, "lijst.csv")

    assert (table.heads, table.rows, table.numbers) == (HEADS, ROWS, [2, 3, 4])
    assert (table.encoding, table.delimiter) == (BARE.get(codec, codec), delimiter)
    assert (table.sheets, table.sheet, table.warnings) == ([], "", [])


def test_utf_16_big_endian_is_known_by_its_mark():
    content = codecs.BOM_UTF16_BE + make_csv([HEADS, *ROWS], encoding="utf-16-be")

    assert read_table(content, "lijst.csv").rows == ROWS


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
hostile = st.text(alphabet="\r\n\t ,;\"'=aé€", max_size=12)
western = st.text(st.sampled_from([chr(n) for n in range(32, 127)] + list("\r\n\téèëïçà€œ“”’–ÃÂ©")), max_size=12)


def filled(cells):
    """Rows of three cells, none of them empty: those are dropped, and numbers tell so."""
    return st.lists(
        st.lists(cells, min_size=3, max_size=3).filter(lambda row: "".join(row).strip()), min_size=1, max_size=5
    )


@given(filled(texts | hostile), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(DELIMITERS))
@settings(max_examples=200, deadline=None)
def test_any_cells_read_back(rows, codec, delimiter):
    content = make_csv([HEADS, *rows], encoding=codec, delimiter=delimiter)
    table = read_table(content, "lijst.csv")

    assert (table.heads, table.rows, table.delimiter) == (HEADS, rows, delimiter)
    again = read_table(content, "lijst.csv", encoding=table.encoding, delimiter=table.delimiter)
    assert again == table


@given(filled(western), st.sampled_from(DELIMITERS), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_any_western_cells_read_back(rows, delimiter, line_end):
    content = make_csv([HEADS, *rows], encoding="cp1252", delimiter=delimiter, line_end=line_end)
    # A few letters in a row can be valid UTF-8 by chance, and are then taken for it.
    assume(content.isascii() or not is_utf_8(content))
    table = read_table(content, "lijst.csv")

    assert table.rows == rows
    assert table.encoding == ("utf-8" if content.isascii() else "cp1252")
    assert read_table(content, "lijst.csv", encoding="cp1252", delimiter=delimiter).rows == rows


@given(filled(st.text(alphabet='abcdefgh é,;\t"\n', max_size=12)), st.sampled_from(["utf-16-le", "utf-16-be"]))
@settings(max_examples=60, deadline=None)
def test_utf_16_without_mark_reads_back(rows, codec):
    assert read_table(make_csv([HEADS, *rows], encoding=codec), "lijst.csv").rows == rows


def is_utf_8(content):
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("codec", "wrong"),
    [
        ("utf-8", "cp1252"),
        ("utf-8", "utf-16"),
        ("utf-8-sig", "cp1252"),
        ("cp1252", "utf-8"),
        ("cp1252", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-16", "cp1252"),
        ("utf-16-le", "utf-8"),
        ("utf-16-be", "cp1252"),
        ("utf-8", "latin-9"),
    ],
)
def test_wrong_encoding_is_refused(codec, wrong):
    message = refusal(make_csv([HEADS, *ROWS], encoding=codec), encoding=wrong)

    assert message.startswith(f"The characters of this file are not in the encoding that was chosen, {wrong}.")


def test_encoding_of_a_mac_is_pointed_at():
    (warning,) = read_table(
        "Naam;Adres\nCafé noir;x\nThéâtre;y".encode("mac-roman"), "lijst.csv", encoding="cp1252"
    ).warnings

    assert "row 3 of “Naam”" in warning


@pytest.mark.parametrize("wrong", [",", "\t", "|", "ab"])
def test_wrong_delimiter_is_refused(wrong):
    content = make_csv([HEADS, ROW, ROW], delimiter=";")

    assert refusal(content, delimiter=wrong).startswith("The delimiter does not give columns.")


def test_given_delimiter_is_used():
    text = "a,b;c,d\n1,2;3,4\n"

    assert read(text, delimiter=",").heads == ["a", "b;c", "d"]
    assert read(text, delimiter=";").heads == ["a,b", "c,d"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Naam;Bedrag\nZinnema;1,50\nDe Zeyp;2,75\n", ";"),
        ("Naam;Adres\nZinnema;Straat 1, Brussel\nDe Zeyp;Laan 2, Jette\n", ";"),
        ("Naam;Adres, gemeente\nZinnema;Straat 1, Brussel\nDe Zeyp;Laan 2, Jette\n", ";"),
        ('Naam,Adres\n"a;b;c","d;e;f"\n"g;h;i","j;k;l"\n', ","),
        ("Naam\tAdres\na, b, c\td; e\nf, g, h\ti; j\n", "\t"),
        ("a;b;c\n1\n2;3\n", ";"),
        ("Lijst, 2026\nNaam;Adres\nx;y\nz;w\n", ";"),
        ("Naam, Adres\nx, y\n", ","),
        ("a;b;c\n1;2;3;4\n1;2\n1,2;3\n", ";"),
    ],
)
def test_delimiter_is_that_of_the_most_even_rows(text, delimiter):
    assert read(text).delimiter == delimiter


def test_sentences_in_one_column_are_not_cut():
    table = read("Opmerking\nKomt graag, maar later\nNiets\nJa, ja, ja\n")

    assert table.rows == [["Komt graag, maar later"], ["Niets"], ["Ja, ja, ja"]]


def test_tab_file_breaks_a_tie_for_tabs():
    assert read("Naam\nZinnema\n", "lijst.TSV").delimiter == "\t"


@pytest.mark.parametrize("line", ["sep=;\r\n", "SEP=;\n", '"sep=;"\r', "sep=;;;\n"])
def test_separator_line_is_obeyed_and_not_counted(line):
    table = read(line + "Naam;Adres\nZinnema;x,y\n")

    assert (table.heads, table.rows, table.numbers, table.delimiter) == (
        ["Naam", "Adres"],
        [["Zinnema", "x,y"]],
        [2],
        ";",
    )
    assert read("sep=|\na|b\n1|2\n".replace("|", "\t")).heads == ["a", "b"]


def test_separator_line_with_another_mark_is_refused():
    assert refusal(b"sep=|\na|b,c\n1|2,c\n").startswith("The delimiter does not give columns.")


def test_longer_row_is_named_and_cut():
    table = read("a;b\n1;2;;\n1;2;3\n1;2\n1;2;;4\n")

    assert table.rows == [["1", "2"]] * 4
    assert table.warnings == [
        "Rows 3, 5 have more cells than there are heads. The cells past the last head are left out: check "
        "whether the others stand under the right head."
    ]
    assert read("a;b\n1;2\n1;2;3\n").warnings[0].startswith("Row 3 has more cells than there are heads. ")


def test_row_of_several_lines_is_one_row():
    assert read('a;b\n"1\n\n2";x\n3;y\n').numbers == [2, 3]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a;b\n1;2\n"3;4\n5;6\n7;8\n', 3),
        ('a;b\n1;"x\n2;y\n3;"z\n4;w\n', 2),
        ('a;b\n1;2\n"Café "De Zwaan"";3\n', 3),
        ('"a;b\n1;2\n', 1),
        ("a;b\n1;2\n3;" + "x" * 200_000 + "\n", 3),
        ('a;b\n1;"' + "2;3\n" * 50_000, 2),
    ],
)
def test_quotation_marks_that_do_not_match_are_refused_with_their_row(text, row):
    assert refusal(text.encode()).startswith(f"The quotation marks in row {row} do not match, ")


def test_rows_swallowed_between_two_marks_are_named():
    table = read('a;b;c\n1;"x;9\n2;y;9\n3;z";9\n4;w;9\n')

    assert table.warnings == [
        "A cell in row 2 seems to hold whole rows of the table. Check the quotation marks there."
    ]


def test_mark_in_the_middle_of_a_cell_is_a_mark():
    assert read('a;b\nscherm 5";x\n').rows == [['scherm 5"', "x"]]


def test_ten_thousand_rows_are_read_within_a_second():
    row = [f"Vereniging {number}, café" for number in range(12)]
    content = make_csv([[f"h{number}" for number in range(12)], *[row] * 10_000], delimiter=";")
    start = time.process_time()

    assert len(read_table(content, "lijst.csv").rows) == 10_000
    assert time.process_time() - start < 1
