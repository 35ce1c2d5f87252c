"""Open data: the public fields of the organisations at fixed addresses, once an editor has chosen a licence."""

from hashlib import sha256
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from ..inventory.open_data import OpenInventory
from ..snippets.site_settings import CouncilSettings
from ..spreadsheets import csv_lines, write_xlsx
from ..visibility import scope_for


@require_safe
def organisations(request, language_code, kind):
    """The organisations as ``kind``: csv, xlsx or jsonld. Not found while the site has no licence for them."""
    if kind not in FILES or language_code not in get_content_languages():
        raise Http404
    scope = scope_for(request, get_object_or_404(Locale, language_code=language_code))
    settings = scope.site and CouncilSettings.for_site(scope.site)
    if not settings or not settings.licence:
        raise Http404
    inventory = OpenInventory(scope, lambda page: page.get_full_url(request))
    state = (kind, request.get_host(), settings.licence, settings.open_data_note, inventory.state())
    etag = f'"{sha256(repr(state).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = FILES[kind](inventory, settings)
        response["Content-Disposition"] = content_disposition_header(kind != "jsonld", f"organisations.{kind}")
    response["ETag"] = etag
    response["Link"] = f'<{settings.licence.address}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=300)
    return response


def _csv(inventory, settings):
    lines = csv_lines(inventory.headings, inventory.rows())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def _xlsx(inventory, settings):
    file = TemporaryFile()  # noqa: SIM115, the response closes it
    write_xlsx(inventory.headings, inventory.rows(), file)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, content_type=kind)


def _json_ld(inventory, settings):
    lines = inventory.json_ld(settings.licence.address, settings.open_data_note)
    return StreamingHttpResponse(lines, content_type="application/ld+json; charset=utf-8")


FILES = {"csv": _csv, "xlsx": _xlsx, "jsonld": _json_ld}
