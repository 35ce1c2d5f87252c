"""Tables in Excel workbooks: values become text, the right sheet is read, and no workbook harms the site."""

import struct
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

import pytest
from django.utils import translation
from openpyxl import Workbook
from openpyxl.chart import BarChart

from cultuurraad_wagtail.inventory.files.tables import read_table

from .table_files import MANIFEST, SHEET, changed, make_workbook, make_zip, parts_of, saved
from .test_tables import HEADS, ROW, refusal

PLAIN = make_workbook([HEADS, ROW])
DAMAGED = "This workbook is damaged."
TOO_LARGE = "This workbook is too large once it is unpacked."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def read(content, **corrections):
    return read_table(content, "lijst.xlsx", **corrections)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 11, 22), "2026-11-22"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 19, 30), "2026-11-22 19:30"),
        (datetime(2026, 11, 22, 19, 30, 5), "2026-11-22 19:30:05"),
        (time_of_day(19, 30), "19:30"),
        (timedelta(hours=26, minutes=15), "26:15"),
        (timedelta(minutes=1, seconds=5), "0:01:05"),
        (12, "12"),
        (12.0, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (32470123456.0, "32470123456"),
        (1e20, "100000000000000000000"),
        (0.00001, "0.00001"),
        (-3.0, "-3"),
        (0, "0"),
        (True, "1"),
        (False, "0"),
        ("0032", "0032"),
        (" ruimte ", " ruimte "),
        ("Rue 2\nBoîte 3", "Rue 2\nBoîte 3"),
        ("Rue 2_x000D_\nBoîte 3", "Rue 2\nBoîte 3"),
        (None, ""),
        ("=SUM(1,2)", ""),
    ],
)
def test_value_becomes_text(value, text):
    assert read(make_workbook([["a", "b"], ["x", value], ["y", "z"]])).rows[0][1:] == [text]


def test_workbook_tells_its_sheets_and_no_encoding():
    table = read(PLAIN)

    assert (table.encoding, table.delimiter, table.sheets, table.sheet) == ("", "", ["A"], "A")


def test_formula_gives_its_last_value():
    book = make_workbook([["a", "b"], ["x", "=1+1"]])

    assert read(changed(book, SHEET, b"<v />", b"<v>2</v>")).rows == [["x", "2"]]


def test_shared_strings_are_read():
    """As Excel writes them, with parts in other letter types."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    book = changed(PLAIN, MANIFEST, b"</Types>", override.encode())
    cell = b'<c r="A2" t="inlineStr"><is><t>Zinnema</t></is></c>'
    book = changed(book, SHEET, cell, b'<c r="A2" t="s"><v>1</v></c>')
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>niet</t></si><si><r><t>Caf</t></r><r><rPr><b/></rPr><t>é</t></r></si></sst>"
    )

    assert read(make_zip({**parts_of(book), "xl/sharedStrings.xml": strings})).rows[0][0] == "Café"


def test_errors_of_excel_are_empty_and_named():
    table = read(make_workbook([["a", "b"], ["x", "#N/A"], ["#REF!", "#DIV/0!"], ["y", "# N/A"]]))

    assert table.rows == [["x", ""], ["y", "# N/A"]]
    assert table.numbers == [2, 4]
    assert table.warnings == ["These cells hold an error of Excel, such as #N/A, and are read as empty: row 2 of “b”."]


def test_date_outside_the_calendar_is_an_error_of_excel():
    book = changed(make_workbook([["a", "b"], ["x", date(2026, 1, 1)]]), SHEET, b"<v>46023</v>", b"<v>99999999999</v>")

    with pytest.warns(UserWarning, match="outside the limits"):
        assert read(book).rows == [["x", ""]]


def test_first_visible_sheet_with_a_table_is_read():
    book = make_workbook([["weg", "weg"], ["1", "2"]], [], [["Leesmij"]], [HEADS, ROW], [["e"], ["f"]], hidden="A")
    table = read(book)

    assert (table.sheet, table.rows, table.sheets) == ("D", [ROW], ["A", "B", "C", "D", "E"])


def test_given_sheet_is_read_even_if_hidden():
    book = make_workbook([HEADS, ROW], [["a"], ["b"]], hidden="B")

    assert read(book, sheet="B").rows == [["b"]]


def test_given_sheet_that_is_not_there_is_refused():
    book = make_workbook([HEADS, ROW], [["a"], ["b"]])

    assert refusal(book, sheet="Z") == "This workbook has no sheet “Z”. Choose one of these: “A”, “B”."


def test_given_sheet_without_a_table_is_refused():
    book = make_workbook([HEADS, ROW], [])

    assert refusal(book, sheet="B").startswith("There is nothing in this file or sheet.")


def test_workbook_whose_table_is_hidden_is_refused():
    book = changed(PLAIN, "xl/workbook.xml", b'state="visible"', b'state="veryHidden"')

    assert refusal(book).startswith("This workbook shows no sheet with a table.")


def test_sheet_of_a_chart_is_no_table():
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append(["c", 1])
    book.create_chartsheet("Grafiek", 0).add_chart(BarChart())

    assert read(saved(book)).sheets == ["Sheet"]


def test_encoding_and_delimiter_do_not_concern_a_workbook():
    assert read(PLAIN, encoding="utf-16", delimiter="|").rows == [ROW]


def test_merged_title_and_formatted_emptiness_are_left_out():
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "Verenigingen"
    sheet.merge_cells("A1:C1")
    for column, (head, value) in enumerate(zip(HEADS, ROW, strict=True), 1):
        sheet.cell(3, column, head)
        sheet.cell(4, column, value)
    sheet.cell(900, 150).number_format = "0.00"
    table = read(saved(book))

    assert (table.heads, table.rows, table.numbers) == (HEADS, [ROW], [4])


def test_cell_past_the_heads_has_a_column_of_its_own():
    table = read(make_workbook([["a", "b"], ["1", "2", None, "4"]]))

    assert (table.heads, table.rows) == (["a", "b", "Column 3", "Column 4"], [["1", "2", "", "4"]])


def test_size_that_a_sheet_declares_is_not_believed():
    book = changed(PLAIN, SHEET, b'<dimension ref="A1:C2"', b'<dimension ref="A1"')
    assert read(book).rows == [ROW]
    book = changed(PLAIN, SHEET, b'<dimension ref="A1:C2"', b'<dimension ref="A1:XFD1048576"')
    assert read(book).rows == [ROW]


MAIN = b"spreadsheetml.sheet.main+xml"
OTHER_WORKBOOKS = {
    "macros": (changed(PLAIN, MANIFEST, b"openxmlformats-officedocument." + MAIN, MAIN), DAMAGED),
    "xlsm": (
        changed(PLAIN, MANIFEST, MAIN, b"ms-excel.sheet.macroEnabled.main+xml"),
        "This workbook can hold macros (.xlsm).",
    ),
    "xlsb": (
        changed(PLAIN, MANIFEST, MAIN, b"ms-excel.sheet.binary.macroEnabled.main"),
        "This is a binary workbook (.xlsb).",
    ),
    "strict": (
        changed(PLAIN, "_rels/.rels", b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml"),
        "This workbook was saved as “Strict Open XML Spreadsheet”.",
    ),
    "no sheet": (
        make_zip({name: data for name, data in parts_of(PLAIN).items() if name != SHEET}),
        "This workbook shows",
    ),
    "no styles": (make_zip({n: d for n, d in parts_of(PLAIN).items() if n == MANIFEST}), DAMAGED),
    "broken xml": (changed(PLAIN, SHEET, b"</row>", b"</rouw>"), DAMAGED),
    "many parts": (make_zip({**parts_of(PLAIN), **{f"x{n}": "" for n in range(2000)}}), TOO_LARGE),
    "other method": (make_zip(parts_of(PLAIN), zipfile.ZIP_BZIP2), DAMAGED),
}


@pytest.mark.parametrize("kind", OTHER_WORKBOOKS)
def test_other_kind_of_workbook_is_refused(kind):
    content, beginning = OTHER_WORKBOOKS[kind]

    assert refusal(content, "lijst.xlsx").startswith(beginning)


def test_zip_with_a_password_is_refused():
    content = bytearray(PLAIN)
    content[PLAIN.rindex(b"PK\x01\x02") + 8] |= 1

    assert refusal(bytes(content)).startswith("This workbook is protected with a password.")


def quick_refusal(content):
    start = time.process_time()
    message = refusal(content, "lijst.xlsx")
    assert time.process_time() - start < 2
    return message


def with_sheet_end(end, book=PLAIN):
    return changed(book, SHEET, b"</sheetData>", end)


def test_bomb_is_refused():
    bomb = with_sheet_end(b"</sheetData>" + b" " * 60_000_000)

    assert len(bomb) < 100_000
    assert quick_refusal(bomb).startswith(TOO_LARGE)


@pytest.mark.parametrize("declared", [1000, 0, 2**32 - 2])
def test_bomb_that_lies_about_its_size_is_refused(declared):
    bomb = bytearray(with_sheet_end(b"</sheetData>" + b" " * 60_000_000))
    # The unpacked size stands 22 bytes into the header before a part, 24 into the one in the directory.
    name = SHEET.encode()
    first, second = bomb.index(name), bomb.rindex(name)
    bomb[first - 8 : first - 4] = bomb[second - 22 : second - 18] = struct.pack("<I", declared)

    assert quick_refusal(bytes(bomb)).startswith((DAMAGED, TOO_LARGE))


def test_bomb_of_many_parts_is_refused():
    parts = {f"xl/worksheets/x{number}.xml": b" " * 1_000_000 for number in range(60)}

    assert quick_refusal(make_zip({**parts_of(PLAIN), **parts})).startswith(TOO_LARGE)


@pytest.mark.parametrize(
    "end", [b"<row>" + b"<c/>" * 1_000_000 + b"</row></sheetData>", b"<row/>" * 1_000_000 + b"</sheetData>"]
)
def test_bomb_of_elements_is_refused(end):
    assert quick_refusal(with_sheet_end(end)).startswith(TOO_LARGE)


def test_bomb_of_styles_is_refused():
    bomb = changed(PLAIN, "xl/styles.xml", b"</cellXfs>", b"<xf/>" * 200_000 + b"</cellXfs>")

    assert quick_refusal(bomb).startswith(TOO_LARGE)


@pytest.mark.parametrize(
    "row", [b'<row r="99999999999"><c><v>1</v></c></row>', b'<row><c r="ZZZ3" s="1"/></row>' * 5000]
)
def test_sheet_that_reaches_far_is_refused(row):
    assert quick_refusal(with_sheet_end(row + b"</sheetData>")).startswith(TOO_LARGE)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", MANIFEST, "docProps/core.xml"])
def test_entities_are_refused(part, codec):
    parts = parts_of(PLAIN)
    body = parts[part].decode()
    body = body[body.index("<", body.startswith("<?xml")) :]
    parts[part] = (f'<?xml version="1.0" encoding="{codec}"?>' + LAUGHS + body).encode(codec)

    assert quick_refusal(make_zip(parts)).startswith(DAMAGED)


def test_ten_thousand_rows_are_read_within_eight_seconds():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("A")
    for number in range(10_001):
        sheet.append([f"Vereniging {number}", *range(number, number + 11)])
    content = saved(book)
    start = time.process_time()

    assert len(read(content).rows) == 10_000
    assert time.process_time() - start < 8
