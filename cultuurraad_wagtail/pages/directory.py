"""The directory: the list of organisations with its search and facets, and the way on from merged profiles."""

from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from ..conf import map_context, setting
from ..snippets.disciplines import Discipline
from . import pagination
from .base import CouncilIndexPage
from .directory_facets import Tally, facets, vocabulary
from .directory_query import MAP, DirectoryQuery
from .organisations import OrganisationProfilePage


class OrganisationDirectoryPage(CouncilIndexPage):
    item_model = "cultuurraad_wagtail.OrganisationProfilePage"
    card_template = "cultuurraad_wagtail/includes/organisation_card.html"
    template = "cultuurraad_wagtail/organisations/directory.html"
    subpage_types = ["cultuurraad_wagtail.OrganisationProfilePage"]
    page_description = _("Lists the organisations of the council; add a profile below it for each.")

    class Meta:
        verbose_name = _("organisation directory")
        verbose_name_plural = _("organisation directories")

    def get_items(self, request, stopped=False):
        """The organisations that a visitor may see, unordered; with those that ``stopped`` only where told."""
        items = super().get_items(request)
        return items if stopped else items.listed()

    def get_list(self, request):
        """The organisations that ``request`` asks for, some on each page, and what they can be filtered by."""
        scope = self.get_scope(request)
        everyone, known, query = self._asked(request, scope)
        conditions = query.conditions(everyone.model, scope)
        found = query.order(everyone.filter(*conditions.values()))
        rows = found.first_rows(pagination.COUNTED + 1)
        paginator = pagination.CappedKeyPaginator(found, setting("PAGE_SIZE"), [row.pk for row in rows])
        items = paginator.get_page(request.GET.get("page"))
        # One query for the facets and the cards, unless there are too many to count.
        counted = items.object_list if paginator.is_capped else [row.pk for row in rows]
        ticked = Discipline.objects.keys_of(everyone.model, counted)
        cards = everyone.model.objects.cards_of(items.object_list)
        items.object_list = Discipline.objects.attach_to(cards, self.locale, known.disciplines, ticked)
        tally = None if paginator.is_capped else Tally.of(rows, ticked, known)
        return {
            "items": items,
            "disciplines": known.disciplines,
            "chosen_discipline": query.discipline,
            "directory_query": query,
            "facets": facets(query, known, tally),
            "letters": query.letters(tally and tally.letters),
            "tally": tally,
            "open_data": known.open_data,
            "map": map_context(),
            "wider": [] if rows else self.wider(everyone, query, conditions),
        }

    def _asked(self, request, scope):
        stopped = request.GET.get("stopped") == "1"
        everyone = self.get_items(request, stopped)
        known = vocabulary(everyone, scope, self.pk, stopped)
        return everyone, known, DirectoryQuery.read(request.GET, known)

    def places(self, request):
        """The organisations that ``request`` asks for and that have a place, at most a thousand, for the map."""
        scope = self.get_scope(request)
        everyone, _known, query = self._asked(request, scope)
        found = query.order(everyone.filter(*query.conditions(everyone.model, scope).values())).with_place()
        return [
            {
                "title": page.title,
                "address": page.get_url(request),
                "latitude": float(page.latitude),
                "longitude": float(page.longitude),
            }
            for page in found[: pagination.COUNTED]
        ]

    def wider(self, everyone, query, conditions):
        """``(chip, number)`` for each filter that is on: how many there would be without it."""
        without = {name: [each for other, each in conditions.items() if other != name] for name in conditions}
        numbers = everyone.numbers_of(without)
        return [(chip, numbers[chip.name]) for chip in query.chips]

    def route(self, request, path_components):
        """As any page; the address of a profile that was merged leads to the one it was merged into."""
        try:
            return super().route(request, path_components)
        except Http404:
            target = self._merged_into(request, path_components)
            if target is None:
                raise
            return RouteResult(self, kwargs={"target": target})

    def _merged_into(self, request, path_components):
        if len(path_components) != 1:
            return None
        below = OrganisationProfilePage.objects.child_of(self).filter(live=False)
        merged = below.filter(slug=path_components[0], merged_into__isnull=False).first()
        return merged.survivor_in(self.get_scope(request)) if merged else None

    def serve(self, request, *args, target=None, **kwargs):
        if target is not None:
            return HttpResponsePermanentRedirect(target.get_url(request))
        if setting("MAP_TILES") and request.GET.get(MAP) == "1":
            return JsonResponse(self.places(request), safe=False)
        return super().serve(request, *args, **kwargs)
