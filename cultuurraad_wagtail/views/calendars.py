"""Calendar files: one meeting's, a group's, a site's, and the meetings of one person's groups."""

from hashlib import sha256

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant
from wagtail.models import Locale, Site

from ..calendars import calendar_bytes
from ..choices import MeetingKind
from ..pages.feed_state import Wanted
from ..pages.feeds import entries_of
from ..pages.meetings import MeetingRegisterPage
from ..pages.workgroups import WorkgroupHubPage
from ..snippets.meetings import Meeting
from ..snippets.people import Mandate, Person
from ..visibility import scope_for
from .feed_response import MAX_AGE, calendar_response, feed_response


@require_safe
def meeting(request, language_code, translation_key):
    """One meeting, for a visitor's own calendar."""
    _check(language_code)
    scope = scope_for(request, get_object_or_404(Locale, language_code=language_code))
    found = get_object_or_404(Meeting.objects.visible(scope), translation_key=translation_key)
    register = MeetingRegisterPage.objects.first_visible(scope)
    with override(language_code):
        entries = entries_of([found], (register and register.get_full_url(request)) or "")
    body = calendar_bytes(entries, name=found.title, language=language_code)
    response = calendar_response(body, language_code, found.slug)
    response["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    patch_cache_control(response, max_age=MAX_AGE)
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def site(request, language_code):
    """All published meetings in a language, past ones too, to subscribe to; cancelled ones say so.

    ``?group=``, ``?discipline=`` and ``?kind=`` each keep a part. What is not known is not found, so that whoever
    subscribed to it notices.
    """
    _check(language_code)
    wanted = Wanted(language_code, *(request.GET.get(name, "") for name in ("group", "discipline", "kind")))
    # PostgreSQL takes no NUL in a text.
    if wanted.kind not in ("", *MeetingKind.values) or "\0" in wanted.discipline:
        raise Http404
    return feed_response(request, wanted, filename=language_code)


@require_safe
def workgroup(request, pk):
    """As ``site``, for one group; this address stays when the group's own address changes."""
    group = get_object_or_404(WorkgroupHubPage.objects.select_related("locale"), id=pk)
    wanted = Wanted(group.locale.language_code, groups=(group.translation_key,))
    return feed_response(request, wanted, filename=group.slug)


@require_safe
def personal(request, token):
    """The meetings of the groups in which a person sits today, in their language; ``token`` is their secret."""
    seats = Mandate.objects.current().filter(person__calendar_secret=token).order_by()
    rows = list(seats.values_list("person__language", "workgroup__translation_key"))
    language = rows[0][0] if rows else get_object_or_404(Person, calendar_secret=token).language
    groups = tuple(sorted({key for _language, key in rows}))
    wanted = Wanted(_language_for(request, language), groups=groups, is_personal=True)
    response = feed_response(request, wanted, filename="calendar")
    response["X-Robots-Tag"] = "noindex"
    return response


def _check(language_code):
    if language_code not in get_content_languages():
        raise Http404


def _language_for(request, language):
    """The code of the language in which a reader of ``language`` reads this site: the default one if it lacks that."""
    site = Site.find_for_request(request)
    written = {path.language_code for path in Site.get_site_root_paths() if site and path.site_id == site.pk}
    try:
        code = get_supported_content_language_variant(language)
    except LookupError:
        code = None
    return code if code in written else Locale.get_default().language_code
