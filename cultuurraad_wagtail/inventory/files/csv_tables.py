"""Tables in text files: the delimiter, quotation marks that match, rows as a spreadsheet numbers them."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from django.utils.translation import gettext, ngettext

from .encodings import decode
from .grids import Grid, Table, UnreadableFile, grid_of, listed

DELIMITERS = (",", ";", "\t")
# The first line with which Excel names the delimiter, and which it does not show as a row.
SEPARATOR_LINE = re.compile(r'"?sep=([^\r\n])"?[,;\t]*(?:\r\n|\r|\n)', re.IGNORECASE)
# So many rows tell which delimiter a file has.
SAMPLE = 1000


def read_csv(content: bytes, filename: str, encoding: str, delimiter: str) -> Table:
    """The table in a text file, its encoding and delimiter found out unless they are given."""
    text, encoding = decode(content, encoding)
    named = SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    order = DELIMITERS[::-1] if filename.lower().endswith((".tsv", ".tab")) else DELIMITERS
    delimiter = _checked(text, delimiter or (named[1] if named else ""), order)
    grid = grid_of(_records(text, delimiter))
    warnings = [*grid.warnings, *_swallowed_warning(grid, delimiter)]
    return Table(grid.heads, grid.rows, grid.numbers, encoding, delimiter, [], "", warnings)


def _checked(text, delimiter, order):
    """``delimiter`` unless another one is clearly meant; without one, that which gives the most even rows."""
    scores = {each: _score(text, each) for each in order}
    best = max(order, key=scores.get)
    if not delimiter:
        return best
    if delimiter not in scores or scores[delimiter][0] < scores[best][0] / 4:
        raise UnreadableFile(
            gettext(
                "The delimiter does not give columns. Choose a comma, a semicolon or a tab: "
                "that which stands between the cells of the file."
            )
        )
    return delimiter


def _score(text, delimiter):
    """How well ``delimiter`` explains the file, as a pair to compare; the first is 0 where it makes one column.

    The share of rows that have the usual number of cells decides. A delimiter with a blank after it is rather a
    part of a sentence, and one that the first row does without is rather a part of an address.
    """
    widths = _widths(text, delimiter)
    counted = Counter(widths)
    several = {width: count for width, count in counted.items() if width > 1}
    if not several or (widths[0] == 1 and sum(several.values()) <= counted[1]):
        return 0, counted[1] / max(len(widths), 1)
    usual = max(several, key=lambda width: (several[width], width))
    spaced = text.count(delimiter + " ") / text.count(delimiter)
    return several[usual] / len(widths) * (1 - spaced / 2) * (1 if widths[0] > 1 else 0.5), usual


def _widths(text, delimiter):
    """The number of cells of each of the first rows; 0 for the row where the quotation marks go wrong."""
    widths = []
    try:
        for _, cells in islice(_records(text, delimiter), SAMPLE):
            if any(cells):
                widths.append(len(cells))
    except UnreadableFile:
        widths.append(0)
    return widths


def _records(text, delimiter):
    """The rows with their numbers. A cell of several lines is in one row, as in a spreadsheet."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            yield number, cells
    except csv.Error as error:
        raise UnreadableFile(
            gettext(
                "The quotation marks in row %(row)s do not match, or a cell there is far too long. Correct that row, "
                'with a double mark ("") for each one inside a cell, or save the table as an Excel workbook (.xlsx).'
            )
            % {"row": number + 1}
        ) from error


def _swallowed_warning(grid: Grid, delimiter):
    """Two marks too many can enclose whole rows: a line inside a cell then has as many delimiters as a row."""
    tight = re.compile(re.escape(delimiter) + "(?! )")
    needed = len(grid.heads) - 1
    if not needed:
        return []
    found = [
        number
        for number, cells in zip(grid.numbers, grid.rows, strict=True)
        if any(len(tight.findall(line)) >= needed for cell in cells for line in cell.splitlines()[1:])
    ]
    if not found:
        return []
    message = ngettext(
        "A cell in row %(rows)s seems to hold whole rows of the table. Check the quotation marks there.",
        "Cells in rows %(rows)s seem to hold whole rows of the table. Check the quotation marks there.",
        len(found),
    )
    return [message % {"rows": listed(found)}]
