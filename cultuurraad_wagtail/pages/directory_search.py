"""How organisations are found: each filter of the directory as a condition, exact on SQLite and PostgreSQL."""

from typing import NamedTuple

from django.db.models import Case, Count, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast, Left, StrIndex
from django.db.models.lookups import Exact, GreaterThan, In
from django.utils import timezone
from wagtail.coreutils import resolve_model_string

from ..choices import ProjectStatus
from ..fields import council_zone
from ..snippets.people import Mandate
from ..text import searchable
from .base import with_discipline
from .completeness import CareQuerySet

DIGITS = "0-9"
LETTERS = (*"abcdefghijklmnopqrstuvwxyz", DIGITS)
INITIALS = {letter: [letter] for letter in LETTERS} | {DIGITS: list("0123456789")}
LANGUAGES = Cast("languages", TextField())


def key_as_text(name):
    """A translation key as the database writes it; a thousand UUIDs take longer to make than to find."""
    return Cast(name, TextField())


class Row(NamedTuple):
    """An organisation in a result."""

    pk: int
    key: str
    municipality: str
    languages: str
    sort_name: str


class OrganisationQuerySet(CareQuerySet):
    def listed(self, today=None):
        """Organisations that have not stopped by ``today`` (a date; default: now)."""
        return self.filter(still_going(today))

    def by_name(self):
        """In the order of the alphabet."""
        return self.order_by(*self.model.list_ordering)

    def nearest_names_first(self, words):
        """First those whose name begins with ``words``, then those whose name has them all, then the others."""
        begins = Exact(StrIndex("sort_name", Value(" ".join(words))), 1)
        has_all = Q(*(_has("sort_name", word) for word in words))
        rank = Case(When(begins, then=0), When(has_all, then=1), default=2, output_field=IntegerField())
        return self.order_by(rank, *self.model.list_ordering)

    def newest_first(self):
        """Those published last first."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def first_rows(self, number):
        """The first ``number`` as Rows: what is needed to count and to page, and no more."""
        columns = ("pk", key_as_text("translation_key"), "municipality", LANGUAGES, "sort_name")
        return [Row(*values) for values in self.values_list(*columns)[:number]]

    def with_place(self):
        """Those with coordinates, with no more than a map needs."""
        fields = ("title", "slug", "url_path", "path", "depth", "locale", "latitude", "longitude")
        return self.filter(latitude__isnull=False, longitude__isnull=False).only(*fields)

    def cards_of(self, keys):
        """The organisations with these primary keys for cards, in the order of ``keys``; as a list."""
        position = {key: place for place, key in enumerate(keys)}
        return sorted(
            self.filter(pk__in=keys).for_cards().defer("search_text").order_by(), key=lambda page: position[page.pk]
        )

    def numbers_of(self, cases):
        """How many there are in each of ``cases``, lists of conditions by name; one query for all."""
        everything = Q(pk__isnull=False)
        counts = {f"in_{name}": Count("pk", filter=Q(*case) or everything) for name, case in cases.items()}
        found = self.order_by().aggregate(**counts) if counts else {}
        return {name: found[f"in_{name}"] for name in cases}


def _has(field, part):
    # Not LIKE: nothing to escape, and twice as quick on SQLite. Both sides are without accents and case.
    return GreaterThan(StrIndex(field, Value(part)), 0)


def containing(model, words, disciplines=()) -> Q:
    """Organisations whose public words contain each of ``words``, which are as ``text.searchable`` makes them.

    The names of those of ``disciplines`` that an organisation has are words of its own.
    """
    return Q(*(_saying(model, word, disciplines) for word in words))


def _saying(model, word, disciplines):
    named = [each for each in disciplines if word in searchable(each.name)]
    in_text = Q(_has("search_text", word))
    return in_text | with_discipline(model, *named) if named else in_text


def beginning_with(letter) -> Q:
    """Organisations whose name begins with ``letter``, one of LETTERS."""
    return Q(In(Left("sort_name", 1), INITIALS[letter]))


def working_in(code) -> Q:
    """Organisations that work in the language ``code``. The codes stand in quotes in the JSON of any database."""
    return Q(_has(LANGUAGES, f'"{code}"'))


def sitting_in(workgroup_key, today=None) -> Q:
    """Organisations with a current mandate in the group with this translation key."""
    mandates = Mandate.objects.current(today).filter(workgroup__translation_key=workgroup_key)
    return Q(translation_key__in=mandates.values("organisation__translation_key"))


def seeking_partners(scope) -> Q:
    """Organisations that lead a project, visible in ``scope``, that is looking for partners."""
    return Q(translation_key__in=projects_seeking_partners(scope).values("lead_organisation__translation_key"))


def projects_seeking_partners(scope):
    """The visible projects that are looking for partners."""
    projects = resolve_model_string("cultuurraad_wagtail.ProjectShowcasePage").objects.visible(scope).order_by()
    return projects.filter(status=ProjectStatus.LOOKING_FOR_PARTNERS)


def still_going(today=None) -> Q:
    """Organisations that have not stopped by ``today`` (a date; default: now)."""
    today = today or timezone.localdate(timezone=council_zone())
    return Q(ceased_on__isnull=True) | Q(ceased_on__gt=today)
