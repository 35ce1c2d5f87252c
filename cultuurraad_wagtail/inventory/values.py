"""The cells of a list of organisations, cleaned field by field: what a list writes for nothing, addresses, numbers."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.html import escape
from django.utils.translation import gettext as _

from ..choices import WorkingLanguage
from ..text import normalise_enterprise_number, restore_formula, searchable, validate_enterprise_number

# What lists write where they know nothing.
NOTHING = frozenset(
    {
        *(
            "0",
            "0.0",
            "?",
            "??",
            "-",
            "--",
            "---",
            "/",
            "//",
            ".",
            "n/a",
            "n.a.",
            "#n/a",
            "nvt",
            "n.v.t.",
            "null",
            "none",
        ),
        *("nan", "nil", "onbekend", "inconnu", "unknown", "néant", "0001-01-01", "1900-01-01", "01/01/0001"),
        *("01/01/1900", "00/00/0000", "0000-00-00"),
    }
)
# A name may be short or odd: only what can be no name counts as nothing there.
NO_NAME = frozenset(["0", "0.0", "?", "??", "-", "--", "---", "/", "//", ".", "0001-01-01", "1900-01-01"])
CONTROL = re.compile(r"[\x80-\x9f]")
RICH_TEXT = ("mission", "goals", "ongoing_projects", "accessibility")
LISTS = ("disciplines", "languages", "tags")
PLACE = ("street", "postcode", "municipality")
SOCIAL = {"facebook": "Facebook", "instagram": "Instagram"}
LONGEST = {"title": 1000, "other_names": 1000, "summary": 320, "street": 255, "postcode": 12, "municipality": 80}
LONGEST |= {"phone": 40, "website": 500, "email": 254, "contact_email": 254}
LANGUAGES = {
    WorkingLanguage.DUTCH: ("nl", "nederlands", "neerlandais", "dutch", "n"),
    WorkingLanguage.FRENCH: ("fr", "frans", "francais", "french", "f"),
    WorkingLanguage.ENGLISH: ("en", "engels", "anglais", "english", "e"),
    WorkingLanguage.SIGN_LANGUAGE: ("gebarentaal", "langue des signes", "sign language", "sign", "vgt", "lsfb"),
    WorkingLanguage.OTHER: ("andere", "autre", "other", "another language", "andere taal", "autre langue"),
}
# The nineteen municipalities of Brussels, nl and fr, by postcode; Laken, Neder-Over-Heembeek and Haren are Brussels.
BRUSSELS = {
    **dict.fromkeys(("1000", "1020", "1120", "1130"), ("Brussel", "Bruxelles")),
    "1030": ("Schaarbeek", "Schaerbeek"),
    "1040": ("Etterbeek", "Etterbeek"),
    "1050": ("Elsene", "Ixelles"),
    "1060": ("Sint-Gillis", "Saint-Gilles"),
    "1070": ("Anderlecht", "Anderlecht"),
    "1080": ("Sint-Jans-Molenbeek", "Molenbeek-Saint-Jean"),
    "1081": ("Koekelberg", "Koekelberg"),
    "1082": ("Sint-Agatha-Berchem", "Berchem-Sainte-Agathe"),
    "1083": ("Ganshoren", "Ganshoren"),
    "1090": ("Jette", "Jette"),
    "1140": ("Evere", "Evere"),
    "1150": ("Sint-Pieters-Woluwe", "Woluwe-Saint-Pierre"),
    "1160": ("Oudergem", "Auderghem"),
    "1170": ("Watermaal-Bosvoorde", "Watermael-Boitsfort"),
    "1180": ("Ukkel", "Uccle"),
    "1190": ("Vorst", "Forest"),
    "1200": ("Sint-Lambrechts-Woluwe", "Woluwe-Saint-Lambert"),
    "1210": ("Sint-Joost-ten-Node", "Saint-Josse-ten-Noode"),
}
POSTCODE_AND_PLACE = re.compile(
    r"^(?:(?P<street>.*\S)[\s,]+)?(?:B\s*-\s*)?(?P<postcode>[1-9][0-9]{3})\s+(?P<place>[^\d,]+)$"
)

_url = URLValidator(schemes=["http", "https"])


class WrongValue(Exception):
    """A cell that cannot be that field; the message says how to mend it."""


def clean_cell(field: str, cell: str):
    """The value of ``field`` that ``cell`` stands for; "" or [] for nothing. Raises WrongValue.

    A string, or for lists a list of strings as written.
    """
    value = restore_formula(cell.strip())
    if field not in RICH_TEXT:
        value = " ".join(value.split())
    if value.casefold() in (NO_NAME if field in ("title", "other_names") else NOTHING):
        value = ""
    if field in LISTS:
        return parts_of(value)
    value = CLEANERS[field](value) if value and field in CLEANERS else value
    limit = LONGEST.get(field, 50_000)
    if len(str(value)) > limit:
        raise WrongValue(_("This is longer than %(limit)s characters. Shorten it.") % {"limit": limit})
    return value


def parts_of(cell: str) -> list[str]:
    """The words of a list in one cell: parted by semicolons, else by commas, bars, slashes and line ends."""
    parts = cell.split(";") if ";" in cell else re.split(r"[,|/\n]", cell)
    return [part.strip() for part in parts if part.strip()]


def as_cell(words) -> str:
    """A list of words as one cell, which ``parts_of`` reads as the same words."""
    text = "; ".join(words)
    return f"{text};" if len(words) == 1 and parts_of(text) != list(words) else text


def _name(value):
    if CONTROL.search(value):
        raise WrongValue(_("The name holds a broken character. Choose another encoding, or mend it in the file."))
    return value


def _number(value):
    # A spreadsheet that took it for a number: 407626464.0
    number = normalise_enterprise_number(re.sub(r"\.0$", "", value))
    try:
        validate_enterprise_number(number)
    except ValidationError as error:
        raise WrongValue(error.messages[0]) from error
    return number


def _address(value):
    first = re.split(r"[\s,;|]+", value.replace("mailto:", ""))[0].strip("<>")
    try:
        validate_email(first)
    except ValidationError as error:
        raise WrongValue(_("This is no e-mail address. Correct it, for example info@huis.be.")) from error
    return first


def _website(value):
    # Several in one cell: the first.
    first = re.split(r"[\s|]+|[;,](?=\s|https?:|www\.|$)", value)[0].rstrip("/.")
    address = first if re.match(r"https?://", first, re.IGNORECASE) else f"https://{first.lstrip('/')}"
    try:
        _url(address)
    except ValidationError as error:
        raise WrongValue(_("This is no web address. Correct it, for example https://www.huis.be.")) from error
    return address


def _phone(value):
    if len(re.findall(r"[0-9]", value)) < 6:
        raise WrongValue(_("This is no phone number. Correct it, for example 02 512 34 56."))
    return re.sub(r"\.0$", "", value)


def _postcode(value):
    return re.sub(r"^B\s*-\s*(?=[0-9])", "", re.sub(r"\.0$", "", value), flags=re.IGNORECASE)


def _degrees(limit):
    def clean(value):
        try:
            degrees = round(Decimal(value.replace(",", ".")), 6)
        except InvalidOperation as error:
            raise WrongValue(_("This is no coordinate. Give degrees, for example 50.846557.")) from error
        if not degrees.is_finite() or abs(degrees) > limit:
            raise WrongValue(_("This is no coordinate. Give degrees, for example 50.846557."))
        return str(degrees)

    return clean


CLEANERS = {
    "title": _name,
    "enterprise_number": _number,
    "email": _address,
    "contact_email": _address,
    "website": _website,
    "facebook": _website,
    "instagram": _website,
    "phone": _phone,
    "postcode": _postcode,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
}


def complete_place(values: dict, language_code: str) -> None:
    """Part “Muntplein 1, 1000 Brussel” into its fields, and fill the municipality of a Brussels postcode."""
    for field in ("street", "municipality", "postcode"):
        found = POSTCODE_AND_PLACE.match(str(values.get(field, "")))
        if found and not (field != "postcode" and values.get("postcode")):
            values[field] = ""
            values["postcode"] = found["postcode"]
            values["municipality"] = values.get("municipality") or found["place"].strip()
            values["street"] = values.get("street") or (found["street"] or "").strip(" ,")
            break
    places = BRUSSELS.get(values.get("postcode", ""))
    if places and not values.get("municipality"):
        values["municipality"] = places[1 if language_code == "fr" else 0]


def language_codes(words: list[str]) -> tuple[list[str], list[str]]:
    """``(codes, unknown words)`` of WorkingLanguage for words in nl, fr or en."""
    known = {word: code.value for code, words in LANGUAGES.items() for word in words}
    codes = [known.get(searchable(word)) for word in words]
    unknown = [word for word, code in zip(words, codes, strict=True) if code is None]
    return list(dict.fromkeys(code for code in codes if code)), unknown


def as_rich_text(text: str) -> str:
    """Plain text as paragraphs; what looks like markup stays words."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n|\r\n\s*\r\n", text))
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs if part)
