"""JSON-LD as real pages write it: the organisations in a page's blocks, however nested, listed or broken."""

import html
import json
import re

# Kinds of organisation and of house, of those in schema.org whose name does not end in one of the words below.
SUBTYPES = re.compile(
    r"ArtGallery|BarOrPub|BookStore|CafeOrCoffeeShop|CollegeOrUniversity|ComedyClub|Consortium|Cooperative|Corporation|"
    r"GovernmentOffice|NGO|NightClub|PerformingArtsTheater|Preschool|RadioStation|Restaurant|SportsClub|"
    r"TelevisionStation|TouristInformationCenter|WorkersUnion"
)
ENDINGS = ("Organization", "Group", "Team", "Business", "School", "Museum", "Library", "Theater", "Store", "Venue")
# Below these a block speaks of somebody else than whose page it is.
OF_OTHERS = re.compile(
    r"address|breadcrumb|department|events?|funder|geo|itemReviewed|location|logo|member|memberOf|offers|"
    r"parentOrganization|performer|reviews?|sponsor|subOrganization|workFeatured"
)
IN_PLACE = ("@graph", "mainEntity", "mainEntityOfPage", "about")
WRAPPED_IN = ("//", "/*", "*/", "<!--", "-->", "<![CDATA[", "]]>")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MOST_NODES = 5000
MOST_ORGANISATIONS = 20
MOST_TEXTS, LONGEST_TEXT = 20, 5_000


class Graph:
    """All nodes of a page's blocks; what one says by reference is found in another."""

    def __init__(self, scripts):
        self.nodes = []
        for script in scripts:
            for value in parse(script):
                self._collect(value)
        self.by_id = {}
        for node, _is_nested in self.nodes:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > len(self.by_id.get(name, {"@id": name})):
                self.by_id[name] = node

    def _collect(self, value):
        waiting = [(value, False)]
        while waiting and len(self.nodes) < MOST_NODES:
            value, is_nested = waiting.pop()
            if isinstance(value, list):
                waiting.extend((each, is_nested) for each in reversed(value))
            elif isinstance(value, dict):
                self.nodes.append((value, is_nested))
                inner = [(key, each) for key, each in value.items() if not OF_OTHERS.fullmatch(key)]
                waiting.extend((each, is_nested or key not in IN_PLACE) for key, each in reversed(inner))

    def organisations(self):
        """``[(node, is_nested), …]`` in the order of the page, each once; nested is a publisher or an author."""
        found = {}
        for node, is_nested in self.nodes:
            whole = self._whole(node)
            if is_organisation(whole) and set(whole) - {"@context", "@id", "@type"}:
                found[id(whole)] = (whole, is_nested and found.get(id(whole), (whole, True))[1])
        return list(found.values())[:MOST_ORGANISATIONS]

    def _whole(self, node):
        name = node.get("@id")
        return self.by_id.get(name, node) if isinstance(name, str) else node

    def site_names(self):
        """The names of the websites that the page says it is part of."""
        return [
            name for node, _is_nested in self.nodes if "WebSite" in types(node) for name in self.texts(node, "name")
        ]

    def inner(self, node, key):
        """The objects under ``key``, by reference or in place."""
        return [self._whole(each) for each in as_list(node.get(key)) if isinstance(each, dict)]

    def texts(self, node, key, *inside):
        """The words under ``key``; of an object, those under its ``inside`` keys."""
        words = [str(each) for each in as_list(node.get(key))[:MOST_TEXTS] if isinstance(each, (str, int, float))]
        for each in self.inner(node, key)[:MOST_TEXTS]:
            for inner_key in ("@value", *inside):
                inner = as_list(each.get(inner_key))[:MOST_TEXTS]
                words += [str(word) for word in inner if isinstance(word, (str, int, float))]
        return [word[:LONGEST_TEXT] for word in words[:MOST_TEXTS] if word.strip()]


def as_list(value):
    """``value`` as the list that JSON-LD allows in its place."""
    if value is None or isinstance(value, bool):
        return []
    return value if isinstance(value, list) else [value]


def types(node):
    """The types of ``node`` without schema.org's address."""
    return [re.split(r"[/#:]", each)[-1] for each in as_list(node.get("@type")) if isinstance(each, str)]


def is_organisation(node) -> bool:
    """Whether ``node`` is of schema.org's Organization, or of one of its kinds."""
    return any(each.endswith(ENDINGS) or SUBTYPES.fullmatch(each) for each in types(node))


def parse(script: str) -> list:
    """The values in one script: as it stands, or with the mistakes mended that pages make; none at all otherwise."""
    text = _unwrapped(script)
    for mend in (str, _without_trailing_commas, html.unescape):
        text = mend(text)
        if values := _decode(text):
            return values
    return []


def _unwrapped(text):
    """Without the comment around it that hides it from browsers of long ago."""
    for _layer in range(4):
        text = text.strip("\ufeff \t\r\n;")
        for mark in WRAPPED_IN:
            text = text.removeprefix(mark).removesuffix(mark)
    return text


def _without_trailing_commas(text):
    return TRAILING_COMMA.sub(r"\1", text)


def _decode(text):
    """Each value of ``text`` up to the first mistake; line ends in a string, and several values, are allowed."""
    decoder, values, position = json.JSONDecoder(strict=False), [], 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        values.append(value)
        position += len(text[position : position + 50]) - len(text[position : position + 50].lstrip(" \t\r\n,;"))
    return values
