"""Files with tables in them, made for a test."""

import csv
import io
import zipfile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MANIFEST = "[Content_Types].xml"


def make_csv(rows, *, encoding="utf-8", delimiter=",", line_end="\r\n", quoting=csv.QUOTE_MINIMAL):
    return "".join(csv_line(row, delimiter, quoting) + line_end for row in rows).encode(encoding)


def csv_line(cells, delimiter, quoting):
    """One row, its line ends between marks whatever the file's own are: csv.writer looks for the latter only."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n", quoting=quoting).writerow(cells)
    return text.getvalue().removesuffix("\r\n")


def make_workbook(*sheets, hidden=()):
    """A workbook whose ``sheets`` are lists of rows, called A, B and so on."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in zip("ABCDEF", sheets, strict=False):
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def make_zip(parts, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content, part, old, new):
    """The workbook ``content`` with ``old`` replaced in one of its parts."""
    parts = parts_of(content)
    assert old in parts[part]
    return make_zip({**parts, part: parts[part].replace(old, new)})
