"""A directory as the list that an import would take: every profile's newest version, private fields too."""

from django.utils.encoding import force_str

from ...snippets.disciplines import Discipline
from ...text import plain_text
from ..columns import COLUMNS
from ..profiles import known_profiles
from ..values import LISTS, RICH_TEXT, SOCIAL, as_cell


def directory_as_table(directory):
    """``(headings, rows)`` of the profiles of ``directory``, drafts included; for editors only."""
    names = dict(Discipline.objects.values_list("pk", "name"))
    headings = [force_str(column.label) for column in COLUMNS]
    profiles = sorted(known_profiles(directory).values(), key=lambda profile: profile.values["title"].casefold())
    return headings, ([_cell(profile, column.field, names) for column in COLUMNS] for profile in profiles)


def _cell(profile, field, discipline_names):
    if field == "key":
        return profile.key
    if field == "disciplines":
        return as_cell([discipline_names[pk] for pk in sorted(profile.discipline_ids) if pk in discipline_names])
    if field == "tags":
        return as_cell(sorted(profile.tags))
    if field in SOCIAL:
        return profile.social.get(SOCIAL[field], "")
    value = profile.values[field]
    if field in LISTS:
        return as_cell(value)
    if field in RICH_TEXT:
        return plain_text(value) if value else ""
    return "" if value is None else str(value)
