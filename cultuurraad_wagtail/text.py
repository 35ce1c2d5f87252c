"""Pure functions on strings: enterprise numbers, sort keys, cells that a spreadsheet cannot run."""

import re
import unicodedata

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Letters that Unicode does not part into a letter and an accent; casefold() makes ss of ß.
FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def normalise_enterprise_number(value: str) -> str:
    """The ten digits of a Belgian enterprise number (KBO/BCE), its lost leading zero restored.

    Accepts ``0407.626.464``, ``BE 0407626464`` and ``407626464``; what does not look like one comes back stripped.
    """
    stripped = value.strip()
    digits = re.sub(r"^BE", "", re.sub(r"[\s.\-/]", "", stripped), flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{9,10}", digits):
        return stripped
    return digits.zfill(10)


def validate_enterprise_number(value: str) -> None:
    """Raise ValidationError unless ``value`` is ten digits whose last two are 97 minus the first eight mod 97.

    Source: Crossroads Bank for Enterprises; numbers begin with 0 or, since 2023, with 1.
    """
    number = normalise_enterprise_number(value)
    if not re.fullmatch(r"[01][0-9]{9}", number) or int(number[8:]) != 97 - int(number[:8]) % 97:
        raise ValidationError(
            _(
                "This is not an enterprise number. Copy the ten digits from the Crossroads Bank for Enterprises, "
                "for example 0407.626.464."
            ),
            code="enterprise_number",
        )


def format_enterprise_number(value: str) -> str:
    """``0407626464`` as people write it, ``0407.626.464``."""
    return f"{value[:4]}.{value[4:7]}.{value[7:]}" if len(value) == 10 else value


def sort_key(value: str) -> str:
    """``value`` without accents, case and leading punctuation, so that É sorts with E on any database."""
    plain = searchable(value)
    return re.sub(r"^[\W_]+", "", plain) or plain


def searchable(value: str) -> str:
    """``value`` without accents, case and double blanks: what a search compares, on both sides."""
    decomposed = unicodedata.normalize("NFKD", value)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return " ".join(plain.translate(FOLDED).split())


def neutralise_formula(value):
    """``value`` with an apostrophe before it where a spreadsheet would run it as a formula.

    Follows OWASP's advice on CSV injection. Numbers, dates and other non-strings pass unchanged.
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return "'" + value
    return value


def restore_formula(value: str) -> str:
    """``value`` as it was before ``neutralise_formula``, for cells of a spreadsheet that we wrote ourselves."""
    return value[1:] if value.startswith("'") and value[1:].lstrip(" ").startswith(FORMULA_STARTS) else value


def plain_text(html: str | list[str]) -> str:
    """The words of rich text, its blocks parted by line ends; of a list of words, each on its own line."""
    if isinstance(html, list):
        return "\n".join(html)
    return BeautifulSoup(html, "html.parser").get_text("\n", strip=True)


def paragraphs(html: str) -> str:
    """Rich text as somebody without a rich text editor would type it: blocks with a blank line between them."""
    soup = BeautifulSoup(html, "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    blocks = [block.get_text().strip() for block in soup.find_all(["p", "li", "h2", "h3", "h4"])]
    return "\n\n".join(block for block in blocks if block) or soup.get_text().strip()


def free_slug(words: str, rows, *, fallback: str = "item") -> str:
    """``words`` as an address part that none of ``rows`` (a queryset with a ``slug``) has, numbered if need be."""
    base = slugify(words)[:170] or fallback
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
