"""What a register gives as a spreadsheet."""

from io import BytesIO

from ..spreadsheets import csv_lines, write_xlsx


class SafeExportMixin:
    """For a view with Wagtail's SpreadsheetExportMixin: a table from ``get_sheet``, in CSV with BOM or XLSX."""

    def get_sheet(self, queryset):
        """``(headings, rows)``: a list of words, and an iterable of lists of cells in the same order."""
        raise NotImplementedError

    def stream_csv(self, queryset):
        yield from csv_lines(*self.get_sheet(queryset))

    def write_xlsx(self, queryset, output: BytesIO):
        write_xlsx(*self.get_sheet(queryset), output)
