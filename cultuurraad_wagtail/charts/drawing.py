"""What a chart is made of: shapes with their places, before it is SVG or PNG.

Lengths are units of the drawing, about a pixel on a screen; x grows to the right, y downwards. Colours are
``#rrggbb``.
"""

from dataclasses import dataclass

from .words import ASCENT, DESCENT, text_width

START, MIDDLE, END = "start", "middle", "end"


@dataclass(frozen=True)
class Fill:
    """A colour, with the marks of ``pattern`` (a key of ``patterns.PATTERNS``) in the colour ``ink`` on top."""

    colour: str
    pattern: str = "plain"
    ink: str = ""


@dataclass(frozen=True)
class Rect:
    """An upright rectangle; ``x`` and ``y`` are its upper left corner. The outline lies half inside.

    What lies below a plain fill shines through where its ``opacity`` is less than 1.
    """

    x: float
    y: float
    width: float
    height: float
    fill: Fill | None = None
    stroke: str = ""
    stroke_width: float = 1
    opacity: float = 1


@dataclass(frozen=True)
class Circle:
    """A disc around ``x``, ``y``."""

    x: float
    y: float
    radius: float
    fill: Fill | None = None
    stroke: str = ""
    stroke_width: float = 1


@dataclass(frozen=True)
class Polygon:
    """A closed shape through ``points``, pairs of x and y."""

    points: tuple[tuple[float, float], ...]
    fill: Fill | None = None
    stroke: str = ""
    stroke_width: float = 1


@dataclass(frozen=True)
class Polyline:
    """A line through ``points``, pairs of x and y. ``dash`` holds the lengths of strokes and gaps in turn."""

    points: tuple[tuple[float, float], ...]
    stroke: str
    stroke_width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Text:
    """One line of words; ``y`` is its baseline, ``x`` its start, middle or end, as ``anchor`` says."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: str = START
    bold: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the room it takes."""
        width = text_width(self.text, self.size, bold=self.bold)
        left = self.x - {START: 0, MIDDLE: width / 2, END: width}[self.anchor]
        return left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size


Shape = Rect | Circle | Polygon | Polyline | Text


@dataclass(frozen=True)
class Drawing:
    """A picture of ``width`` by ``height`` units; later ``shapes`` lie on top of earlier ones.

    ``title`` names it and ``description`` tells what it shows, for whoever does not see it.
    """

    width: int
    height: int
    title: str
    description: str
    shapes: tuple[Shape, ...]
