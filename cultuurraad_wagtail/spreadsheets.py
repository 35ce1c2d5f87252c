"""Spreadsheets that keep accents and that no visitor can turn into a program."""

import csv
from tempfile import TemporaryFile

from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext
from wagtail.admin.views.mixins import Echo, ExcelDateFormatter

from .fields import council_zone
from .text import neutralise_formula

BOM = "\ufeff"


def csv_lines(headings, rows):
    """The lines of a CSV file as bytes, the first with a byte order mark: for a response that streams."""
    writer = csv.writer(Echo())
    yield BOM.encode() + writer.writerow([neutralise_formula(force_str(word)) for word in headings])
    for row in rows:
        yield writer.writerow([neutralise_formula(_as_text(cell)) for cell in row])


def write_xlsx(headings, rows, output, further=(), *, title=""):
    """Write a workbook into ``output``, a file; row by row, so that long lists need little memory.

    ``title`` is that of its first sheet; ``further`` sheets are tuples of a title, headings and rows.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True, iso_dates=True)
    _write_sheet(workbook.create_sheet(title or gettext("List")), headings, rows)
    for title, *table in further:
        _write_sheet(workbook.create_sheet(title), *table)
    workbook.save(output)


def temporary_xlsx(headings, rows, further=(), *, title=""):
    """A workbook as a file that is gone once it is closed, at its beginning: on disk, so that memory stays bounded."""
    output = TemporaryFile()  # noqa: SIM115, whoever gets it closes it
    write_xlsx(headings, rows, output, further, title=title)
    output.seek(0)
    return output


def _write_sheet(sheet, headings, rows):
    from openpyxl.cell import WriteOnlyCell

    sheet.append([neutralise_formula(force_str(word)) for word in headings])
    date_format = ExcelDateFormatter().get()
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _as_cell(value))
            if hasattr(value, "hour"):
                cell.number_format = date_format
            cells.append(cell)
        sheet.append(cells)


def _as_text(value):
    if hasattr(value, "hour"):
        return timezone.localtime(value, council_zone()).strftime("%Y-%m-%d %H:%M")
    return value


def _as_cell(value):
    if hasattr(value, "hour"):
        return timezone.make_naive(value, council_zone())
    if isinstance(value, str):
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        return neutralise_formula(ILLEGAL_CHARACTERS_RE.sub("", value))
    return value
