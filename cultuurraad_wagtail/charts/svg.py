"""A drawing as SVG that a page can hold: no script, no style, no font or file from elsewhere, ids of its own."""

import re
from functools import singledispatch
from xml.sax.saxutils import escape, quoteattr

from .drawing import START, Circle, Drawing, Fill, Polygon, Polyline, Rect, Shape, Text
from .patterns import PATTERNS, STROKE, TILE
from .words import clean

FONT = "Arial, Helvetica, 'Liberation Sans', Arimo, Roboto, sans-serif"
PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def as_svg(drawing: Drawing, prefix: str = "chart", *, scales: bool = True) -> str:
    """``drawing`` as an ``<svg>`` element; the same drawing gives the same characters.

    ``prefix`` begins every id in it, and differs for each chart of a page. It is as wide as what holds it, or of its
    own size in pixels where ``scales`` is false, for a file that goes into a slide.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"The prefix {prefix!r} is no beginning of an id: use letters, digits, - and _.")
    width, height = drawing.width, drawing.height
    size = {"width": "100%"} if scales else {"width": width, "height": height}
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {width} {height}",
        **size,
        "role": "img",
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
        "font-family": FONT,
    }
    fills = dict.fromkeys(each.fill for each in drawing.shapes if _patterned(getattr(each, "fill", None)))
    names = {fill: f"{prefix}-{fill.pattern}-{fill.colour[1:]}" for fill in fills}
    return "".join(
        [
            f"<svg{_attributes(root)}>",
            _element("title", {"id": f"{prefix}-title"}, escape(clean(drawing.title))),
            _element("desc", {"id": f"{prefix}-desc"}, escape(clean(drawing.description))),
            *([_element("defs", {}, "".join(_pattern(fill, name) for fill, name in names.items()))] if names else []),
            *(_shape(each, names) for each in drawing.shapes),
            "</svg>",
        ]
    )


def _patterned(fill):
    return fill is not None and fill.pattern != "plain"


def _pattern(fill: Fill, name):
    lines, discs = PATTERNS[fill.pattern]
    path = "".join(f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}" for x1, y1, x2, y2 in lines)
    drawn = [_element("rect", {"width": TILE, "height": TILE, "fill": fill.colour})]
    if path:
        drawn.append(_element("path", {"d": path, "stroke": fill.ink, "stroke-width": STROKE}))
    drawn += [_element("circle", {"cx": x, "cy": y, "r": radius, "fill": fill.ink}) for x, y, radius in discs]
    return _element(
        "pattern", {"id": name, "width": TILE, "height": TILE, "patternUnits": "userSpaceOnUse"}, "".join(drawn)
    )


@singledispatch
def _shape(shape: Shape, names) -> str:
    raise TypeError(f"There is no shape {shape!r}.")


@_shape.register
def _(shape: Rect, names):
    place = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
    through = {"fill-opacity": shape.opacity} if shape.opacity < 1 else {}
    return _element("rect", place | _paint(shape, names) | through)


@_shape.register
def _(shape: Circle, names):
    return _element("circle", {"cx": shape.x, "cy": shape.y, "r": shape.radius} | _paint(shape, names))


@_shape.register
def _(shape: Polygon, names):
    return _element("polygon", {"points": _points(shape)} | _paint(shape, names))


@_shape.register
def _(shape: Polyline, names):
    dash = {"stroke-dasharray": " ".join(map(_number, shape.dash))} if shape.dash else {}
    stroke = {"fill": "none", "stroke": shape.stroke, "stroke-width": shape.stroke_width, **dash}
    return _element("polyline", {"points": _points(shape)} | stroke)


@_shape.register
def _(shape: Text, names):
    anchor = {"text-anchor": shape.anchor} if shape.anchor != START else {}
    weight = {"font-weight": "bold"} if shape.bold else {}
    look = {"font-size": shape.size, "fill": shape.colour, **anchor, **weight}
    return _element("text", {"x": shape.x, "y": shape.y} | look, escape(clean(shape.text)))


def _paint(shape, names):
    fill = shape.fill
    paint = {"fill": f"url(#{names[fill]})" if fill in names else fill.colour if fill else "none"}
    return paint | ({"stroke": shape.stroke, "stroke-width": shape.stroke_width} if shape.stroke else {})


def _points(shape):
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)


def _element(name, attributes, content=None):
    start = f"<{name}{_attributes(attributes)}"
    return f"{start}/>" if content is None else f"{start}>{content}</{name}>"


def _attributes(attributes):
    values = ((name, value if isinstance(value, str) else _number(value)) for name, value in attributes.items())
    return "".join(f" {name}={quoteattr(value)}" for name, value in values)


def _number(value):
    # No “-0”, which would be another file for the same place.
    return f"{round(float(value), 2) + 0.0:.2f}".rstrip("0").rstrip(".")
