"""A figure as a file: SVG, PNG, or its numbers as CSV."""

from django.http import HttpResponse
from django.utils.text import slugify

from ..charts import as_png, as_svg
from ..spreadsheets import csv_lines

#: How wide a downloaded picture is drawn.
WIDTH = 800


def as_file(figure, kind) -> HttpResponse:
    """``figure`` as a download."""
    content_type, write = KINDS[kind]
    response = HttpResponse(write(figure), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(figure.title)[:80] or "chart"}.{kind}"'
    # A picture may hold words of editors; nothing in it runs.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _picture(figure):
    note = " ".join(figure.notes)
    return figure.draw(WIDTH, heading=figure.title, note=note)


KINDS = {
    "svg": ("image/svg+xml", lambda figure: as_svg(_picture(figure), "chart", scales=False)),
    "png": ("image/png", lambda figure: as_png(_picture(figure))),
    "csv": ("text/csv; charset=utf-8", lambda figure: b"".join(csv_lines(figure.headings, figure.rows))),
}
