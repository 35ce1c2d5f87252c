"""Calendar files of one meeting and of one group's meetings."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from wagtail.models import Locale, Site

from ..calendars import CALENDAR, calendar_bytes
from ..pages.meetings import MeetingRegisterPage
from ..pages.workgroups import WorkgroupHubPage
from ..snippets.meetings import Meeting


def meeting(request, language_code, translation_key):
    """One meeting, for a visitor's own calendar."""
    scope = {
        "site": Site.find_for_request(request),
        "locale": get_object_or_404(Locale, language_code=language_code),
    }
    found = get_object_or_404(Meeting.objects.visible(**scope), translation_key=translation_key)
    return _calendar(request, [found], scope, name=found.title, filename=found.slug)


def workgroup(request, pk):
    """All published meetings of a group, past ones too, to subscribe to; cancelled ones say so."""
    page = get_object_or_404(WorkgroupHubPage.objects.select_related("locale"), pk=pk)
    scope = {"site": Site.find_for_request(request), "locale": page.locale}
    hub = get_object_or_404(WorkgroupHubPage.objects.visible(**scope), pk=pk)
    meetings = Meeting.objects.visible(**scope).of_workgroup(hub).order_by("starts_at", "pk")
    return _calendar(request, meetings, scope, name=hub.title, filename=hub.slug)


def _calendar(request, meetings, scope, *, name, filename):
    register = MeetingRegisterPage.objects.visible(**scope).first()
    root = register.get_full_url(request) if register else ""
    entries = (each.as_calendar_entry(root and root + each.route) for each in meetings)
    body = calendar_bytes(entries, name=name, language=scope["locale"].language_code)
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    patch_cache_control(response, max_age=900)
    return response
