"""What a list would do, row by row: a verdict, the reason for it, and what would change. Writes nothing."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from ...choices import ImportVerdict
from ...snippets.disciplines import Discipline
from ...text import searchable
from ..files.tables import Table
from ..names import name_key, other_names, split_names
from ..profiles import KnownProfile, difference, known_profiles
from ..values import PLACE, WrongValue, clean_cell, complete_place, language_codes
from .matching import ProfileIndex

CREATE, SKIP, UPDATE = "create", "skip", "update"
LONGEST_NAME = 255


@dataclass
class PlannedRow:
    """One row of the list. ``number`` is the file's; ``values`` are ready to store; ``fill`` was read out of them.

    ``errors`` and ``notes`` are ``[column, sentence]``; ``wrong`` is ``[field, cell]`` of what cannot be stored.
    ``target`` is the profile it is about; ``changes`` are field → [now, then]. ``split`` is a proposal for the name,
    ``[name, other names]``. ``key`` names a profile in a list of our own.
    """

    number: int
    name: str
    verdict: str = ImportVerdict.NEW
    reason: str = ""
    values: dict = field(default_factory=dict)
    fill: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    target: int | None = None
    candidates: list = field(default_factory=list)
    changes: dict = field(default_factory=dict)
    split: list | None = None
    wrong: list = field(default_factory=list)
    key: str = ""

    @property
    def action(self) -> str:
        """What happens to the row unless the editor chooses otherwise: ``create``, ``update:<pk>`` or ``skip``."""
        if self.verdict == ImportVerdict.NEW:
            return CREATE
        return f"{UPDATE}:{self.target}" if self.verdict == ImportVerdict.UPDATE else SKIP

    @property
    def actions(self) -> list[str]:
        """What an editor may choose for the row; the last is to leave it out."""
        known = [*([self.target] if self.changes else []), *self.candidates]
        may_create = self.verdict in (ImportVerdict.NEW, ImportVerdict.UPDATE, ImportVerdict.DUPLICATE)
        if self.verdict == ImportVerdict.ERROR:
            may_create = self.target is None and 0 < len(self.name) <= LONGEST_NAME
        return [*(f"{UPDATE}:{pk}" for pk in known), *([CREATE] if may_create else []), SKIP]

    @property
    def verdict_label(self) -> str:
        """The verdict in words."""
        return ImportVerdict(self.verdict).label

    @property
    def is_sure(self) -> bool:
        """Whether it is clear what the row is about."""
        return self.verdict in (ImportVerdict.NEW, ImportVerdict.UPDATE, ImportVerdict.UNCHANGED)

    @property
    def offers_split(self) -> bool:
        """Whether an editor should be asked about two names in one cell."""
        return self.split is not None and self.verdict != ImportVerdict.REPEATED

    def names(self, is_split: bool) -> list[str]:
        """The names the profile should be known by, its title first."""
        if self.split is None:
            return [self.name]
        return [self.split[0], *other_names(self.split[1])] if is_split else [self.name]

    def as_json(self) -> dict:
        return asdict(self)


def plan_import(*, table: Table, columns: dict[str, str], directory, disciplines=(), splits=frozenset()):
    """A list of PlannedRow for ``table``, whose ``columns`` are head → field.

    ``disciplines`` go to every organisation; ``splits`` are the numbers of the rows whose proposed split was taken.
    """
    rows = read_rows(table, columns, directory.locale, disciplines, splits)
    profiles = known_profiles(directory)
    judge = _Judge(ProfileIndex(profiles), profiles, splits)
    for row in _without_repeats(rows):
        judge.decide(row)
    return rows


def read_rows(table: Table, columns: dict[str, str], locale, disciplines=(), splits=frozenset()) -> list[PlannedRow]:
    """The rows of ``table`` with clean values, not yet held against any profile."""
    # In any language, so that a French list fills the Dutch directory; the directory's own words win.
    own_last = sorted(Discipline.objects.all(), key=lambda each: each.locale_id == locale.pk)
    known = {searchable(each.name): each for each in own_last}
    reader = _RowReader(table, columns, locale, known, [each.pk for each in disciplines], splits)
    return [reader.read(number, cells) for number, cells in zip(table.numbers, table.rows, strict=True)]


class _RowReader:
    def __init__(self, table, columns, locale, disciplines, chosen_ids, splits):
        positions = {head: position for position, head in enumerate(table.heads)}
        self._cells = [(head, name, positions[head]) for head, name in columns.items() if head in positions]
        self._title = next((head for head, name, __ in self._cells if name == "title"), "")
        self._language = locale.language_code[:2]
        self._disciplines, self._chosen_ids, self._splits = disciplines, chosen_ids, splits

    def read(self, number, cells):
        row = PlannedRow(number=number, name="")
        for head, name, position in self._cells:
            try:
                row.values[name] = clean_cell(name, cells[position])
            except WrongValue as error:
                row.values[name] = ""
                row.errors.append([head, str(error)])
                row.wrong.append([name, cells[position]])
        row.name = row.values.get("title", "")
        row.key = row.values.pop("key", "")
        split = split_names(row.name, self._language)
        row.split = list(split) if split else None
        self._check_name(row)
        self._place(row)
        self._words(row)
        return row

    def _check_name(self, row):
        if not row.name and self._title not in [head for head, __ in row.errors]:
            row.errors.insert(0, [self._title, _("There is no name in this row.")])
        elif len(row.names(row.number in self._splits)[0]) > LONGEST_NAME:
            sentence = _("This name is longer than 255 characters. Shorten it, or take the proposed split.")
            row.errors.insert(0, [self._title, sentence])
            row.wrong.insert(0, ["title", row.name])

    def _place(self, row):
        completed = {name: row.values.get(name, "") for name in PLACE}
        complete_place(completed, self._language)
        row.fill = {name: value for name, value in completed.items() if value != row.values.get(name, "")}

    def _words(self, row):
        if "languages" in row.values:
            row.values["languages"], unknown = language_codes(row.values["languages"] or [])
            row.notes += [[_("Languages"), _("“%(word)s” is no language we know.") % {"word": w}] for w in unknown]
        ids = list(self._chosen_ids)
        for word in row.values.pop("disciplines", []) or []:
            found = self._disciplines.get(searchable(word))
            if found:
                ids.append(found.pk)
            else:
                sentence = _("“%(word)s” is no discipline of this site. Add it under Disciplines, or leave it.")
                row.notes.append([_("Disciplines"), sentence % {"word": word}])
        if ids:
            row.values["disciplines"] = sorted(set(ids))


def _without_repeats(rows):
    """The rows that are not about the organisation of an earlier one; what those add fills its gaps.

    A row with an error comes after the right ones, wherever it stands, and takes nothing from them.
    """
    kept, by_name = [], defaultdict(list)
    for row in sorted(rows, key=lambda row: bool(row.errors)):
        namesakes = by_name[name_key(row.name)] if row.name else []
        earlier = next((each for each in namesakes if _may_be_one(each, row)), None)
        if earlier is None:
            kept.append(row)
            namesakes.append(row)
            continue
        row.verdict = ImportVerdict.REPEATED
        row.reason = _("The same organisation as in row %(number)s.") % {"number": earlier.number}
        for name, value in row.values.items():
            earlier.values[name] = earlier.values.get(name) or value
        earlier.key = earlier.key or row.key
    # Who has a key comes first: it is about that profile, whatever another row is called.
    return sorted(kept, key=lambda row: (bool(row.errors), not row.key))


def _may_be_one(first, second):
    numbers = {row.values.get("enterprise_number", "") for row in (first, second)} - {""}
    return len(numbers) < 2 and len({first.key, second.key} - {""}) < 2


class _Judge:
    """Gives each row its verdict, one after the other: what a row takes, a later one cannot have."""

    def __init__(self, index, profiles, splits):
        self._index, self._profiles, self._splits = index, profiles, splits
        self._taken: dict[int, int] = {}
        self._numbers: dict[str, int] = {}

    def decide(self, row):
        match = self._match(row)
        row.reason = match.reason
        if match.pk is None and match.candidates:
            row.verdict, row.candidates = ImportVerdict.DUPLICATE, list(match.candidates)
        elif match.pk is None:
            self._decide_new(row)
        elif match.pk in self._taken:
            row.verdict, row.candidates = ImportVerdict.DUPLICATE, [match.pk]
            row.reason = _("Row %(number)s is about this profile already.") % {"number": self._taken[match.pk]}
        else:
            self._decide_known(row, match.pk)
        if row.errors:
            row.verdict, row.reason = ImportVerdict.ERROR, row.errors[0][1]

    def _match(self, row):
        halves = [row.split[0], *other_names(row.split[1])] if row.split else []
        return self._index.find(
            names=[name for name in (row.name, *halves[:1]) if name],
            aliases=halves[1:],
            number=row.values.get("enterprise_number", ""),
            website=row.values.get("website", ""),
            key=row.key,
        )

    def _decide_new(self, row):
        row.verdict, row.reason = ImportVerdict.NEW, _("No profile has this name, number or website.")
        number = row.values.get("enterprise_number", "")
        if number in self._numbers:
            sentence = _("Row %(number)s has the same enterprise number and another name.")
            row.notes.append([_("Enterprise number"), sentence % {"number": self._numbers[number]}])
        elif number:
            self._numbers[number] = row.number

    def _decide_known(self, row, pk):
        self._taken[pk] = row.number
        row.target = pk
        row.changes = changes_in(self._profiles[pk], row, row.number in self._splits)
        row.verdict = ImportVerdict.UPDATE if row.changes else ImportVerdict.UNCHANGED


def changes_in(profile: KnownProfile, row: PlannedRow, is_split: bool) -> dict[str, list[str]]:
    """What ``row`` would change in ``profile``: field → [now, then]."""
    names = [name for name in row.names(is_split) if 0 < len(name) <= LONGEST_NAME]
    halves = [row.split[0], *other_names(row.split[1])] if row.split else []
    if not is_split and profile.name_keys & {name_key(name) for name in (row.name, *halves)}:
        # It goes by a part of this name already; the other part is only taken where the editor says so.
        names = []
    values, fill = _place_in(profile, row)
    return difference(profile, {**row.values, **values}, fill=fill, names=names)


def _place_in(profile, row):
    """``(values, fill)`` of what was read out of the row's address; nothing where the profile has that address."""
    if all(row.values.get(name, "") in ("", profile.values[name]) for name in PLACE):
        return {}, {}
    parted = {name: row.fill[name] for name in ("street", "postcode") if name in row.fill}
    return parted, {name: row.fill[name] for name in ("municipality",) if name in row.fill}
