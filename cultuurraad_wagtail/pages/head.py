"""What stands in the head of a page for machines: Open Graph, and the same page in other languages."""

from django.utils.encoding import escape_uri_path
from django.utils.translation import to_locale
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from ..visibility import not_expired
from .base import CouncilPage

PREVIEW_RENDITION = "fill-1200x630"


def head_of(page, request, meeting=None):
    """What the head says of ``page`` or of a ``meeting`` on it; empty for pages that are not the council's."""
    if request is None or not isinstance(page, CouncilPage):
        return {}
    image = getattr(page, page.card_image) if page.card_image else None
    scope = page.get_scope(request)
    subject = meeting or page
    return {
        "title": getattr(subject, "seo_title", "") or subject.title,
        "description": getattr(subject, "search_description", "") or getattr(subject, "summary", ""),
        "address": request.build_absolute_uri(request.path),
        "locale": to_locale(page.locale.language_code),
        "site_name": scope.site.site_name if scope.site else "",
        "image": _address_of(image, request) if image else None,
        # Of the page itself only: a filtered list, a month or a meeting has no twin.
        "alternates": [] if request.GET or not _is_at(page, request) else alternates(page, scope, request),
    }


def _is_at(page, request):
    """Whether the address is that of ``page`` itself."""
    return escape_uri_path(request.path) == page.get_url(request)


def _address_of(image, request):
    rendition = get_rendition_or_not_found(image, PREVIEW_RENDITION)
    # Without a width it stands for a file that is not there.
    return request.build_absolute_uri(rendition.url) if rendition.width else None


def alternates(page, scope, request):
    """``(language code, address)`` of ``page`` and of each translation that a visitor may see; none without one."""
    translations = Page.objects.filter(translation_key=page.translation_key).live().filter(not_expired())
    shown = [
        (each.locale.language_code, each.get_full_url(request))
        for each in translations.select_related("locale").order_by("locale__language_code")
        if not any(each.path.startswith(path) for path in scope.private) and _is_of(scope.site, each, request)
    ]
    return shown if len(shown) > 1 else []


def _is_of(site, page, request):
    parts = page.get_url_parts(request)
    return bool(site and parts and parts[0] == site.pk and parts[2])
