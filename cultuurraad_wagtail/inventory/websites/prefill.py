"""What a web page tells about an organisation: proposals for its profile, each with where it was found."""

import html
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ...pages.base import SUMMARY_LENGTH
from ..names import name_key
from . import social, textual
from .finds import finds
from .webpage import WebPage, bare, tidy

#: The fields that can be proposed, in the order in which they are shown; one of each, but for the social links.
FIELDS = (
    *("title", "summary", "mission", "street", "postcode", "municipality", "coordinates"),
    *("enterprise_number", "email", "phone", "website", "social_links", "logo"),
)
MOST = {"social_links": 10}
LONGEST = {"title": 255, "street": 255, "postcode": 12, "municipality": 80, "email": 254, "phone": 40}
LONGEST |= {"website": 500, "social_links": 500, "logo": 500, "mission": 4000}

TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|igshid|igsh|mc_[ce]id|ref|ref_src|_ga)$", re.IGNORECASE)
_is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Proposal:
    """One value for one field; a doubtful one may well be somebody else's, and is never chosen beforehand."""

    field: str
    value: str
    source: str
    is_doubtful: bool = False


def find_proposals(content, *, address="", charset="", name="") -> list[Proposal]:
    """What ``content`` (HTML; a text or bytes) proposes, field by field, the best first.

    ``address`` is where it stood and ``name`` what the profile is called, as far as they are known: by these a
    member's page on a portal is told from the portal. Never raises, whatever the content.
    """
    page = WebPage(content, address, charset, name)
    cleaned = [find._replace(raw=_clean(find, page)) for find in finds(page)]
    by_field = {field: {} for field in FIELDS}
    for find in sorted(cleaned, key=lambda find: find.is_doubtful):
        if find.raw:
            by_field[find.field].setdefault(_key(find), Proposal(find.field, find.raw, *find[2:]))
    return [each for field, found in by_field.items() for each in list(found.values())[: MOST.get(field, 4)]]


def _clean(find, page) -> str:
    """The value as the profile can hold it, or ""."""
    raw = find.raw if find.field == "mission" else tidy(find.raw)
    value = CLEANERS[find.field](raw, page)
    return value if len(value) <= LONGEST.get(find.field, SUMMARY_LENGTH) else ""


def _words(raw, page):
    return tidy(html.unescape(re.sub(r"<[^>]{0,300}>", " ", raw[:20_000])))


def _summary(raw, page):
    text = _words(raw, page)
    return textual.shorten(text, SUMMARY_LENGTH) if textual.is_summary(text) else ""


def _mission(raw, page):
    return textual.shorten(raw, LONGEST["mission"]) if textual.is_summary(raw) else ""


def _title(raw, page):
    name = _words(raw, page)
    return name if any(char.isalpha() for char in name) else ""


def _postcode(raw, page):
    return re.sub(r"^BE?\s?-\s?", "", _words(raw, page), flags=re.IGNORECASE)


def _coordinates(raw, page):
    try:
        latitude, longitude = (round(Decimal(part.strip().replace(",", ".")), 6) for part in raw.split(";"))
    except (InvalidOperation, ValueError):
        return ""
    if not (latitude.is_finite() and longitude.is_finite()) or (latitude == 0 and longitude == 0):
        return ""
    return f"{latitude}, {longitude}" if abs(latitude) <= 90 and abs(longitude) <= 180 else ""


def _web_address(raw, page):
    """``raw`` in full, without what tracks visitors; "" for what cannot be opened."""
    address = page.absolute(raw)
    try:
        parts = urlsplit(address)
        query = urlencode([pair for pair in parse_qsl(parts.query) if not TRACKING.match(pair[0])])
        address = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        _is_url(address)
    except (ValueError, ValidationError):
        return ""
    return "" if parts.username else address


def _website(raw, page):
    address = _web_address(raw, page)
    return "" if social.platform(address) else address


def _account(raw, page):
    return social.account(page.absolute(raw))


CLEANERS = {
    "title": _title,
    "summary": _summary,
    "mission": _mission,
    "street": _words,
    "postcode": _postcode,
    "municipality": _words,
    "coordinates": _coordinates,
    "enterprise_number": lambda raw, page: textual.clean_enterprise_number(raw),
    "email": lambda raw, page: textual.clean_email(raw),
    "phone": lambda raw, page: textual.clean_phone(raw),
    "website": _website,
    "social_links": _account,
    "logo": _web_address,
}


def _key(find):
    """What two spellings of one value share."""
    if find.field in ("website", "social_links"):
        return bare(find.raw) + urlsplit(find.raw).query
    if find.field == "phone":
        return re.sub(r"\D", "", find.raw)[-8:]
    return name_key(find.raw) if find.field in ("title", "street") else find.raw.casefold()
