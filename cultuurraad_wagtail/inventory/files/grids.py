"""From numbered records to a table: which row has the heads, what the columns are called, what looks wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

MAX_BYTES = 5 * 1024**2
MAX_ROWS = 10_000
MAX_COLUMNS = 200
# The heads are looked for in these rows; what stands above them is a title.
HEAD_ROWS = 10
# So many rows or cells a warning names before it says how many more there are.
NAMED = 10

# Controls that no keyboard makes; the sign for a lost character; UTF-8 read as Windows-1252; Windows-1252 read
# from a Mac's or a DOS file, where é became a sign in the middle of a word.
STRANGE = re.compile(
    r"[\x80-\x9f\ufffd]|[ÂÃ][\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf‚ƒ„…†‡ˆ‰š›œžŸ™˜\"]|ðŸ|ï»¿|ï¿½"
    r"|[a-z][ŠŽ‚„ˆ‰‹˜]"
)


class UnreadableFile(Exception):
    """The file gives no table; the message tells an editor how to mend it."""


@dataclass(frozen=True)
class Table:
    """A table of text. ``numbers`` holds, for each row, its number in the file as a spreadsheet shows it."""

    heads: list[str]
    rows: list[list[str]]
    numbers: list[int]
    encoding: str
    delimiter: str
    sheets: list[str]
    sheet: str
    warnings: list[str]


class NoTable(UnreadableFile):
    """There is nothing, or only a row of heads: another sheet may have more."""


@dataclass(frozen=True)
class Grid:
    """The part of a table that text files and workbooks have in common."""

    heads: list[str]
    rows: list[list[str]]
    numbers: list[int]
    warnings: list[str]


def grid_of(records: Iterable[tuple[int, list[str]]], *, widens: bool = False) -> Grid:
    """``records``, pairs of a row number and its cells, under heads.

    ``widens`` says what a cell past the last head is: in a sheet a column without a head, in a text file a mistake.
    """
    filled = _filled(records)
    head = _head_index(filled)
    (_, names), below = filled[head], filled[head + 1 :]
    _refuse_size(below)
    most = None if widens else len(names)
    width = max(_extent(cells[:most]) for _, cells in filled[head:])
    if width > MAX_COLUMNS:
        raise UnreadableFile(
            gettext("This table has more than %(limit)s columns. Remove the columns that are not needed.")
            % {"limit": MAX_COLUMNS}
        )
    heads = _heads(_fitted(names, width))
    rows = [_fitted(cells, width) for _, cells in below]
    numbers = [number for number, _ in below]
    ragged = [number for number, cells in below if _extent(cells) > width]
    warnings = [*_title_warning(filled, head), *_ragged_warning(ragged), *_strange_warning(heads, rows, numbers)]
    return Grid(heads, rows, numbers, warnings)


def listed(items: Iterable) -> str:
    """The first of ``items`` in words, and how many more there are."""
    items = [str(item) for item in items]
    more = len(items) - NAMED
    if more > 0:
        items[NAMED:] = [ngettext("%(count)s more", "%(count)s more", more) % {"count": more}]
    return ", ".join(items)


def place(number: int, head: str) -> str:
    """A cell as an editor finds it."""
    return gettext("row %(row)s of “%(column)s”") % {"row": number, "column": head}


def _filled(records):
    """The records that hold something, but no more than tells that there are too many."""
    filled = []
    for number, cells in records:
        if _extent(cells):
            filled.append((number, cells))
        if len(filled) > MAX_ROWS + HEAD_ROWS:
            break
    if not filled:
        raise NoTable(gettext("There is nothing in this file or sheet. Choose the one that holds the table."))
    return filled


def _head_index(filled):
    """The first of the upper rows with two filled cells: titles fill one. Else the first row there is."""
    upper = (index for index, (number, _) in enumerate(filled[:HEAD_ROWS]) if number <= HEAD_ROWS)
    return next((index for index in upper if sum(bool(cell.strip()) for cell in filled[index][1]) > 1), 0)


def _refuse_size(below):
    if not below:
        raise NoTable(
            gettext("There are no rows below the heads. Choose a file with a row of heads and the rows of the table.")
        )
    if len(below) > MAX_ROWS:
        raise UnreadableFile(
            gettext("This table has more than %(limit)s rows. Split it over several files.")
            % {"limit": number_format(MAX_ROWS, force_grouping=True)}
        )


def _extent(cells):
    """How many cells there are up to the last that holds something."""
    for index in range(len(cells), 0, -1):
        if cells[index - 1].strip():
            return index
    return 0


def _fitted(cells, width):
    return cells[:width] + [""] * (width - len(cells))


def _heads(names):
    """``names`` tidied, each of them there and unlike the others, whatever its capitals."""
    heads = []
    for number, name in enumerate(names, 1):
        name = " ".join(name.split()) or gettext("Column %(number)s") % {"number": number}
        heads.append(_unlike(heads, name))
    return heads


def _unlike(heads, name):
    taken = {head.casefold() for head in heads}
    candidates = (name if count == 1 else f"{name} ({count})" for count in range(1, len(heads) + 2))
    return next(candidate for candidate in candidates if candidate.casefold() not in taken)


def _title_warning(filled, head):
    if not head:
        return []
    return [
        gettext("Row %(row)s holds the heads; the rows above it are left out as a title.") % {"row": filled[head][0]}
    ]


def _ragged_warning(numbers):
    if not numbers:
        return []
    message = ngettext(
        "Row %(rows)s has more cells than there are heads. The cells past the last head are left out: check "
        "whether the others stand under the right head.",
        "Rows %(rows)s have more cells than there are heads. The cells past the last head are left out: check "
        "whether the others stand under the right head.",
        len(numbers),
    )
    return [message % {"rows": listed(numbers)}]


def _strange_warning(heads, rows, numbers):
    """Text that went wrong before it came here. It is left as it is: to guess would make it worse."""
    found = [head for head in heads if STRANGE.search(head)]
    found += [
        place(number, head)
        for number, cells in zip(numbers, rows, strict=True)
        for head, cell in zip(heads, cells, strict=True)
        if not cell.isascii() and STRANGE.search(cell)
    ]
    if not found:
        return []
    return [
        gettext(
            "Letters with an accent seem to have gone wrong when this file was made: %(cells)s. "
            "Correct them, or save the file again from its source as an Excel workbook (.xlsx)."
        )
        % {"cells": listed(found)}
    ]
