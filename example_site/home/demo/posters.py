"""Posters drawn by code: a grid of plain shapes in the colours of a discipline, different for each name."""

import hashlib
import io
import random

from PIL import Image, ImageDraw

SIZE, TILE = (1280, 800), 160
OVERSAMPLING = 2
REST = 0.45
INK, PAPER = "#111a3a", "#ffffff"
PALETTES = {
    "theatre": ("#b3123c", "#ffd21f", "#f7a8b8"),
    "music": ("#6527be", "#ff8a5c", "#d9c8ff"),
    "visual-arts": ("#c2410c", "#2440d8", "#ffd9a8"),
    "literature": ("#1d4ed8", "#ffd21f", "#bcd4ff"),
    "dance": ("#be185d", "#13a89e", "#ffc4dd"),
    "film": ("#1e3a5f", "#e5383b", "#b8cbe0"),
    "heritage": ("#854d0e", "#2f8f6b", "#f1d9a7"),
    "circus": ("#b45309", "#e5383b", "#ffd21f"),
    "architecture-design": ("#0f6b64", "#ff7f50", "#a8e0d8"),
    "photography": ("#44403c", "#ffd21f", "#d6d3d1"),
    "socio-cultural": ("#15752f", "#ff9f1c", "#bfe8b0"),
    "arts-education": ("#0369a1", "#ff5d8f", "#a9dcff"),
    "multidisciplinary": ("#86198f", "#19b5a5", "#f3bdf7"),
}


def poster(name, code):
    """A PNG file's bytes; the same name and code give the same picture."""
    draw_from = random.Random(hashlib.sha256(f"{name}{code}".encode()).digest())
    main, second, light = PALETTES.get(code, PALETTES["multidisciplinary"])
    scale = TILE * OVERSAMPLING
    image = Image.new("RGB", [side * OVERSAMPLING for side in SIZE], main)
    canvas = ImageDraw.Draw(image)
    for row in range(SIZE[1] // TILE):
        for column in range(SIZE[0] // TILE):
            if draw_from.random() < REST:
                continue
            back, front = draw_from.choice([(main, light), (main, second), (light, main), (second, INK), (INK, light)])
            box = (column * scale, row * scale, (column + 1) * scale - 1, (row + 1) * scale - 1)
            canvas.rectangle(box, fill=back)
            draw_from.choice(SHAPES)(canvas, box, front, draw_from)
    _focus(canvas, draw_from, code, (main, second, light))
    file = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _focus(canvas, draw_from, code, colours):
    """One large form over the grid, the same for each discipline: what the eye goes to."""
    main, second, light = colours
    scale = TILE * OVERSAMPLING
    side = 4 * scale
    left, top = draw_from.randrange(1, 4) * scale, draw_from.randrange(0, 2) * scale
    back = draw_from.choice([light, light, PAPER, second])
    front = INK if back == second else main
    canvas.rectangle((left, top, left + side - 1, top + side - 1), fill=back)
    forms = [_rings, _sweep, _cone, _pages, _moons]
    number = list(PALETTES).index(code) if code in PALETTES else 0
    forms[number % len(forms)](canvas, (left, top, side), (front, second if back != second else light, back))


def _rings(canvas, place, colours):
    left, top, side = place
    front, accent, back = colours
    for inset, colour in ((0, front), (side // 8, back), (side // 4, accent), (side * 3 // 8, front)):
        canvas.ellipse((left + inset, top + inset, left + side - inset, top + side - inset), fill=colour)


def _sweep(canvas, place, colours):
    left, top, side = place
    front, accent, back = colours
    for part, colour in ((1, front), (0.72, back), (0.48, accent), (0.24, front)):
        reach = int(side * part)
        box = (left + side - reach, top + side - reach, left + side + reach, top + side + reach)
        canvas.pieslice(box, 180, 270, fill=colour)


def _cone(canvas, place, colours):
    left, top, side = place
    front, accent, _back = colours
    canvas.polygon([(left, top + side), (left + side, top + side), (left + side // 2, top)], fill=front)
    canvas.pieslice(
        (left + side // 4, top + side * 3 // 4, left + side * 3 // 4, top + side * 5 // 4), 180, 360, fill=accent
    )


def _pages(canvas, place, colours):
    left, top, side = place
    front, accent, _back = colours
    step = side // 8
    for number in range(8):
        colour = accent if number == 5 else front
        height = step * (number % 4 + 3)
        x = left + number * step
        canvas.rectangle((x, top + side - height, x + step * 2 // 3, top + side - 1), fill=colour)


def _moons(canvas, place, colours):
    left, top, side = place
    front, accent, _back = colours
    half = side // 2
    canvas.pieslice((left - half, top, left + half, top + side), 270, 90, fill=front)
    canvas.pieslice((left + half, top, left + half + side, top + side), 90, 270, fill=front)
    canvas.ellipse(
        (left + half - side // 8, top + half - side // 8, left + half + side // 8, top + half + side // 8), fill=accent
    )


def _quarter(canvas, box, colour, draw_from):
    left, top, right, _bottom = box
    side = right - left
    x, y, start = draw_from.choice(
        [(left, top, 180), (left - side, top, 270), (left - side, top - side, 0), (left, top - side, 90)]
    )
    canvas.pieslice((x, y, x + 2 * side, y + 2 * side), start, start + 90, fill=colour)


def _circle(canvas, box, colour, draw_from):
    canvas.ellipse(box, fill=colour)


def _stripes(canvas, box, colour, draw_from):
    left, top, right, bottom = box
    step = (right - left + 1) // 8
    upright = draw_from.random() < 0.5
    for number in range(0, 8, 2):
        shift = number * step
        canvas.rectangle(
            (left + shift, top, left + shift + step, bottom)
            if upright
            else (left, top + shift, right, top + shift + step),
            fill=colour,
        )


def _dots(canvas, box, colour, draw_from):
    left, top, right, _bottom = box
    step = (right - left + 1) // 3
    for row in range(3):
        for column in range(3):
            x, y = left + column * step + step // 4, top + row * step + step // 4
            canvas.ellipse((x, y, x + step // 2, y + step // 2), fill=colour)


def _half(canvas, box, colour, draw_from):
    _left, _top, _right, _bottom = box
    canvas.pieslice(box, *draw_from.choice([(0, 180), (180, 360), (90, 270)]), fill=colour)


def _triangle(canvas, box, colour, draw_from):
    left, top, right, bottom = box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners.pop(draw_from.randrange(4))
    canvas.polygon(corners, fill=colour)


def _plain(canvas, box, colour, draw_from):
    """Rest between the shapes."""


SHAPES = [_quarter, _quarter, _circle, _stripes, _dots, _half, _triangle, _plain]
