"""The rows of an import's preview: the choice for each, and what it holds and changes in words."""

from collections import defaultdict

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..choices import ImportVerdict, WorkingLanguage
from ..inventory.columns import BY_FIELD
from ..inventory.lists.plan import CREATE, SKIP, UPDATE
from ..inventory.values import LISTS
from ..models import Discipline, OrganisationProfilePage

#: What may tell profiles of one name apart: the first of these that each has, and has for itself.
TELLING = ("municipality", "street", "slug")


class RowForm(forms.Form):
    """What to do with one row, and whether to take the proposed split of its name."""

    action = forms.ChoiceField(label=_("What to do"))
    split = forms.BooleanField(label=_("Take the split"), required=False)

    def __init__(self, *args, row, profiles, **kwargs):
        super().__init__(*args, prefix=f"row-{row.number}", **kwargs)
        self.row = row
        self.fields["action"].choices = _choices(row, profiles)
        if not row.offers_split:
            del self.fields["split"]

    @cached_property
    def has_choice(self):
        return len(self.fields["action"].choices) > 1

    @property
    def only_choice(self):
        """What becomes of the row where there is nothing to choose."""
        return self.row.verdict_label if self.row.verdict == ImportVerdict.UNCHANGED else _("Leave out")


def _choices(row, profiles):
    """The pairs of action and words for ``row``, whose ``profiles`` are rows with what may tell them apart."""
    is_wrong = row.verdict == ImportVerdict.ERROR
    update = _("Update %(title)s without what is wrong") if is_wrong else _("Update %(title)s")
    words = {f"{UPDATE}:{pk}": update % {"title": title} for pk, title in _told_apart(profiles).items()}
    words[CREATE] = _("Make a profile without what is wrong") if is_wrong else _("Make a new profile")
    words[SKIP] = _("Leave out")
    return [(action, words[action]) for action in row.actions if action in words]


def _told_apart(profiles):
    """Id → title of ``profiles``; of those that share one, with what tells them apart behind it."""
    by_title = defaultdict(list)
    for profile in profiles:
        by_title[profile["title"].casefold()].append(profile)
    titles = {each["pk"]: each["title"] for each in profiles}
    for namesakes in by_title.values():
        if len(namesakes) > 1:
            telling = next((name for name in TELLING if _tells_apart(name, namesakes)), "slug")
            titles |= {each["pk"]: f"{each['title']} ({each[telling]})" for each in namesakes}
    return titles


def _tells_apart(name, namesakes):
    return len({each[name] for each in namesakes} - {""}) == len(namesakes)


def row_forms(rows, data=None, *, initial):
    """A RowForm for each of ``rows``; ``initial`` gives what is chosen for one."""
    wanted = {pk for row in rows for pk in (row.target, *row.candidates) if pk}
    found = OrganisationProfilePage.objects.filter(pk__in=wanted).values("pk", "title", *TELLING)
    profiles = {each["pk"]: each for each in found}
    return [
        RowForm(data, row=row, initial=initial(row), profiles=[profiles[pk] for pk in _known(row) if pk in profiles])
        for row in rows
    ]


def _known(row):
    return dict.fromkeys(filter(None, [row.target, *row.candidates]))


def show_in_words(rows):
    """Give ``rows`` their ``shown_values`` and ``shown_changes``: the label of each field, and words."""
    disciplines = {str(pk): name for pk, name in Discipline.objects.values_list("pk", "name")}
    words = {"disciplines": disciplines, "languages": dict(WorkingLanguage.choices)}
    for row in rows:
        values = [(name, value) for name, value in row.values.items() if value and name != "title"]
        row.shown_values = [(BY_FIELD[name].label, _in_words(name, value, words)) for name, value in values]
        row.shown_changes = [
            (BY_FIELD[name].label, *(_in_words(name, value, words) for value in pair))
            for name, pair in row.changes.items()
        ]


def _in_words(name, value, words):
    """``value`` as an editor reads it. A list is one of ids, codes or tags; in a change these have commas between."""
    if name not in LISTS:
        return value
    parts = value.split(", ") if isinstance(value, str) else map(str, value)
    return ", ".join(str(words.get(name, {}).get(part, part)) for part in parts)
