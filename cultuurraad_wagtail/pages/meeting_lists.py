"""The meetings of a register as lists: what may be asked of it, and what an address asks."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import IntegerField, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..choices import MeetingKind
from ..conf import setting
from ..fields import council_zone
from ..snippets.meetings import Meeting
from ..snippets.minutes import shown_from
from ..snippets.site_settings import CouncilSettings
from .directory_query import LONGEST, Chip, words_of
from .pagination import COUNTED, CappedPaginator
from .workgroups import WorkgroupHubPage

#: Every filter and its label, in the order of the form, of the address and of the chips.
FILTERS = {"q": _("Search"), "group": _("Group"), "kind": _("Kind"), "year": _("Year")}
#: A calendar knows no bounds; a list of years, and a search engine that follows the months, needs some.
YEARS_BACK, YEARS_AHEAD = 100, 10
EVERYTHING = {"group": _("All groups"), "kind": _("All kinds"), "year": _("All years")}


class Facet(NamedTuple):
    """One select of the filter: ``options`` are ``(value, label, is chosen)``."""

    name: str
    label: Any
    everything: Any
    options: list


@dataclass(frozen=True)
class MeetingQuery:
    """One question to the register. Holds only what exists: unknown values are dropped when it is read."""

    q: str = ""
    group: Any = None
    kind: str = ""
    year: int = 0

    @property
    def active(self):
        """The names of the filters that are on."""
        return [name for name in FILTERS if getattr(self, name)]

    @property
    def words(self):
        return words_of(self.q)

    def keep(self, meetings):
        """Those of ``meetings`` that are of the group, the kind and the year."""
        if self.group:
            meetings = meetings.of_workgroup(self.group)
        if self.kind:
            meetings = meetings.filter(kind=self.kind)
        return meetings.of_year(self.year) if self.year else meetings

    def address(self, **changes):
        """The query string of this query with ``changes``; always the same for the same question."""
        query = replace(self, **changes)
        values = {"q": query.q, "group": query.group and query.group.slug, "kind": query.kind, "year": query.year}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def suffix(self):
        """What the address of another view of the same meetings ends in."""
        address = self.address(q="")
        return "" if address == "?" else address

    @property
    def chips(self):
        """The filters that are on, each with the address that drops it."""
        values = {
            "q": self.q,
            "group": self.group and self.group.title,
            "kind": self.kind and MeetingKind(self.kind).label,
            "year": str(self.year),
        }
        without = {name: self.address(**{name: getattr(MeetingQuery, name)}) for name in self.active}
        return [Chip(name, FILTERS[name], values[name], address) for name, address in without.items()]


class MeetingLists:
    """The meetings that a visitor may see in a register, and those that ``request`` asks for by some ``filters``."""

    def __init__(self, register, request, filters):
        self.register, self.filters = register, filters
        self.scope = register.get_scope(request)
        self.hubs = list(WorkgroupHubPage.objects.visible(self.scope).for_choice())
        self.published = Meeting.objects.of_visible_workgroups(self.hubs, self.scope)
        self.query = self._read(request.GET)

    @cached_property
    def everything(self):
        """All that may be seen, each with whether its minutes may be read."""
        return self.published.for_list().telling_minutes(self.scope, self.minutes_rule)

    @cached_property
    def meetings(self):
        """Those that were asked for."""
        return self.query.keep(self.everything)

    @cached_property
    def span(self):
        """When the first and the last meeting begin, in the council's zone; None twice without meetings."""
        return self._in_zone(self._ask(*self._ends))

    @cached_property
    def minutes_rule(self):
        """When visitors of the site read minutes."""
        self.count()
        return self.__dict__["minutes_rule"]

    def count(self, *lists):
        """How many meetings each of ``lists`` has, counted to a thousand.

        Finds the rule for minutes in the same question, and the span where nobody asked for it yet.
        """
        rule = Subquery(CouncilSettings.objects.filter(site=self.scope.site).values("minutes_shown_from"))
        ends = [] if "span" in self.__dict__ else self._ends
        rule, *found = self._ask(rule, *ends, *map(CappedCount, lists))
        self.minutes_rule = shown_from(rule)
        if ends:
            self.span, found = self._in_zone(found[:2]), found[2:]
        return found

    @property
    def _ends(self):
        # Two looks into one index.
        return [
            Subquery(self.published.order_by(order).values("starts_at")[:1]) for order in ("starts_at", "-starts_at")
        ]

    def _ask(self, *expressions):
        return type(self.register).objects.filter(pk=self.register.pk).values_list(*expressions).get()

    @staticmethod
    def _in_zone(moments):
        return [moment and moment.astimezone(council_zone()) for moment in moments]

    def tell_minutes(self, page):
        """Set ``shows_minutes`` on the meetings of ``page``: quicker than to word it for all of a long list."""
        rows = list(page.object_list)
        found = Meeting.objects.filter(pk__in={meeting.pk for meeting in rows})
        facts = {"as_documents": any(meeting.minutes_document_id for meeting in rows)}
        shown = set(found.with_shown_minutes(self.scope, self.minutes_rule, **facts).values_list("pk", flat=True))
        for meeting in rows:
            meeting.shows_minutes = meeting.pk in shown
        page.object_list = rows
        return page

    @property
    def years(self):
        """From the year of the last meeting back to that of the first, within reason."""
        first, last = self.span
        if first is None:
            return range(0)
        today = timezone.localdate(timezone=council_zone())
        newest, oldest = min(last.year, today.year + YEARS_AHEAD), max(first.year, today.year - YEARS_BACK)
        return range(newest, oldest - 1, -1)

    def _read(self, asked):
        q = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
        group = next((hub for hub in self.hubs if hub.slug == asked.get("group")), None)
        kind, year = asked.get("kind"), asked.get("year")
        found = {
            "q": q if words_of(q) else "",
            "group": group,
            "kind": kind if kind in MeetingKind.values else "",
            "year": self._year(year) if year and "year" in self.filters else 0,
        }
        return MeetingQuery(**{name: value for name, value in found.items() if name in self.filters})

    def _year(self, asked):
        return next((each for each in self.years if str(each) == asked), 0)

    @property
    def facets(self):
        """The selects of the filter."""
        query = self.query
        options = {
            "group": lambda: [(hub.slug, hub.title, hub == query.group) for hub in self.hubs],
            "kind": lambda: [(value, label, value == query.kind) for value, label in MeetingKind.choices],
            "year": lambda: [(str(year), str(year), year == query.year) for year in self.years],
        }
        names = [name for name in EVERYTHING if name in self.filters]
        return [Facet(name, FILTERS[name], EVERYTHING[name], options[name]()) for name in names]

    @property
    def context(self):
        """What every view of the register has."""
        return {
            "register": self.register,
            "workgroups": self.hubs,
            "chosen_workgroup": self.query.group,
            "meeting_query": self.query,
            "facets": self.facets,
        }


class CappedCount(Subquery):
    """How many rows a queryset has, as a part of another question; counted to a thousand, as ``CappedPaginator``."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    # Where nothing can be found, Django asks nothing.
    empty_result_set_value = 0

    def __init__(self, queryset):
        super().__init__(queryset.order_by().values("pk")[: COUNTED + 1], output_field=IntegerField())


class MeetingPaginator(CappedPaginator):
    """Of ``meetings``, of which there are ``counted``."""

    def __init__(self, meetings, counted):
        super().__init__(meetings, setting("PAGE_SIZE"))
        self._counted = counted


def upcoming_and_past(register, request):
    """Meetings to come and past ones, some on each page; of one year where the address names one."""
    lists = MeetingLists(register, request, ("group", "kind", "year"))
    kept, now = lists.query.keep(lists.published).for_list(), timezone.now()
    wanted = {"page": kept} if lists.query.year else {"upcoming": kept.upcoming(now), "page": kept.past(now)}
    counts = lists.count(*wanted.values())
    pages = {
        name: MeetingPaginator(meetings, counted).get_page(request.GET.get(name))
        for (name, meetings), counted in zip(wanted.items(), counts, strict=True)
    }
    found = {"items": lists.tell_minutes(pages["page"]), "upcoming_meetings": pages.get("upcoming")}
    return {**lists.context, **{name: page for name, page in found.items() if page is not None}}
