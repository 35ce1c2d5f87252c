"""What the directory can be filtered by: the values that visitors may see, and how many each would leave."""

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Subquery, TextField, Value
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import resolve_model_string
from wagtail.models import ModelLogEntry, PageLogEntry, Site

from ..choices import WorkingLanguage
from ..snippets.disciplines import Discipline
from ..snippets.people import Mandate
from ..snippets.site_settings import CouncilSettings
from ..text import sort_key
from . import directory_search as search
from .directory_query import FILTERS
from .directory_search import key_as_text

KEPT_FOR = 300  # seconds
SEEKING_PARTNERS = "partners"
OPEN_DATA = ("open_data_licence", "open_data_note")
EVERYTHING = {
    "discipline": _("All disciplines"),
    "municipality": _("All municipalities"),
    "language": _("All languages"),
    "group": _("All groups"),
}


class Group(NamedTuple):
    slug: str
    title: str
    key: str


class Vocabulary(NamedTuple):
    """What a visitor may filter by; the keys of the organisations in each group; the licence of the list."""

    disciplines: list[Discipline]
    municipalities: list[str]
    groups: list[Group]
    members: dict[str, str]
    open_data: CouncilSettings


class Option(NamedTuple):
    value: str
    label: Any
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    options: list[Option]

    @property
    def label(self):
        return FILTERS[self.name]

    @property
    def everything(self):
        """The words of the choice that filters nothing."""
        return EVERYTHING[self.name]


def vocabulary(organisations, scope, *of) -> Vocabulary:
    """The vocabulary of ``organisations`` (a queryset), from the site's cache; ``of`` tells apart what is kept.

    It is read anew after whatever Wagtail's audit log tells of, in any process, so that no name outlives the last
    page with it.
    """
    state = repr((scope.locale.pk, scope.private, newest_log_entries(scope), *of))
    key = f"cultuurraad_wagtail.directory.{sha256(state.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        names = organisations.order_by().exclude(municipality="").values_list("municipality", flat=True).distinct()
        hubs = resolve_model_string("cultuurraad_wagtail.WorkgroupHubPage").objects.visible(scope).for_links()
        groups = hubs.values_list("slug", "title", key_as_text("translation_key"))
        # The keys of a group as one text: a cache unpacks a few long texts sooner than many short ones.
        members = {name: " ".join(key for _, key in pairs) for name, pairs in groupby(_members(scope), itemgetter(0))}
        given = scope.site and CouncilSettings.objects.filter(site=scope.site).values(*OPEN_DATA).first()
        disciplines = list(Discipline.objects.in_locale(scope.locale))
        kept = disciplines, sorted(names, key=sort_key), list(groups), members, given or {}
        cache.set(key, kept, KEPT_FOR)
    disciplines, municipalities, groups, members, given = kept
    return Vocabulary(
        disciplines, municipalities, [Group(*each) for each in groups], members, CouncilSettings(**given)
    )


def newest_log_entries(scope):
    """The site's key and those of the newest entries of Wagtail's audit log: other ones once anything has changed."""
    newest = [Subquery(model.objects.order_by("-pk").values("pk")[:1]) for model in (PageLogEntry, ModelLogEntry)]
    return Site.objects.filter(pk=scope.site and scope.site.pk).values_list("pk", *newest).first()


def _members(scope):
    """``(group, organisation)`` by translation key, sorted; the visible calls for partners are one more group."""
    seats = Mandate.objects.current().filter(organisation__isnull=False).order_by()
    leads = search.projects_seeking_partners(scope).filter(lead_organisation__isnull=False)
    pairs = seats.values_list(key_as_text("workgroup__translation_key"), key_as_text("organisation__translation_key"))
    seekers = leads.values_list(
        Value(SEEKING_PARTNERS, TextField()), key_as_text("lead_organisation__translation_key")
    )
    # Not UNION ALL: two people of one organisation in one group count once.
    return sorted(pairs.union(seekers).order_by())


@dataclass(frozen=True)
class Tally:
    """How many organisations of one result have each value of each facet: exactly what choosing it would leave."""

    counts: dict[str, Counter]
    seeking_partners: int
    letters: set[str]

    @classmethod
    def of(cls, rows, ticked, known):
        """The tally of ``rows`` (directory_search.Row), with the keys of the disciplines that each has ``ticked``."""
        spoken = Counter()
        for text, number in Counter(row.languages for row in rows).items():
            spoken.update(dict.fromkeys(json.loads(text or "[]"), number))
        keys = {row.key for row in rows}
        groups = Counter({group: len(keys.intersection(own.split())) for group, own in known.members.items()})
        counts = {
            "discipline": Counter(key for keys in ticked.values() for key in keys),
            "municipality": Counter(row.municipality for row in rows),
            "language": spoken,
            "group": groups,
        }
        initials = {row.sort_name[:1] for row in rows}
        letters = {letter for letter, begins in search.INITIALS.items() if not initials.isdisjoint(begins)}
        return cls(counts, groups[SEEKING_PARTNERS], letters)


def facets(query, known, tally) -> list[Facet]:
    """The facets of a result. With a ``tally`` each value has its number and those of nobody are left out.

    A facet that is on has no numbers beside its other values: those are of results that were not counted.
    """
    values = {
        "discipline": [(each.slug, each.name, each.translation_key) for each in known.disciplines],
        "municipality": [(each, each, each) for each in known.municipalities],
        "language": [(code, label, code) for code, label in WorkingLanguage.choices],
        "group": [(each.slug, each.title, each.key) for each in known.groups],
    }
    chosen = {
        "discipline": query.discipline and query.discipline.slug,
        "municipality": query.municipality,
        "language": query.language,
        "group": query.group and query.group.slug,
    }
    return [Facet(name, _options(rows, chosen[name], tally and tally.counts[name])) for name, rows in values.items()]


def _options(values, chosen, counts):
    if counts is None or chosen:
        return [Option(value, label, None, value == chosen) for value, label, _key in values]
    return [Option(value, label, counts[key], False) for value, label, key in values if counts[key]]
