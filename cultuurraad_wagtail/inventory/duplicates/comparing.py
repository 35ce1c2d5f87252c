"""Two profiles of one organisation side by side: where they differ, and what a merged profile would say."""

import re
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ...pages.organisations import OrganisationProfilePage
from ...text import plain_text
from ..addresses import address_key
from ..names import SEPARATOR, name_key, other_names
from ..values import RICH_TEXT

KEPT, OTHER = "kept", "other"
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


class Aspect(NamedTuple):
    """Fields that are chosen together: half an address of each would be nobody's."""

    name: str
    fields: tuple[str, ...]
    label: str = ""

    @property
    def heading(self):
        """What the editor reads beside it."""
        return self.label or capfirst(OrganisationProfilePage._meta.get_field(self.name).verbose_name)


ASPECTS = (
    Aspect("title", ("title",), _("Name")),
    *(Aspect(name, (name,)) for name in ("summary", "mission", "goals", "ongoing_projects")),
    Aspect("logo", ("logo", "logo_alt")),
    Aspect("enterprise_number", ("enterprise_number",)),
    Aspect("address", ("street", "postcode", "municipality"), _("Address")),
    Aspect("coordinates", ("latitude", "longitude"), _("Coordinates")),
    *(Aspect(name, (name,)) for name in ("email", "phone", "website", "accessibility", "contact_email", "ceased_on")),
    *(Aspect(name, (name,)) for name in ("seo_title", "search_description")),
)


class Difference(NamedTuple):
    """An aspect in which two profiles differ; ``proposal`` is the side to take unless the editor knows better."""

    aspect: Aspect
    kept: tuple
    other: tuple
    proposal: str


def differences(kept, other) -> list[Difference]:
    """Where the profiles ``kept`` and ``other`` differ; the kept one's words go first, empty ones give way."""
    found = []
    for aspect in ASPECTS:
        ours, theirs = _values(kept, aspect), _values(other, aspect)
        if [_comparable(value) for value in ours] != [_comparable(value) for value in theirs]:
            proposal = KEPT if any(map(_is_said, ours)) else OTHER
            found.append(Difference(aspect, ours, theirs, proposal))
    return found


def _values(profile, aspect):
    return tuple(getattr(profile, name) for name in aspect.fields)


def _is_said(value):
    return value not in (None, "")


def _comparable(value):
    # The editor gives each paragraph a key of its own, which says nothing.
    return " ".join(BLOCK_KEY.sub("", value).split()) if isinstance(value, str) else value


def chosen_values(kept, other, choices: dict[str, str]) -> dict:
    """Field → value, for what ``choices`` (name of an aspect → side) takes from ``other``."""
    taken = [each.aspect for each in differences(kept, other) if choices.get(each.aspect.name, each.proposal) == OTHER]
    return {name: getattr(other, name) for aspect in taken for name in aspect.fields}


def shown(aspect: Aspect, values: tuple) -> str:
    """``values`` of ``aspect`` as an editor reads them, without mark-up."""
    if any(name in RICH_TEXT for name in aspect.fields):
        values = [" ".join(plain_text(value).split()) for value in values]
    return ", ".join(str(value) for value in values if _is_said(value))


def united_names(title: str, *profiles) -> str:
    """All names by which ``profiles`` are known, without those that are ``title`` in another spelling."""
    names = [name for each in profiles for name in (each.title, *other_names(each.other_names))]
    by_key = {name_key(title): title}
    for name in names:
        by_key.setdefault(name_key(name), name)
    return SEPARATOR.join(list(by_key.values())[1:])


def united_links(kept, other) -> list[tuple[str, str]]:
    """Name and address of the social links of both, each address once."""
    by_address = {}
    for link in (*kept.social_links.all(), *other.social_links.all()):
        by_address.setdefault(address_key(link.url), (link.name, link.url))
    return list(by_address.values())


def united_disciplines(kept, other) -> list:
    """The disciplines of both, each once."""
    return list({each.pk: each for profile in (kept, other) for each in profile.disciplines.all()}.values())
