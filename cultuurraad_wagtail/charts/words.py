"""How much room words take, and where their lines break.

No font is at hand: a browser takes Arial or what stands in for it. A letter is as wide as the wider of two: that of
Helvetica, which Arial, Liberation Sans and Arimo share, and that of DejaVu Sans, which a desktop without those takes.
"""

import re
import unicodedata
from functools import lru_cache

ASCENT, DESCENT, LINE = 0.8, 0.22, 1.25  # of the size of the letters
SPARE, BOLD = 1.02, 1.14
# Thousandths of the size of the letters.
WIDTHS = {
    278: "'ijl",
    318: "I ,.·‘’‚",
    352: ":;/\\|f",
    393: "-()[]t",
    411: "!r",
    460: '"',
    500: "*`°",
    525: "szJ“”„",
    557: "?_§cL",
    592: "kvxy–",
    615: "aeo«»",
    636: "bdghnpqu0123456789${}£",
    667: "EFKPSTY",
    686: "ABVXZ",
    733: "CRU€",
    752: "HN",
    780: "&DG",
    787: "OQ",
    818: "w",
    838: "#^+<=>~±≥≤−×÷",
    889: "M",
    974: "m½¼¾%",
    1000: "W@—…→",
    1120: "œæ",
    1450: "ŒÆ",
}
LETTERS = {letter: width for width, letters in WIDTHS.items() for letter in letters}
UNKNOWN, WIDE = 780, 1050
# XML 1.0 cannot hold the others; those from 7F to 9F it holds, and nobody sees them.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A line may also end after these, where letters follow at both sides.
BREAKS = re.compile(r"(?<=\w[-–/])(?=\w)")
# What begins a syllable as one.
TOGETHER = re.compile("(?:sch|[cpt]h|[bcdfgkptv][lr]|.)$")
# French keeps a blank there, at which no line may end.
TIED = re.compile("(?<=«) | (?=[?!:;»%])")


def clean(text: str) -> str:
    """``text`` without the characters that XML cannot hold, and with a single blank wherever there was any space."""
    # A narrow or fixed blank keeps “48 %” on one line.
    return " ".join(re.split(r"[^\S\xa0\u202f]+", FORBIDDEN.sub("", str(text)))).strip()


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The units that one line of ``text`` takes in letters of ``size`` units: rather too many than too few."""
    return sum(map(_thousandths, text)) * size * SPARE * (BOLD if bold else 1) / 1000


@lru_cache(maxsize=4096)
def _thousandths(letter):
    if letter in LETTERS:
        return LETTERS[letter]
    if letter in "\u200d\xad" or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFKD", letter)
    if base[0] != letter:
        return sum(map(_thousandths, base))
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else UNKNOWN


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` in lines of at most ``width`` units; a longer word is broken. At least one line, maybe empty."""
    lines = [""]
    for word in TIED.sub("\xa0", clean(text)).split(" "):
        blank = " " if lines[-1] else ""
        for part in BREAKS.split(word):
            if text_width(lines[-1] + blank + part, size, bold=bold) <= width:
                lines[-1] += blank + part
            else:
                pieces = _pieces(part, width, size * (BOLD if bold else 1))
                lines[-1:] = [*filter(None, lines[-1:]), *pieces]
            blank = ""
    return tuple(lines)


def _pieces(word, width, size):
    """``word`` in parts that fit, with a hyphen where letters are torn apart; one letter always fits."""
    pieces, start, end = [], 0, 1
    while end < len(word):
        if end > start and _thousandths(word[end]) and text_width(word[start : end + 1] + "-", size) > width:
            end = _syllable(word, start, end)
            torn = word[end - 1].isalpha() and word[end].isalpha()
            pieces.append(word[start:end] + ("-" if torn else ""))
            start = end
        end += 1
    return [*pieces, word[start:]]


def _syllable(word, start, end):
    """A place at or before ``end`` where a reader of Dutch or French tears ``word`` with less pain; else ``end``.

    Before a consonant with a vowel behind it, and “sch”, “pl” or “tr” stay together: “werk-plaats”, “cen-trum”.
    """
    plain = "".join(unicodedata.normalize("NFD", letter)[0].lower()[0] for letter in word)
    for at in range(min(end, len(word) - 3), start + 2, -1):
        if plain[at] in "bcdfghjklmnpqrstvwxz" and plain[at + 1] in "aeiouy" and plain[at - 1].isalpha():
            place = TOGETHER.search(plain, 0, at + 1).start()
            return place if place > start + 2 else at
    return end
