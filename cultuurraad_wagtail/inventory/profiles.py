"""The profiles a list is held against: what each says now, drafts included, and what a row would change in it."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ..pages.organisations import OrganisationProfilePage, OrganisationTag, SocialLink
from ..text import plain_text
from .addresses import address_key
from .names import SEPARATOR, name_key, other_names
from .values import LISTS, RICH_TEXT, SOCIAL, WrongValue, clean_cell

PLAIN_FIELDS = (
    *("title", "other_names", "summary", "mission", "goals", "ongoing_projects", "enterprise_number", "languages"),
    *("street", "postcode", "municipality", "latitude", "longitude", "email", "phone", "website"),
    *("accessibility", "contact_email"),
)


@dataclass
class KnownProfile:
    """One profile as its newest version has it. ``has_draft``: there are changes that are not published.

    ``key`` is the same for life, and in this language only: lists name the profile by it.
    """

    pk: int
    values: dict
    is_live: bool = False
    has_draft: bool = False
    discipline_ids: set[int] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    social: dict[str, str] = field(default_factory=dict)
    key: str = ""

    @property
    def name_keys(self):
        return {name_key(name) for name in (self.values["title"], *other_names(self.values["other_names"]))}


def known_profiles(directory) -> dict[int, KnownProfile]:
    """The profiles of ``directory`` by id, but merged and mirrored ones; five queries for any number."""
    pages = OrganisationProfilePage.objects.child_of(directory).editable()
    profiles = {}
    own = ("pk", "live", "has_unpublished_changes", "locale__language_code", "translation_key")
    for row in pages.order_by("pk").values(*own, *PLAIN_FIELDS).iterator():
        pk, is_live, has_draft, language, key = (row.pop(name) for name in own)
        profiles[pk] = KnownProfile(pk, row, is_live, has_draft, key=f"{language}-{key}")
    _read_relations(profiles, pages)
    drafts = pages.filter(has_unpublished_changes=True, latest_revision__isnull=False).order_by("pk")
    tag_names = dict(OrganisationTag.tag_model().objects.values_list("pk", "name"))
    for pk, content in drafts.values_list("pk", "latest_revision__content").iterator(chunk_size=200):
        _read_draft(profiles[pk], content, tag_names)
    return profiles


def _read_relations(profiles, pages):
    through = OrganisationProfilePage.disciplines.through.objects
    rows = through.filter(organisationprofilepage__in=pages.values("pk"))
    for pk, discipline in rows.values_list("organisationprofilepage_id", "discipline_id").iterator():
        profiles[pk].discipline_ids.add(discipline)
    tagged = OrganisationTag.objects.filter(content_object__in=pages.values("pk"))
    for pk, name in tagged.values_list("content_object_id", "tag__name").iterator():
        profiles[pk].tags.add(name)
    links = SocialLink.objects.filter(page__in=pages.values("pk"))
    for pk, name, url in links.values_list("page_id", "name", "url").iterator():
        profiles[pk].social[name] = url


def _read_draft(profile, content, tag_names):
    profile.values.update({name: content[name] for name in PLAIN_FIELDS if content.get(name) is not None})
    profile.discipline_ids = set(content.get("disciplines") or ())
    profile.tags = {tag_names.get(item["tag"], "") for item in content.get("tagged_items") or ()}
    profile.social = {item["name"]: item["url"] for item in content.get("social_links") or ()}


def difference(profile: KnownProfile, values: dict, *, fill: dict, names: list[str]) -> dict[str, list[str]]:
    """Field → [what it says now, what the row says], for what ``values`` would change in ``profile``.

    An empty value changes nothing. ``fill`` are values for fields that are empty now; ``names`` are names that
    the profile should be known by: its title stays as it is, a name it has not yet joins its other names.
    """
    changes = {}
    for name, new in values.items():
        old = _now(profile, name)
        if name != "title" and new not in ("", [], None) and not _is_same(name, old, new):
            changes[name] = [_shown(old), _shown({*(old or ()), *new} if name in LISTS else new)]
    for name, new in fill.items():
        if new and not profile.values.get(name) and name not in changes:
            changes[name] = ["", _shown(new)]
    missing = [name for name in names if name_key(name) not in profile.name_keys]
    if missing:
        own = changes.get("other_names", [None, profile.values["other_names"]])[1]
        changes["other_names"] = [profile.values["other_names"], SEPARATOR.join(filter(None, [own, *missing]))]
    return changes


def _now(profile, name):
    if name == "disciplines":
        return profile.discipline_ids
    if name == "tags":
        return profile.tags
    if name in SOCIAL:
        return profile.social.get(SOCIAL[name], "")
    return profile.values.get(name)


def _is_same(name, old, new):
    if isinstance(old, str) and _cleaned(name, old) == new:
        return True
    if name in ("disciplines", "languages"):
        return set(new) <= set(old or ())
    if name == "tags":
        return {tag.casefold() for tag in new} <= {tag.casefold() for tag in old}
    if name == "other_names":
        return {name_key(each) for each in other_names(new)} <= {name_key(each) for each in other_names(old or "")}
    if name in RICH_TEXT:
        return plain_text(old or "").split() == new.split()
    if name in ("website", *SOCIAL):
        return bool(old) and address_key(old) == address_key(new)
    if name in ("latitude", "longitude"):
        return old not in (None, "") and Decimal(old) == Decimal(new)
    if name == "phone":
        return re.sub(r"\D", "", old or "") == re.sub(r"\D", "", new)
    return " ".join((old or "").split()).casefold() == new.casefold()


def _cleaned(name, value):
    """``value`` of a profile as it would be if it stood in a list."""
    try:
        return clean_cell(name, value)
    except WrongValue:
        return value


def _shown(value):
    if isinstance(value, set | list | tuple):
        return ", ".join(sorted(str(each) for each in value))
    return "" if value is None else str(value)
