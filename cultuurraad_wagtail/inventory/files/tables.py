"""One door for uploaded tables: the bytes of a CSV file or workbook in, heads and rows of text out."""

from django.utils.translation import gettext

from .archives import is_zip
from .csv_tables import read_csv
from .file_kinds import refuse_other_kinds
from .grids import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Table, UnreadableFile
from .workbooks import read_workbook

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Table", "UnreadableFile", "read_table"]


def read_table(content: bytes, filename: str, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Table:
    """The table in ``content``, or UnreadableFile with a sentence that says how to mend the file.

    What the bytes are decides, not what the file is called: ``filename`` only breaks a tie between delimiters.
    ``encoding``, ``delimiter`` and ``sheet`` are an editor's corrections; empty, they are found out. A workbook has
    no use for the first two, a text file none for the last.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            gettext(
                "This file is larger than %(limit)s MB. Remove images and the sheets or columns that are not needed, "
                "or split the table over several files."
            )
            % {"limit": MAX_BYTES // 1024**2}
        )
    refuse_other_kinds(content)
    if is_zip(content):
        return read_workbook(content, sheet)
    return read_csv(content, filename, encoding, delimiter)
