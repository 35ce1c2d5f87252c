"""Words for the PNG picture. Pillow's own font has the letters of English and no more; the rest is drawn onto them.

An accent becomes strokes above or below its letter, a dash becomes a bar, “œ” becomes “oe”. A letter that has no such
parts becomes the box with a cross that stands for letters a font lacks.
"""

import unicodedata
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from .drawing import END, MIDDLE, Text
from .words import clean

# Pillow's own font holds all of ASCII, and these.
HELD = "©«°±´·»‘’“”…‹›⁄™"
REPLACED = {
    **dict(zip("œŒæÆß„‚×→§", ("oe", "OE", "ae", "AE", "ss", ",,", ",", "x", "->", "S"), strict=True)),
    **dict(zip("‐‑¿¡øØłŁđ\xa0\u202f", "--?!oOlLd  ", strict=True)),
    "\xad": "",
}
# Stands on what room, and what is drawn: lines as x1, y1, x2, y2 in shares of that room and of the height of an x,
# from the baseline upwards.
DRAWN = {
    "–": ("  ", ((0.06, 0.52, 0.94, 0.52),)),
    "—": ("   ", ((0.03, 0.52, 0.97, 0.52),)),
    "−": ("  ", ((0.06, 0.52, 0.94, 0.52),)),
    "≥": (">", ((0.12, -0.12, 0.9, -0.12),)),
    "≤": ("<", ((0.1, -0.12, 0.88, -0.12),)),
    "€": ("C", ((-0.02, 0.82, 0.6, 0.82), (-0.02, 0.54, 0.55, 0.54))),
    "•": (" · ", ()),
}
# Strokes of an accent around the middle of its letter, in shares of the height of an x; y from the top of the letter
# upwards, or from the baseline where it hangs below.
ABOVE = {
    "\u0300": ((-0.26, 0.46, 0.08, 0.18),),
    "\u0301": ((0.26, 0.46, -0.08, 0.18),),
    "\u0302": ((-0.28, 0.17, 0, 0.46), (0, 0.46, 0.28, 0.17)),
    "\u0303": ((-0.3, 0.2, -0.12, 0.38), (-0.12, 0.38, 0.12, 0.24), (0.12, 0.24, 0.3, 0.42)),
    "\u0304": ((-0.28, 0.28, 0.28, 0.28),),
    "\u0306": ((-0.26, 0.44, -0.12, 0.2), (-0.12, 0.2, 0.12, 0.2), (0.12, 0.2, 0.26, 0.44)),
    "\u0307": ((-0.005, 0.28, 0.005, 0.28),),
    "\u0308": ((-0.225, 0.28, -0.215, 0.28), (0.215, 0.28, 0.225, 0.28)),
    "\u030a": ((-0.16, 0.32, 0, 0.46), (0, 0.46, 0.16, 0.32), (0.16, 0.32, 0, 0.18), (0, 0.18, -0.16, 0.32)),
    "\u030b": ((0.02, 0.46, -0.2, 0.18), (0.36, 0.46, 0.14, 0.18)),
    "\u030c": ((-0.28, 0.46, 0, 0.17), (0, 0.17, 0.28, 0.46)),
}
BELOW = {
    "\u0323": ((-0.005, -0.24, 0.005, -0.24),),
    "\u0326": ((0.06, -0.16, -0.06, -0.4),),
    "\u0327": ((0.02, -0.02, 0.1, -0.2), (0.1, -0.2, -0.02, -0.38), (-0.02, -0.38, -0.18, -0.34)),
    "\u0328": ((0.16, -0.02, 0.06, -0.26), (0.06, -0.26, 0.26, -0.36)),
}
DOTS = {"\u0307", "\u0308", "\u0323"}
THICK = 0.15  # of the height of an x


def draw_text(image, text: Text, place, pixels: int, path: str | None = None) -> None:
    """Write ``text`` on ``image`` with its anchor at ``place``, in pixels; ``path`` names another font."""
    font = _font(float(text.size) * pixels, path)
    letters = [(text.text, ())] if path else _letters(text.text)
    words = "".join(base for base, _ in letters)
    length = font.getlength(words)
    bold = round(font.size * 0.022) if text.bold else 0
    left = place[0] - {MIDDLE: length / 2, END: length}.get(text.anchor, 0)
    room = round(font.size * 1.5)
    mask = Image.new("L", (round(length) + 2 * room, 2 * room + round(font.size)), 0)
    pen, base = ImageDraw.Draw(mask), room + round(font.size)
    pen.text((room, base), words, 255, font, anchor="ls", stroke_width=bold)
    written = ""
    for letter, marks in letters:
        if marks:
            start = room + font.getlength(written + letter) - font.getlength(letter)
            _mark(pen, font, letter, marks, (start, base), bold)
        written += letter
    image.paste(text.colour, (round(left) - room, round(place[1]) - base), mask)


@lru_cache(maxsize=16)
def _font(size, path):
    """The font without Pillow's optional shaping, which would make another picture where it is installed."""
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC) if not path else font


def _letters(text):
    """What the font writes, letter by letter, with the marks to draw there: names of accents, or lines."""
    found = []
    for letter in unicodedata.normalize("NFC", clean(text)):
        if letter in REPLACED:
            found += [(each, ()) for each in REPLACED[letter]]
        elif letter in DRAWN:
            found.append(DRAWN[letter])
        elif letter.isascii() or letter in HELD:
            found.append((letter, ()))
        else:
            found.append(_parted(letter))
    return found


def _parted(letter):
    """A letter as the one that the font has, with its accents; ``letter`` itself where that does not do."""
    base, *marks = unicodedata.normalize("NFD", letter)
    if base.isascii() and all(mark in ABOVE or mark in BELOW for mark in marks):
        return base, tuple(marks)
    plain = unicodedata.normalize("NFKD", letter)
    return (plain if all(each.isascii() or each in HELD for each in plain) else letter), ()


def _mark(pen, font, letter, marks, start, bold):
    """Draw ``marks`` onto ``letter``, which stands at ``start``, in pixels."""
    tall = -font.getbbox("x", anchor="ls")[1]
    left, top, right, _ = font.getbbox(letter, anchor="ls")
    x, baseline = start
    thick = round(THICK * tall) + bold
    for mark in marks:
        if isinstance(mark, tuple):
            across = font.getlength(letter)
            _stroke(pen, mark, (x, baseline), (across, tall), round(thick * 0.8))
        elif mark in BELOW:
            _stroke(pen, None, (x + (left + right) / 2, baseline), (tall, tall), thick, mark)
        else:
            if letter in "ij":
                # The accent takes the place of the dot.
                pen.rectangle((x + left, baseline + top - 1, x + right, baseline - tall * 1.06), 0)
                top = -tall
            _stroke(pen, None, (x + (left + right) / 2, baseline + top), (tall, tall), thick, mark)


def _stroke(pen, line, origin, measure, thick, mark=None):
    lines = [line] if line else ABOVE.get(mark) or BELOW[mark]
    thick = round(thick * 1.3) if mark in DOTS else thick
    for line in lines:
        points = [(origin[0] + line[at] * measure[0], origin[1] - line[at + 1] * measure[1]) for at in (0, 2)]
        pen.line(points, 255, thick)
        for x, y in points:
            # Round ends, which make a dot of a line without length.
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), 255)
