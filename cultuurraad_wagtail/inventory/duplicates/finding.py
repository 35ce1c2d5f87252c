"""Profiles that may be of one organisation: pairs that share a name, a website, an address or a number."""

from collections import defaultdict
from itertools import combinations, pairwise
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ...pages.organisations import OrganisationProfilePage
from ...records.duplicates import DistinctProfiles
from ...text import searchable
from ..addresses import address_key, website_key
from ..names import name_key, other_names, words_key

#: Why two profiles may be one, the strongest reason first.
REASONS = {
    "name": _("Same name."),
    "words": _("The same words in another order."),
    "number": _("Same enterprise number and a similar name."),
    "website": _("Same website."),
    "email": _("Same e-mail address."),
}
STRENGTH = {reason: position for position, reason in enumerate(REASONS)}
#: More profiles than this on one website, address or number belong to an umbrella, not to one organisation.
UMBRELLA = 4
#: So many profiles of one name are each held against all others; of more, each against the next.
ALL_AGAINST_ALL = 8
SHORTEST_WORD = 4
COLUMNS = ("pk", "path", "title", "other_names", "enterprise_number", "website", "email", "municipality", "live")


class Candidate(NamedTuple):
    """What a profile is held against others by, and shown by."""

    pk: int
    path: str
    title: str
    other_names: str
    number: str
    website: str
    email: str
    municipality: str
    live: bool


class Pair(NamedTuple):
    """Two profiles that may be one, and why: names of REASONS, the strongest first."""

    first: Candidate
    second: Candidate
    reasons: tuple[str, ...]

    @property
    def reasons_in_words(self):
        """Why, as sentences."""
        return " ".join(str(REASONS[reason]) for reason in self.reasons)


def duplicate_pairs(profiles) -> list[Pair]:
    """Pairs among ``profiles`` (a queryset), of one directory each, that nobody told apart; the likeliest first.

    Profiles are grouped by what they share, never held against all others: ten thousand take about a second.
    """
    rows = [Candidate(*row) for row in profiles.order_by("pk").values_list(*COLUMNS).iterator()]
    known = {each.pk: each for each in rows}
    reasons = defaultdict(set)
    for (reason, _directory, _key), pks in _groups(rows).items():
        for first, second in _pairs(reason, pks):
            if not _is_contradicted(reason, known[first], known[second]):
                reasons[first, second].add(reason)
    for pair in DistinctProfiles.objects.pairs():
        reasons.pop(pair, None)
    pairs = [Pair(known[first], known[second], _strongest_first(found)) for (first, second), found in reasons.items()]
    return sorted(pairs, key=_likelihood)


def _groups(rows):
    """What is shared → the profiles that share it, in the order of ``rows``."""
    groups = defaultdict(dict)
    for row in rows:
        directory = row.path[: -OrganisationProfilePage.steplen]
        for reason, key in _keys(row):
            if key:
                groups[reason, directory, key][row.pk] = None
    return groups


def _keys(row):
    names = [name_key(name) for name in (row.title, *other_names(row.other_names))]
    for key in names:
        yield "name", key
    yield "words", words_key(row.title)
    if row.number:
        for word in {word for key in names for word in key.split() if len(word) >= SHORTEST_WORD}:
            yield "number", (row.number, word)
    if host := website_key(row.website):
        yield "website", host
        yield "website", address_key(row.website)
    if row.email:
        yield "email", searchable(row.email)


def _pairs(reason, pks):
    if reason in ("name", "words"):
        return combinations(pks, 2) if len(pks) <= ALL_AGAINST_ALL else pairwise(pks)
    return combinations(pks, 2) if len(pks) <= UMBRELLA else ()


def _is_contradicted(reason, first, second):
    """Whether two enterprise numbers say that a shared website or address means nothing."""
    return reason in ("website", "email") and "" not in (first.number, second.number) and first.number != second.number


def _strongest_first(reasons):
    # Who has the same name has its words too, and not in another order.
    told = reasons - {"words"} if "name" in reasons else reasons
    return tuple(sorted(told, key=STRENGTH.get))


def _likelihood(pair):
    return STRENGTH[pair.reasons[0]], -len(pair.reasons), searchable(pair.first.title), pair.first.pk, pair.second.pk


@transaction.atomic
def tell_apart(*, first, second, user) -> DistinctProfiles:
    """Note that the profiles ``first`` and ``second`` are of two organisations; the pair does not come back."""
    first, second = sorted((first, second), key=lambda page: page.pk)
    return DistinctProfiles.objects.get_or_create(first=first, second=second, defaults={"user": user})[0]
