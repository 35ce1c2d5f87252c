"""Tables in Excel workbooks: the values of one sheet, as text."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext
from openpyxl import load_workbook

from .archives import BROKEN, TOO_LARGE, refuse_unsafe
from .grids import NoTable, Table, UnreadableFile, grid_of, listed, place

# Excel has no row below this one; a file that says so would keep us counting.
LAST_ROW = 1_048_576
# Cells to walk over, most of them empty ones: enough for every row of a sheet at the usual width.
MAX_CELLS = 50_000_000
ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)


def read_workbook(content: bytes, sheet: str) -> Table:
    """The table on ``sheet``, or on the first visible sheet that has one."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            refuse_unsafe(archive)
        return _read(content, sheet)
    except UnreadableFile:
        raise
    except Exception as error:
        # zipfile and openpyxl raise whatever a damaged part makes go wrong, from KeyError to struct.error.
        raise UnreadableFile(str(BROKEN)) from error


def _read(content, sheet):
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        names = [each.title for each in book.worksheets]
        if not sheet:
            return _first_table(book, names)
        if sheet not in names:
            raise UnreadableFile(
                gettext("This workbook has no sheet “%(sheet)s”. Choose one of these: %(sheets)s.")
                % {"sheet": sheet, "sheets": listed(f"“{name}”" for name in names)}
            )
        return _table(book[sheet], names)
    finally:
        book.close()


def _first_table(book, names):
    complaint = None
    for each in book.worksheets:
        if each.sheet_state != "visible":
            continue
        try:
            return _table(each, names)
        except NoTable as error:
            complaint = complaint or error
    raise complaint or NoTable(
        gettext("This workbook shows no sheet with a table. Open it in Excel, show the hidden sheet, and save it.")
    )


def _table(worksheet, names):
    mistakes = []
    grid = grid_of(_records(worksheet, mistakes), widens=True)
    warnings = [*grid.warnings, *_mistakes_warning(mistakes, grid)]
    return Table(grid.heads, grid.rows, grid.numbers, "", "", names, worksheet.title, warnings)


def _records(worksheet, mistakes):
    """The rows as text with their numbers; the places of Excel's errors are added to ``mistakes``."""
    # What a sheet says of its size is often wrong: too small loses rows, too large takes minutes.
    worksheet.reset_dimensions()
    walked = 0
    for number, values in enumerate(worksheet.iter_rows(values_only=True), 1):
        walked += len(values)
        if number > LAST_ROW or walked > MAX_CELLS:
            raise UnreadableFile(str(TOO_LARGE))
        if values.count(None) < len(values):
            mistakes += [(number, index) for index, value in enumerate(values) if _is_error(value)]
            yield number, [_text(value) for value in values]


def _is_error(value):
    return isinstance(value, str) and value in ERRORS


def _text(value):
    """A cell's value as a file for machines has it: dates as in ISO 8601, a point in decimals."""
    if value is None or _is_error(value):
        return ""
    if isinstance(value, str):
        # The line end of Windows inside a cell, as Office Open XML escapes it.
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n") if "_x000D_" in value else value
    if isinstance(value, bool | int):
        return str(int(value))
    if isinstance(value, float):
        return _number(value)
    return _moment(value)


def _number(value):
    """``value`` with the 15 digits that Excel keeps, never as 1e+20."""
    if not math.isfinite(value):
        return ""
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value):
    """A date, a time of day or a duration, to the second: Excel's fractions of a day are a little off."""
    if isinstance(value, datetime):
        value = _rounded(value)
        return value.isoformat(" ", _precision(value)) if value.time() != time() else value.date().isoformat()
    if isinstance(value, time):
        value = _rounded(datetime.combine(date.min, value)).time()
        return value.isoformat(_precision(value))
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        text = f"{minutes // 60}:{minutes % 60:02}"
        return f"{text}:{seconds:02}" if seconds else text
    return str(value)


def _rounded(moment):
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _precision(moment):
    return "seconds" if moment.second else "minutes"


def _mistakes_warning(mistakes, grid):
    heads = dict(enumerate(grid.heads))
    below = set(grid.numbers)
    found = [place(number, heads[index]) for number, index in mistakes if number in below and index in heads]
    if not found:
        return []
    return [
        gettext("These cells hold an error of Excel, such as #N/A, and are read as empty: %(cells)s.")
        % {"cells": listed(found)}
    ]
