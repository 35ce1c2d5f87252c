"""A figure as a file: SVG, PNG, or its numbers as CSV."""

from django.http import HttpResponse
from django.utils.text import slugify

from ..charts import as_png, as_svg
from ..spreadsheets import csv_lines
from .keeping import kept
from .report import Report

#: How wide a downloaded picture is drawn.
WIDTH = 800


def as_file(figure, kind, report: Report) -> HttpResponse:
    """``figure`` of ``report`` as a download."""
    content_type, write = KINDS[kind]
    response = HttpResponse(write(figure, report), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(figure.title)[:80] or "chart"}.{kind}"'
    # A picture may hold words of editors; nothing in it runs.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _picture(figure):
    note = " ".join(figure.notes)
    return figure.draw(WIDTH, heading=figure.title, note=note)


def _png(figure, report):
    """Kept: drawing one takes far longer than all the rest of the page."""
    return kept(report, f"{figure.id}.png", lambda: as_png(_picture(figure)))


KINDS = {
    "svg": ("image/svg+xml", lambda figure, report: as_svg(_picture(figure), "chart", scales=False)),
    "png": ("image/png", _png),
    "csv": ("text/csv; charset=utf-8", lambda figure, report: b"".join(csv_lines(figure.headings, figure.rows))),
}
