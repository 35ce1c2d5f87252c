"""What a visitor asks of the directory, read from the address, and the addresses of what lies one step away."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import WorkingLanguage
from ..text import searchable
from . import directory_search as search
from .base import with_discipline

LONGEST, MOST_WORDS = 100, 8
NEWEST = "newest"
MAP = "map"
#: Every filter and its label, in the order of the form, of the address and of the chips.
FILTERS = {
    "q": _("Search"),
    "discipline": _("Discipline"),
    "municipality": _("Municipality"),
    "language": _("Language"),
    "group": _("Working group"),
    "partners": _("Looking for partners"),
    "letter": _("First letter"),
}


@dataclass(frozen=True)
class Chip:
    """One filter that is on: its label, its value in words, and the address without it."""

    name: str
    label: Any
    value: Any
    address: str

    @property
    def words(self):
        """The filter as a visitor reads it."""
        if self.name == "q":
            return _("Search: “%(value)s”") % {"value": self.value}
        return _("%(label)s: %(value)s") % {"label": self.label, "value": self.value} if self.value else self.label

    @property
    def way_out(self):
        """The result without it, in words."""
        if self.name == "q":
            return _("without the search for “%(value)s”") % {"value": self.value}
        return _("without the filter “%(filter)s”") % {"filter": self.words}


@dataclass(frozen=True)
class DirectoryQuery:
    """One question to the directory. Holds only what exists: unknown values are dropped when it is read.

    ``disciplines`` are all that there are: a search finds organisations by the names of theirs.
    """

    q: str = ""
    discipline: Any = None
    municipality: str = ""
    language: str = ""
    group: Any = None
    partners: bool = False
    letter: str = ""
    stopped: bool = False
    newest: bool = False
    disciplines: tuple = ()

    @classmethod
    def read(cls, asked, vocabulary):
        """The query in ``asked`` (request.GET), whose values are looked up in what visitors may see."""
        q = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
        return cls(
            q=q if words_of(q) else "",
            discipline=_named(vocabulary.disciplines, asked.get("discipline")),
            municipality=_known(asked.get("municipality"), vocabulary.municipalities),
            language=_known(asked.get("language"), WorkingLanguage.values),
            group=_named(vocabulary.groups, asked.get("group")),
            partners=asked.get("partners") == "1",
            letter=_known(asked.get("letter"), search.LETTERS),
            stopped=asked.get("stopped") == "1",
            newest=asked.get("sort") == NEWEST,
            disciplines=tuple(vocabulary.disciplines),
        )

    @property
    def words(self):
        return words_of(self.q)

    @property
    def active(self):
        """The names of the filters that are on."""
        return [name for name in FILTERS if getattr(self, name)]

    def conditions(self, model, scope) -> dict[str, Q]:
        """A condition on ``model`` for each filter that is on, by its name."""
        conditions = {
            "q": lambda: search.containing(model, self.words, self.disciplines),
            "discipline": lambda: with_discipline(model, self.discipline),
            "municipality": lambda: Q(municipality=self.municipality),
            "language": lambda: search.working_in(self.language),
            "group": lambda: search.sitting_in(self.group.key),
            "partners": lambda: search.seeking_partners(scope),
            "letter": lambda: search.beginning_with(self.letter),
        }
        return {name: conditions[name]() for name in self.active}

    def order(self, organisations):
        """``organisations`` in the order that was asked for."""
        if self.newest:
            return organisations.newest_first()
        return organisations.nearest_names_first(self.words) if self.q else organisations.by_name()

    def address(self, **changes):
        """The query string of this query with ``changes``; always the same for the same question."""
        query = replace(self, **changes)
        parameters = {
            "q": query.q,
            "discipline": query.discipline and query.discipline.slug,
            "municipality": query.municipality,
            "language": query.language,
            "group": query.group and query.group.slug,
            "partners": query.partners and "1",
            "letter": query.letter,
            "stopped": query.stopped and "1",
            "sort": query.newest and NEWEST,
        }
        return "?" + urlencode({name: value for name, value in parameters.items() if value})

    def without(self, name):
        """The address of this query without the filter ``name``."""
        return self.address(**{name: getattr(DirectoryQuery, name)})

    @property
    def chips(self):
        """The filters that are on, each with the address that drops it."""
        values = {
            "q": self.q,
            "discipline": self.discipline,
            "municipality": self.municipality,
            "language": self.language and WorkingLanguage(self.language).label,
            "group": self.group and self.group.title,
            "letter": self.letter.upper(),
        }
        return [Chip(name, FILTERS[name], values.get(name, ""), self.without(name)) for name in self.active]

    @property
    def map_address(self):
        """The address of the places of this result, for the map."""
        address = self.address()
        return f"{address}{'' if address == '?' else '&'}{MAP}=1"

    @property
    def by_name_address(self):
        return self.address(newest=False)

    @property
    def newest_address(self):
        return self.address(newest=True)

    def letters(self, found=None):
        """``(letter, address, is chosen, is empty)`` from A to Z; ``found`` are those of the result, where known."""
        known = None if self.letter else found
        before, after = self.address(letter=search.DIGITS).rsplit(search.DIGITS, 1)
        return [
            (each.upper(), f"{before}{each}{after}", each == self.letter, known is not None and each not in known)
            for each in search.LETTERS
        ]


def words_of(text):
    """The words that a search for ``text`` looks for."""
    return re.findall(r"[^\W_]+", searchable(text))[:MOST_WORDS]


def _known(value, values):
    return value if value in values else ""


def _named(rows, slug):
    return next((each for each in rows if each.slug == slug), None)
