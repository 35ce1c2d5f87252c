"""One web page to look things up in: its words, its links, its metadata, and whose page it is."""

import re
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.dammit import EncodingDetector
from bs4.exceptions import ParserRejectedMarkup

from ..addresses import host_of
from ..names import name_key
from .jsonld import Graph

# Browsers read the first names as the second; and of Python's codecs some are no charset, or slow on purpose.
CHARSETS = re.compile(r"^(?:utf-?(?:8|16)(?:-?[bl]e)?|windows-\d+|cp\d+|iso[-_]?8859.*|macintosh)$")
AS_WINDOWS = ("iso-8859-1", "iso8859-1", "iso_8859-1", "latin-1", "latin1", "us-ascii", "ascii")
BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "table", "section", "article", "footer"})
FRAME = frozenset({"header", "footer", "nav", "aside"})
LANGUAGE_PATH = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w+)?/?)?$", re.IGNORECASE
)
# Pages that every site has; their headings name nobody.
GENERAL = re.compile(
    r"home|homepage|startpagina|index|welkom|bienvenue|welcome|accueil|contact|contacteer ons|contactez nous|"
    r"contact us|over ons|over|wie zijn w[ei]j?|a propos|qui sommes nous|about|about us|info|site|website|untitled|"
    r"mijn site|mon site|my site|blog|nieuws|agenda|programma"
)


def decode(content, charset="") -> str:
    """``content`` as text, by its byte order mark, the server's charset, the page's own, or a fair guess."""
    if isinstance(content, str):
        return content
    content, by_mark = EncodingDetector.strip_byte_order_mark(content)
    named = (by_mark, charset, EncodingDetector.find_declared_encoding(content, is_html=True), "utf-8")
    names = [str(name).strip().lower() for name in named if name]
    candidates = ["cp1252" if name in AS_WINDOWS else name for name in names]
    for name in filter(CHARSETS.match, candidates):
        try:
            return content.decode(name)
        except (LookupError, UnicodeError):
            continue
    text = content.decode("utf-8", "replace")
    whole = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return text if whole >= text.count("\ufffd") else content.decode("cp1252", "replace")


def tidy(text) -> str:
    """``text`` on one line, with nothing that a database or a form refuses."""
    text = str(text).encode("utf-8", "ignore").decode()
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]", " ", text).split())


def same_name(one: str, other: str) -> bool:
    """Whether two names seem to be of one organisation: alike, or one the better half of the other."""
    short, long = sorted((name_key(one), name_key(other)), key=len)
    return bool(short) and (short == long or (len(short) * 2 >= len(long) and f" {short} " in f" {long} "))


def name_parts(title: str) -> list[str]:
    """The parts of “Contact | Zinneke” that may be a name."""
    parts = (tidy(part) for part in re.split(r"\s+[|–—·•»:-]\s+", title[:500]))
    return [part for part in parts if part and not GENERAL.fullmatch(name_key(part))]


def parse(text: str) -> BeautifulSoup:
    """``text`` as a tree, in a time that grows with its length only."""
    # Each tag, quotation or comment that never ends would have the parser look for its end in all that follows.
    text += "\n-->'>\">"
    try:
        return BeautifulSoup(text, "html.parser")
    except (ParserRejectedMarkup, AssertionError):  # On <![ and a word that it does not know.
        return BeautifulSoup(text.replace("<![", "&lt;!["), "html.parser")


def words_of(tag, limit=2000) -> str:
    """The words in ``tag`` up to the next block in it: a paragraph that is never closed holds all that follow."""
    words, length, waiting = [], 0, [tag]
    for _step in range(500):
        if not waiting or length > limit:
            break
        each = waiting.pop()
        if type(each) is NavigableString:
            words.append(each[:limit])
            length += len(each)
        elif isinstance(each, Tag):
            if each is not tag and each.name in BLOCKS:
                break
            waiting += reversed(each.contents[:200])
    return tidy(" ".join(words))[:limit]


class WebPage:
    """The page at ``address``, of the organisation called ``name`` where the profile knows that already."""

    def __init__(self, content, address="", charset="", name=""):
        self.soup = parse(decode(content, charset))
        is_ld = re.compile(r"ld\+json", re.IGNORECASE)
        self.graph = Graph([script.get_text() for script in self.soup.find_all("script", type=is_ld)])
        self.known_name = name
        self.address = self._address(address)
        self.host = host_of(self.address)

    def _address(self, given):
        canonical = self.soup.find("link", rel="canonical", href=True)
        candidates = [given, canonical["href"] if canonical else "", *self.meta("og:url")]
        return next((each for each in candidates if host_of(each)), "")

    def absolute(self, link) -> str:
        """Where ``link`` leads; "" for what has no host."""
        try:
            address = urljoin(self.address, tidy(link))
            return address if urlsplit(address).hostname else ""
        except ValueError:
            return ""

    def meta(self, *names) -> list[str]:
        """The contents of the meta elements with the first of these names that has any."""
        return next((self._metas[name] for name in names if name in self._metas), [])

    @cached_property
    def _metas(self):
        found = {}
        for each in self.soup.find_all("meta", content=True):
            name = str(each.get("property") or each.get("name") or "").strip().lower()
            if content := tidy(each["content"]):
                found.setdefault(name, []).append(content)
        return found

    @cached_property
    def links(self):
        """``[(address as written, words, whether in the page's frame), …]``."""
        found = self.soup.find_all("a", href=True, limit=3000)
        return [(each["href"].strip(), words_of(each, 200), in_frame(each)) for each in found]

    @cached_property
    def lines(self):
        """The words that a visitor reads, line by line."""
        lines = (tidy(line) for line in self.soup.get_text("\n").splitlines())
        return [line[:300] for line in lines if line][:20_000]

    @cached_property
    def text(self):
        return " ".join(self.lines)

    @cached_property
    def headings(self):
        found = [words_of(each, 300) for each in self.soup.find_all("h1", limit=5)]
        return [each for each in found if each and not GENERAL.fullmatch(name_key(each))]

    @cached_property
    def site_name(self):
        return next(iter([*self.meta("og:site_name"), *map(tidy, self.graph.site_names())]), "")

    @cached_property
    def title(self):
        return words_of(self.soup.title, 500) if self.soup.title else ""

    @cached_property
    def names(self):
        """What the page calls itself, leaving out the site around it."""
        title = next(iter(self.meta("og:title")), "") or self.title
        return [each for each in [*self.headings, *name_parts(title)] if not same_name(each, self.site_name)]

    @property
    def is_deep(self):
        return not LANGUAGE_PATH.match(urlsplit(self.address).path) if self.address else False

    @cached_property
    def is_members_page(self):
        """Whether this is a page about one organisation on the site of another: what frames it is not theirs."""
        if not self.is_deep or not self.site_name or same_name(self.site_name, self.known_name):
            return False
        return bool(self.headings) and not any(same_name(self.site_name, each) for each in self.headings)


def in_frame(tag) -> bool:
    """Whether ``tag`` stands in the header, the footer or beside the page's own words."""
    return any(parent.name in FRAME for parent in islice(tag.parents, 100))


def bare(address: str) -> str:
    """``address`` as far as two spellings of it agree: without scheme, ``www.``, a last stroke, and what is asked."""
    parts = urlsplit(address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".casefold()
