"""Where a web page tells of an organisation: in data for machines, in links, in pictures, in plain words."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from ..addresses import host_of
from . import social, textual
from .webpage import bare, in_frame, name_parts, same_name, tidy

JSON_LD = _("data for search engines (JSON-LD)")
OPEN_GRAPH = _("data for social media (Open Graph)")
DESCRIPTION = _("the page's description")
PAGE_TITLE = _("the page's title")
PAGE_ADDRESS = _("the page's address")
MAIL_LINK = _("a mail link")
PHONE_LINK = _("a phone link")
LINK = _("a link on the page")
PICTURE = _("a picture on the page")
TEXT = _("the page's text")
THE_SITE = _("the site around the page, so perhaps another organisation")

WEBSITE_WORDS = re.compile(
    r"^(?:(?:naar |de |onze |bezoek |visitez |le )*(?:website|site web|site internet)\b|www\.)", re.IGNORECASE
)


class Find(NamedTuple):
    """A value as it stands on the page."""

    field: str
    raw: str
    source: str
    is_doubtful: bool = False


def finds(page) -> Iterator[Find]:
    """All there is on ``page`` (a WebPage), as written, the best kind of source first."""
    yield from _from_blocks(page)
    yield from _from_metadata(page)
    yield from _from_links(page)
    yield from _from_pictures(page)
    yield from _from_text(page)


def _from_blocks(page):
    """The organisations in the page's JSON-LD, the one whose page it is first."""
    ranked = sorted(page.graph.organisations(), key=lambda pair: _strangeness(page, *pair))
    for position, (node, _is_nested) in enumerate(ranked):
        is_the_sites = _is_the_sites(page, node)
        is_doubtful = is_the_sites or position > 0
        source = THE_SITE if is_the_sites else JSON_LD
        for field, raw in _block(page.graph, node):
            yield Find(field, raw, source, is_doubtful)


def _strangeness(page, node, is_nested):
    """Sorts an organisation that has nothing to do with the page last."""
    names = page.graph.texts(node, "name", "name")
    addresses = page.graph.texts(node, "url", "url")
    return (
        _is_the_sites(page, node),
        not any(same_name(each, page.known_name) for each in names),
        not any(page.address and bare(page.absolute(each)) == bare(page.address) for each in addresses),
        not any(same_name(each, other) for each in names for other in page.names),
        is_nested,
        not any(host_of(page.absolute(each)) == page.host for each in addresses),
        not page.graph.inner(node, "address"),
    )


def _is_the_sites(page, node):
    if not page.is_members_page:
        return False
    names = page.graph.texts(node, "name", "name")
    if any(same_name(each, other) for each in names for other in (page.known_name, *page.headings)):
        return False
    addresses = [page.absolute(each) for each in page.graph.texts(node, "url", "url")]
    is_root = any(host_of(each) == page.host and not urlsplit(each).path.strip("/") for each in addresses)
    return is_root or not addresses or any(same_name(each, page.site_name) for each in names)


def _block(graph, node):
    """The finds in one organisation's node."""
    for field, key, inside in (
        ("title", "name", ()),
        ("title", "legalName", ()),
        ("summary", "description", ()),
        ("email", "email", ()),
        ("phone", "telephone", ()),
        ("website", "url", ("url", "@id")),
        ("social_links", "sameAs", ("url", "@id")),
        ("enterprise_number", "vatID", ()),
        ("enterprise_number", "taxID", ()),
        ("enterprise_number", "identifier", ("value",)),
        ("logo", "logo", ("url", "contentUrl")),
        ("logo", "image", ("url", "contentUrl")),
    ):
        yield from ((field, raw) for raw in graph.texts(node, key, *inside))
    for point in graph.inner(node, "contactPoint"):
        yield from (("email", raw) for raw in graph.texts(point, "email"))
        yield from (("phone", raw) for raw in graph.texts(point, "telephone"))
    for place in (node, *graph.inner(node, "location")):
        yield from _place(graph, place)


def _place(graph, node):
    for address in graph.inner(node, "address"):
        for field, key in (
            ("street", "streetAddress"),
            ("postcode", "postalCode"),
            ("municipality", "addressLocality"),
        ):
            yield from ((field, raw) for raw in graph.texts(address, key)[:1])
    written = [raw for raw in (node.get("address"),) if isinstance(raw, str)]
    if found := textual.find_address([tidy(line) for raw in written for line in raw.splitlines()]):
        yield from zip(("street", "postcode", "municipality"), found, strict=True)
    for geo in graph.inner(node, "geo"):
        pairs = zip(graph.texts(geo, "latitude"), graph.texts(geo, "longitude"), strict=False)
        yield from (("coordinates", f"{latitude};{longitude}") for latitude, longitude in pairs)


def _from_metadata(page):
    is_doubtful = page.is_members_page
    for field, names in (
        ("street", ("business:contact_data:street_address", "og:street-address")),
        ("postcode", ("business:contact_data:postal_code", "og:postal-code")),
        ("municipality", ("business:contact_data:locality", "og:locality")),
        ("email", ("business:contact_data:email", "og:email")),
        ("phone", ("business:contact_data:phone_number", "og:phone_number")),
        ("website", ("business:contact_data:website",)),
        ("summary", ("og:description",)),
        ("logo", ("og:logo", "og:image", "og:image:url")),
    ):
        yield from (Find(field, raw, OPEN_GRAPH) for raw in page.meta(*names)[:2])
    for latitude, longitude in zip(
        page.meta("place:location:latitude", "og:latitude"),
        page.meta("place:location:longitude", "og:longitude"),
        strict=False,
    ):
        yield Find("coordinates", f"{latitude};{longitude}", OPEN_GRAPH)
    for raw in page.meta("geo.position", "icbm"):
        yield Find("coordinates", raw.replace(",", ";"), DESCRIPTION)
    yield from (Find("summary", raw, DESCRIPTION) for raw in page.meta("description")[:1])
    if not page.is_deep and page.site_name:
        yield Find("title", page.site_name, OPEN_GRAPH if page.meta("og:site_name") else JSON_LD)
    yield from (Find("title", each, PAGE_TITLE) for each in page.headings[:1])
    for title in (*page.meta("og:title")[:1], page.title):
        yield from (
            Find("title", part, PAGE_TITLE, part == page.site_name and is_doubtful) for part in name_parts(title)
        )
    if page.host and not is_doubtful:
        parts = urlsplit(page.address)
        yield Find("website", f"{parts.scheme}://{parts.netloc}", PAGE_ADDRESS)


def _from_links(page):
    for href, words, is_framed in page.links:
        is_doubtful = is_framed and page.is_members_page
        kind = href[:7].lower()
        if kind == "mailto:":
            found = [("email", raw, MAIL_LINK) for raw in textual.mail_addresses(href)]
        elif kind.startswith(("tel:", "callto:")):
            found = [("phone", href, PHONE_LINK)]
        elif social.platform(page.absolute(href)):
            found = [("social_links", href, LINK)]
        elif page.is_members_page and WEBSITE_WORDS.search(words) and host_of(page.absolute(href)) != page.host:
            found = [("website", href, LINK)]
        else:
            continue
        yield from (Find(field, raw, THE_SITE if is_doubtful else source, is_doubtful) for field, raw, source in found)


def _from_pictures(page):
    for picture in page.soup.find_all("img", src=True, limit=300):
        named = " ".join(str(picture.get(key, "")) for key in ("id", "class", "alt", "src"))
        if "logo" in named.lower() and not picture["src"].startswith("data:"):
            is_doubtful = page.is_members_page and in_frame(picture)
            yield Find("logo", picture["src"], THE_SITE if is_doubtful else PICTURE, is_doubtful)


def _from_text(page):
    # What a portal writes in its footer is its own; which words those are, lines do not tell.
    is_doubtful = page.is_members_page
    marked = [tidy(each.get_text(" ")) for each in page.soup.find_all("address", limit=5)]
    if found := textual.find_address([*marked, *page.lines]):
        for field, raw in zip(("street", "postcode", "municipality"), found, strict=True):
            yield Find(field, raw, TEXT, is_doubtful)
    yield from (Find("enterprise_number", raw, TEXT, is_doubtful) for raw in textual.enterprise_numbers(page.text))
    yield from (Find("email", found[0], TEXT, is_doubtful) for found in textual.EMAIL.finditer(page.text))
    yield from (Find("phone", found["number"], TEXT, is_doubtful) for found in textual.PHONE.finditer(page.text))
    yield Find("mission", textual.mission(page.soup), TEXT)
    yield Find("summary", textual.first_paragraph(page.soup), TEXT)
