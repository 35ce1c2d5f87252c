"""Names of organisations: what two spellings have in common, and one cell that holds two names."""

import re
from typing import NamedTuple

from ..text import searchable

# Legal forms in Belgium, nl/fr, that one list writes and the next leaves out.
LEGAL_FORMS = frozenset(
    {
        *("vzw", "asbl", "ivzw", "aisbl", "inpa", "npo", "ngo", "ong", "bv", "bvba", "sprl", "srl"),
        *("nv", "sa", "cv", "cvba", "scrl", "sc", "vof", "snc"),
    }
)
#: Between the names in a profile's field for other names; a comma may be part of a name.
SEPARATOR = "; "
ABBREVIATED = re.compile(
    r"^(?P<name>.+?)[\s,]+(?:en\s+abr[ée]g[ée]|afgekort(?:\s+als)?|in\s+het\s+kort)\s*:?\s+(?P<other>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
IN_BRACKETS = re.compile(r"^(?P<name>.{6,}?)\s*\((?P<other>[A-Z][A-Z0-9.&/]{1,11})\)$", re.DOTALL)
DUTCH = frozenset(
    {
        *("de", "het", "een", "van", "voor", "en", "in", "der", "den", "te", "op", "huis", "raad"),
        *("brussel", "brusselse", "vereniging"),
    }
)
FRENCH = frozenset(
    {
        *("le", "la", "les", "l", "de", "du", "des", "d", "et", "pour", "en", "au", "aux", "un", "une"),
        *("maison", "bruxelles", "association"),
    }
)


class Split(NamedTuple):
    """A cell that seems to hold two names: ``name`` for the profile, ``other`` for its other names."""

    name: str
    other: str


def name_key(name: str) -> str:
    """What two spellings of one name share: no accents, case, punctuation, legal form or double blanks.

    ``Amusea A.S.B.L.`` and ``amusea`` have one key. Never empty for a name that has a letter or a digit.
    """
    # Letters with dots between them are an abbreviation: a.s.b.l., C.I.F.A.S
    joined = re.sub(r"\b(?:\w\.){2,}\w?", lambda found: found[0].replace(".", ""), searchable(name))
    words = re.sub(r"[\W_]+", " ", joined).split()
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def words_key(name: str) -> str:
    """As ``name_key``, whatever the order of the words: two with the same may well be one organisation."""
    return " ".join(sorted(set(name_key(name).split())))


def split_names(cell: str, language_code: str = "nl") -> Split | None:
    """How ``cell`` may be parted: “X / Y”, “X afgekort Y”, “X en abrégé Y”, “X (XY)”; None for a plain name.

    Of several names, the one in ``language_code`` (nl or fr, as far as its small words tell) comes first.
    """
    cell = " ".join(cell.split())
    names, short_forms = [], []
    for part in _sides(cell):
        found = ABBREVIATED.match(part) or IN_BRACKETS.match(part)
        names.append(found["name"].strip(" ,") if found else part)
        short_forms += [found["other"].strip(" ,")] if found else []
    foreign, own = (DUTCH, FRENCH) if language_code == "fr" else (FRENCH, DUTCH)
    title = max(names, key=lambda name: _leaning(name, own, foreign))
    distinct = {words_key(name): name for name in reversed([title, *names, *short_forms])}
    others = [name for name in reversed(distinct.values()) if name is not distinct[words_key(title)]]
    return Split(title, SEPARATOR.join(others)) if others else None


def _sides(cell):
    """The names on both sides of a slash; the whole cell where a side is too short to be one, or in brackets."""
    sides = [side.strip() for side in cell.split("/")]
    are_names = all(len(side) > 3 and side.count("(") == side.count(")") for side in sides)
    return sides if are_names else [cell]


def _leaning(name, own, foreign):
    words = set(re.sub(r"[\W_]+", " ", searchable(name)).split())
    return len(words & own) - len(words & foreign)


def other_names(cell: str) -> list[str]:
    """The names in a profile's field for other names."""
    return [name.strip() for name in cell.split(SEPARATOR.strip()) if name.strip()]
