"""What an organisation writes about itself in plain words: address, numbers, mail, a few sentences."""

import re
from itertools import islice
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ...text import format_enterprise_number, normalise_enterprise_number, validate_enterprise_number
from ..names import name_key
from .webpage import in_frame, tidy, words_of

ENTERPRISE_NUMBER = re.compile(r"(?<![\d.])(BE[\s.]?)?([01]?\d{3}[.\s]?\d{3}[.\s]?\d{3})(?![\s.]?\d)", re.IGNORECASE)
BEFORE_A_NUMBER = re.compile(r"KBO|BCE|BTW|TVA|VAT|RPR|RPM|onderneming|entreprise|enterprise", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# What the templates of site builders leave behind.
NOBODYS_MAIL = ("wixpress.com", "sentry.io", "example.com", "example.org", "mysite.com", "domain.com", "yoursite.com")
PHONE = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|tél|téléphone|phone|gsm)\b[\s.:°]{0,5}(?P<number>[+(]?\d[\d\s./()-]{6,20}\d)",
    re.IGNORECASE,
)
NOBODYS_NUMBERS = frozenset({"1234567890", "0123456789", "123456789"})
POSTCODE = re.compile(
    r"(?:^|[\s,(–|-])(?:B(?:E)?\s?[-–]\s?)?(?P<postcode>[1-9]\d{3})\s+"
    r"(?P<municipality>[A-ZÀ-Ý][\w'’]+(?:[ -](?:(?:aan|de|den|der|du|la|le|les|lez|lès|sur|op|in|ten)[ -])?"
    r"[A-ZÀ-Ý][\w'’]*){0,3}(?:-[a-z]{2,5}-[A-ZÀ-Ý][\w'’]*)?)"
)
STREET = re.compile(
    r"(?:(?P<last>[^\W\d_][\w'’. -]{2,70}?[ ,]\s?\d{1,4}\s?[a-zA-Z]?(?:[ ,]+(?:bus|bte|boîte|box)\.?\s?\w{1,5})?)"
    r"|(?P<first>\b\d{1,4}\s?[a-zA-Z]?,?\s+(?:rue|avenue|av|chaussée|place|boulevard|bd|quai|square|allée|chemin|"
    r"clos|drève|impasse|passage)\b[\w'’. -]{2,70}))$",
    re.IGNORECASE,
)
MISSION = re.compile(r"^(?:onze |de |notre |la |our )?(?:missie|mission)\b", re.IGNORECASE)
COOKIES = re.compile(r"cookie|consent|gdpr|avg-banner", re.IGNORECASE)
NO_SUMMARY = re.compile(
    r"cookie|javascript|browser|^(?:top|bottom) of page|just another wordpress|(?:nog een|mijn) wordpress|"
    r"un site utilisant wordpress|this is a paragraph|dit is een alinea|lorem ipsum|all rights reserved|"
    r"alle rechten voorbehouden|tous droits réservés",
    re.IGNORECASE,
)


# An address is in a short line; a page with more postcodes than this is not about an address.
LONGEST_LINE, MOST_POSTCODES = 300, 200


def find_address(lines) -> tuple[str, str, str] | None:
    """``(street, postcode, municipality)`` of the first Belgian address in ``lines``, on one line or on two."""
    for position, line, found in islice(_postcodes(lines), MOST_POSTCODES):
        before = line[: found.start()].strip(" ,–-|•·(") or (lines[position - 1] if position else "")
        street = STREET.search(before.rsplit(":", 1)[-1].strip(" ,–-|•·")[-90:])
        if street:
            return tidy(street[0]), found["postcode"], found["municipality"].strip()
    return None


def _postcodes(lines):
    for position, line in enumerate(lines):
        short = line[:LONGEST_LINE]
        yield from ((position, short, found) for found in POSTCODE.finditer(short))


def enterprise_numbers(text):
    """The valid numbers in ``text`` that words, or BE, announce; a phone number may look like one."""
    for found in ENTERPRISE_NUMBER.finditer(text):
        if found[1] or BEFORE_A_NUMBER.search(text[max(0, found.start() - 45) : found.start()]):
            yield found[2]


def clean_enterprise_number(raw: str) -> str:
    """As people write it, or "" where it is none."""
    number = normalise_enterprise_number(raw.removeprefix("BE").removeprefix("be"))
    try:
        validate_enterprise_number(number)
    except ValidationError:
        return ""
    return format_enterprise_number(number)


def mail_addresses(link: str) -> list[str]:
    """The addresses of a ``mailto:`` link; none for one that only begins a mail to share the page."""
    return [clean_email(part) for part in re.split(r"[,;]", unquote(link.split("?")[0]))]


def clean_email(raw: str) -> str:
    """``raw`` as an address of somebody, or ""."""
    address = tidy(re.sub(r"^\s*mailto:", "", raw, flags=re.IGNORECASE).split("?")[0]).strip("<>. ")
    domain = address.rpartition("@")[2].casefold()
    if any(domain == each or domain.endswith(f".{each}") for each in NOBODYS_MAIL):
        return ""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def clean_phone(raw: str) -> str:
    """The number of a ``tel:`` link or of words, as it can be dialled from abroad where it says so; or ""."""
    number = re.sub(r"^\s*(?:tel|callto|phone):(?://)?", "", unquote(raw), flags=re.IGNORECASE)
    number = re.split(r"[;?,]|//|ext", tidy(number), maxsplit=1)[0]
    number = re.sub(r"^00", "+", number.replace("(0)", " ").strip(" .:/-"))
    number = " ".join(number.split())
    digits = re.sub(r"\D", "", number)
    if not re.fullmatch(r"\+?[\d\s./()-]{8,40}", number) or not 8 <= len(digits) <= 15:
        return ""
    return "" if digits in NOBODYS_NUMBERS or len(set(digits)) < 3 else number


def is_summary(text: str) -> bool:
    """Whether ``text`` may tell what an organisation does, and is no banner, template or name."""
    return len(text) >= 30 and len(name_key(text).split()) > 3 and not NO_SUMMARY.search(text)


def shorten(text: str, limit: int) -> str:
    """``text`` up to the last sentence, or else the last word, that fits in ``limit``."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    sentence = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    return cut[: sentence + 1] if sentence > limit // 3 else f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"


def first_paragraph(soup) -> str:
    """The first sentences on the page that may tell what the organisation does."""
    for paragraph in soup.find_all("p", limit=300):
        text = words_of(paragraph)
        if len(text) >= 60 and is_summary(text) and not in_frame(paragraph) and not _is_banner(paragraph):
            return text
    return ""


def _is_banner(tag):
    names = (f"{each.get('id', '')} {each.get('class', '')}" for each in islice(tag.parents, 100))
    return any(COOKIES.search(name) for name in names)


def mission(soup) -> str:
    """The paragraphs under a heading “Missie”, up to the next heading."""
    for heading in soup.find_all(["h1", "h2", "h3", "h4"], limit=200):
        words = words_of(heading, 100)
        if len(words) < 40 and MISSION.search(words):
            paragraphs = []
            for each in heading.find_all_next(["p", "h1", "h2", "h3", "h4"], limit=8):
                if each.name != "p":
                    break
                paragraphs.append(words_of(each))
            return "\n\n".join(filter(None, paragraphs))
    return ""
