"""Calendar files of one meeting and of one group's meetings."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from ..calendars import CALENDAR, calendar_bytes
from ..pages.meetings import MeetingRegisterPage
from ..pages.workgroups import WorkgroupHubPage
from ..snippets.meetings import Meeting
from ..visibility import scope_for


@require_safe
def meeting(request, language_code, translation_key):
    """One meeting, for a visitor's own calendar."""
    if language_code not in get_content_languages():
        raise Http404
    scope = scope_for(request, get_object_or_404(Locale, language_code=language_code))
    found = get_object_or_404(Meeting.objects.visible(scope), translation_key=translation_key)
    return _calendar(request, [found], scope, name=found.title, filename=found.slug)


@require_safe
def workgroup(request, pk):
    """All published meetings of a group, past ones too, to subscribe to; cancelled ones say so."""
    page = get_object_or_404(WorkgroupHubPage.objects.select_related("locale"), id=pk)
    scope = scope_for(request, page.locale)
    hub = get_object_or_404(WorkgroupHubPage.objects.visible(scope), id=pk)
    meetings = Meeting.objects.of_visible_workgroups([hub], scope).order_by("starts_at", "pk")
    return _calendar(request, meetings, scope, name=hub.title, filename=hub.slug)


def _calendar(request, meetings, scope, *, name, filename):
    register = MeetingRegisterPage.objects.first_visible(scope)
    root = register.get_full_url(request) if register else ""
    entries = (each.as_calendar_entry(root and root + each.route) for each in meetings)
    body = calendar_bytes(entries, name=name, language=scope.locale.language_code)
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = content_disposition_header(False, f"{filename}.ics")
    # Of the whole file: a meeting that expires or moves to another group changes it without a date of its own.
    response["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    patch_cache_control(response, max_age=900)
    return get_conditional_response(request, etag=etag, response=response)
