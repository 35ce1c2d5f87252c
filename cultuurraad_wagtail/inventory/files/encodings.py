"""From the bytes of a text file to its characters, in the encodings that spreadsheets write."""

import codecs
import re

from django.utils.translation import gettext

from .grids import UnreadableFile

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What no cell holds: of random bytes they are a tenth, of a text at most a slip.
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The characters of ``content`` without byte order mark, and the encoding they were in.

    A given ``encoding`` is kept to: where it does not fit, UnreadableFile is better than wrong letters.
    """
    for name in (encoding,) if encoding else DECODERS:
        text = DECODERS.get(name, _unknown)(content)
        if text is not None:
            return text.lstrip("\ufeff").rstrip("\x1a"), name
    raise UnreadableFile(_complaint(content, encoding))


def _complaint(content, encoding):
    if encoding:
        return gettext(
            "The characters of this file are not in the encoding that was chosen, %(encoding)s. "
            "Choose another one, or leave the choice to the site."
        ) % {"encoding": encoding}
    if b"\0" in content:
        return gettext(
            "This file is not a table. Choose an Excel workbook (.xlsx), or a CSV file made with "
            "“File › Save as” in a spreadsheet."
        )
    return gettext(
        "The characters of this file cannot be read. Open it in the spreadsheet it was made with and save it "
        "as an Excel workbook (.xlsx) or as “CSV UTF-8”."
    )


def _utf_8(content):
    return _strictly(content, "utf-8")


def _utf_16(content):
    """By its byte order mark, or because every second byte of nearly every letter is zero."""
    if content.startswith(UTF_16_MARKS):
        return _strictly(content, "utf-16")
    first, second = content[::2].count(0), content[1::2].count(0)
    most, least = max(first, second), min(first, second)
    if most * 4 < len(content) or least * 20 > most or not most:
        return None
    return _strictly(content, "utf-16-be" if first > second else "utf-16-le")


def _cp1252(content):
    """Any bytes might be Windows-1252, so nothing that is better explained otherwise.

    Letters that form valid UTF-8 are UTF-8: that happens by design, hardly ever by chance.
    """
    text = _strictly(content, "cp1252")
    if text is None or content.startswith((*UTF_16_MARKS, codecs.BOM_UTF8)):
        return None
    if not content.isascii() and _strictly(content, "utf-8") is not None:
        return None
    return None if len(CONTROLS.findall(text)) * 50 > len(text) else text


def _unknown(content):
    return None


def _strictly(content, codec):
    """``content`` in ``codec``; None if it is not, or has the zeros that only other kinds of files have."""
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


DECODERS = {"utf-8": _utf_8, "utf-16": _utf_16, "cp1252": _cp1252}
