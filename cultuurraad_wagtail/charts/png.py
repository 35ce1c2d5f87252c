"""A drawing as a PNG picture, by Pillow, which Wagtail brings; with Pillow's own font, so that no system needs one."""

from functools import lru_cache, singledispatch
from io import BytesIO
from itertools import pairwise
from math import ceil, floor, hypot

from PIL import Image, ImageDraw, PngImagePlugin

from .drawing import Circle, Drawing, Polygon, Polyline, Rect, Shape, Text
from .letters import draw_text
from .patterns import PATTERNS, STROKE, TILE

FINER = 2  # drawn so much larger and made smaller again, for smooth edges
BAND = 50 * TILE  # units drawn at once, so that a tall chart does not fill the memory


def as_png(drawing: Drawing, scale: int = 2, *, font: str | None = None) -> bytes:
    """``drawing`` as a PNG file of ``scale`` pixels for a unit; the same drawing and Pillow give the same bytes.

    ``font`` is the path of a TrueType or OpenType font. Without it, Pillow's own font writes Latin letters: accents
    are drawn onto them (``letters.py``), and a letter of another script becomes an empty box.
    """
    if scale not in (1, 2, 3, 4):
        raise ValueError(f"A picture has 1, 2, 3 or 4 pixels for a unit, not {scale}.")
    picture = Image.new("RGB", (drawing.width * scale, drawing.height * scale), "#ffffff")
    for top in range(0, drawing.height, BAND):
        height = min(BAND, drawing.height - top)
        band = _band(drawing, top, height, scale, font)
        picture.paste(band.resize((drawing.width * scale, height * scale), Image.Resampling.BOX), (0, top * scale))
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Title", drawing.title)
    told.add_itxt("Description", drawing.description)
    file = BytesIO()
    picture.save(file, "PNG", pnginfo=told, dpi=(96 * scale, 96 * scale))
    return file.getvalue()


def _band(drawing, top, height, scale, font):
    pixels = scale * FINER
    image = Image.new("RGB", (drawing.width * pixels, height * pixels), "#ffffff")
    canvas = _Canvas(image, ImageDraw.Draw(image), top, pixels, font)
    for shape in drawing.shapes:
        _draw(shape, canvas)
    return image


class _Canvas:
    """One band of the picture: where its units are, and how a shape is filled with marks."""

    def __init__(self, image, pen, top, pixels, font):
        self.image, self.pen, self.top, self.pixels, self.font = image, pen, top, pixels, font

    def at(self, x, y):
        return float(x) * self.pixels, (float(y) - self.top) * self.pixels

    def all_at(self, points):
        return [self.at(x, y) for x, y in points]

    def sees(self, top, bottom):
        """Whether anything between those heights is in this band."""
        return bottom >= self.top and (top - self.top) * self.pixels <= self.image.height

    def veil(self, colour, box, opacity):
        """Lay a colour over what is in ``box``, given in pixels of the band, so that it shines through."""
        size = box[2] - box[0], box[3] - box[1]
        self.image.paste(colour, box, Image.new("L", size, round(opacity * 255)))

    def fill(self, fill, box, draw):
        """Fill what ``draw(pen, place, colour)`` draws, which lies within ``box``, given in pixels of the band."""
        if fill.pattern == "plain":
            return draw(self.pen, (0, 0), fill.colour)
        left, top = max(0, floor(box[0])), max(0, floor(box[1]))
        right, bottom = min(self.image.width, ceil(box[2]) + 1), min(self.image.height, ceil(box[3]) + 1)
        if right <= left or bottom <= top:
            return None
        mask = Image.new("L", (right - left, bottom - top), 0)
        draw(ImageDraw.Draw(mask), (left, top), 255)
        tile = _tile(fill, self.pixels)
        marks = Image.new("RGB", mask.size)
        for x in range(-(left % tile.width), marks.width, tile.width):
            for y in range(-(top % tile.height), marks.height, tile.height):
                marks.paste(tile, (x, y))
        return self.image.paste(marks, (left, top), mask)


@lru_cache(maxsize=64)
def _tile(fill, pixels):
    """The tile of a pattern; bands begin at whole tiles, so that it continues from one to the next."""
    lines, discs = PATTERNS[fill.pattern]
    tile = Image.new("RGB", (TILE * pixels, TILE * pixels), fill.colour)
    pen = ImageDraw.Draw(tile)
    for line in lines:
        pen.line([at * pixels for at in line], fill.ink, round(STROKE * pixels))
    for x, y, radius in discs:
        pen.ellipse(_around(x * pixels, y * pixels, radius * pixels), fill.ink)
    return tile


@singledispatch
def _draw(shape: Shape, canvas) -> None:
    raise TypeError(f"There is no shape {shape!r}.")


@_draw.register
def _(shape: Rect, canvas):
    if not canvas.sees(shape.y - 1, shape.y + shape.height + 1):
        return
    left, top = canvas.at(shape.x, shape.y)
    right, bottom = canvas.at(shape.x + shape.width, shape.y + shape.height)
    # Pillow counts the last pixel as inside.
    box = (round(left), round(top), max(round(right) - 1, round(left)), max(round(bottom) - 1, round(top)))
    if shape.fill and shape.opacity < 1:
        canvas.veil(shape.fill.colour, (box[0], box[1], box[2] + 1, box[3] + 1), shape.opacity)
    elif shape.fill:
        canvas.fill(shape.fill, box, lambda pen, place, colour: pen.rectangle(_moved(box, place), colour))
    if shape.stroke:
        half = shape.stroke_width * canvas.pixels / 2
        outer = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
        canvas.pen.rectangle(outer, outline=shape.stroke, width=round(2 * half))


@_draw.register
def _(shape: Circle, canvas):
    reach = shape.radius + shape.stroke_width
    if not canvas.sees(shape.y - reach, shape.y + reach):
        return
    x, y = canvas.at(shape.x, shape.y)
    half = shape.stroke_width * canvas.pixels / 2 if shape.stroke else 0
    radius = float(shape.radius) * canvas.pixels
    if shape.fill:
        box = _around(x, y, radius)
        canvas.fill(shape.fill, box, lambda pen, place, colour: pen.ellipse(_moved(box, place), colour))
    if shape.stroke:
        canvas.pen.ellipse(_around(x, y, radius + half), outline=shape.stroke, width=round(2 * half))


@_draw.register
def _(shape: Polygon, canvas):
    points = canvas.all_at(shape.points)
    if shape.fill:
        (left, *_, right), (top, *_, bottom) = (sorted(each) for each in zip(*points, strict=True))
        flat = [each for point in points for each in point]
        box = (left, top, right, bottom)
        canvas.fill(shape.fill, box, lambda pen, place, colour: pen.polygon(_moved(flat, place), colour))
    if shape.stroke:
        _stroke(canvas, [*points, points[0]], shape.stroke, shape.stroke_width)


@_draw.register
def _(shape: Polyline, canvas):
    points = canvas.all_at(shape.points)
    parts = _dashes(points, [length * canvas.pixels for length in shape.dash]) if shape.dash else [points]
    for part in parts:
        _stroke(canvas, part, shape.stroke, shape.stroke_width)


@_draw.register
def _(shape: Text, canvas):
    if canvas.sees(*shape.box[1::2]):
        draw_text(canvas.image, shape, canvas.at(shape.x, shape.y), canvas.pixels, canvas.font)


def _stroke(canvas, points, colour, width):
    wide = float(width) * canvas.pixels
    canvas.pen.line(points, colour, max(1, round(wide)), joint="curve")


def _moved(numbers, place):
    """The pairs of x and y in ``numbers``, as seen from ``place``."""
    return [number - place[at % 2] for at, number in enumerate(numbers)]


def _around(x, y, radius):
    return (x - radius, y - radius, x + radius, y + radius)


def _dashes(points, dash):
    """The strokes of a dashed line through ``points``, each as points of its own; lengths in pixels."""
    strokes, at, left, on = [], 0, dash[0], True
    stroke = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        length, done = hypot(x2 - x1, y2 - y1), 0.0
        while length - done > left:
            done += left
            here = (x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length)
            if on:
                strokes.append([*stroke, here])
            stroke, on, at = [here], not on, (at + 1) % len(dash)
            left = dash[at]
        left -= length - done
        stroke.append((x2, y2))
    return [*strokes, stroke] if on and len(stroke) > 1 else strokes
