"""Colours that hold for colour-blind eyes, and the contrast between two of them (WCAG 2.2)."""

from .drawing import Fill

INK, MUTED, FAINT, PAPER = "#1b1f24", "#555c66", "#c9ced6", "#ffffff"
# From beside the middle to the end of the scale: letters of ColorBrewer's PuOr and RdBu, which keep apart for
# every kind of colour blindness.
ORANGES = ("#fee0b6", "#fdb863", "#e08214", "#b35806", "#7f3b08")
BLUES = ("#d1e5f0", "#92c5de", "#4393c3", "#2166ac", "#053061")
MIDDLE = Fill("#dfe2e6")
SHADES = {0: (), 1: (3,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
# From the end of the scale to beside the middle.
LEFT_PATTERNS = ("hatch", "dots", "rows", "waves", "grid")
RIGHT_PATTERNS = ("cross", "bars", "discs", "back", "rain")
# Enough to see marks on a fill, not so much that they drown the words on it.
MARKS = 2.5
# Each can also be the colour of words on paper.
SERIES = ("#1d5b9c", "#a4460a", "#5b3a8e", "#4a4f57", "#00695c", "#8f1d4b")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def words_on(colour: str) -> str:
    """The colour for words on ``colour``: ink or paper, whichever reads better; never below 4.5:1."""
    return max((INK, PAPER), key=lambda each: contrast(each, colour))


def scale_fills(steps: int) -> tuple[Fill, ...]:
    """A fill for each step of a scale of 2 to 10 steps: orange, then grey in the middle of an odd one, then blue."""
    half = steps // 2
    left = [_fill(ORANGES, shade, LEFT_PATTERNS[half - 1 - at]) for at, shade in enumerate(SHADES[half])]
    right = [_fill(BLUES, shade, RIGHT_PATTERNS[half - 1 - at]) for at, shade in enumerate(SHADES[half])]
    return (*reversed(left), *([MIDDLE] * (steps % 2)), *right)


def outline(fill: Fill) -> str:
    """The colour of the edge of ``fill``: the darkest of its family, to be seen on paper."""
    for family in (ORANGES, BLUES):
        if fill.colour in family:
            return family[-1]
    return MUTED


def _fill(family, shade, pattern):
    """Marks in the nearest shade of the same family that is seen on it."""
    colour = family[shade]
    seen = [each for each in (*family, PAPER) if contrast(each, colour) >= MARKS]
    return Fill(colour, pattern, min(seen, key=lambda each: contrast(each, colour)))
