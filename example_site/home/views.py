"""Search over the pages that a visitor may see, in the language of the address."""

from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail.models import Locale, Page

from cultuurraad_wagtail.visibility import scope_for, visible_pages


def search(request):
    query = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    results = []
    if query:
        pages = visible_pages(Page.objects.all(), scope_for(request, Locale.get_active()))
        # The search engine filters on fewer fields than visibility does, so it gets the visible pages' ids.
        results = Page.objects.filter(pk__in=pages.values("pk")).search(query)
    found = Paginator(results, 10).get_page(request.GET.get("page"))
    for page in found:
        page.summary = getattr(page.specific, "summary", "") or page.search_description
    return render(request, "search.html", {"query": query, "items": found})
