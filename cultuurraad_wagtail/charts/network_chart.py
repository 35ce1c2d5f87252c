"""Who works with whom: names around a ring, a line between two that are linked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import copysign, sqrt

from .colours import BLUES, INK, PAPER
from .drawing import END, START, Circle, Drawing, Fill, Polyline
from .ordering import ring_order
from .sheet import GAP, SIZE, SWATCH, Sheet, lines_height
from .words import wrapped

# For each weight: colour, width, strokes and gaps.
LINES = {
    1: ("#6f7782", 1.25, (2, 4)),
    2: ("#5d7186", 1.75, (6, 4)),
    3: ("#3f6d99", 2.5, (12, 4)),
    4: ("#1f5d9e", 3.5, (16, 3, 4, 3)),
    5: (BLUES[4], 5, ()),
}
LABEL_GAP, BULGE = 5, 1.22
BEND, FURTHER, LEAST = 0.2, 0.4, 28
SMALLEST, LARGEST = 4.5, 11


@dataclass(frozen=True)
class Node:
    """One partner: a ``key`` of its own and the name that is shown."""

    key: str
    label: str


@dataclass(frozen=True)
class Edge:
    """A link between the nodes of two keys, with a weight from 1 to 5."""

    one: str
    other: str
    weight: int


@dataclass(frozen=True)
class _Spot:
    """Where a node stands, how large it is, and on which side its name is written: -1 left, 1 right."""

    x: float
    y: float
    radius: float
    side: int
    lines: tuple[str, ...]


def network(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    weights: Mapping[int, str],
    title: str,
    description: str,
    width: int = 640,
    heading: str = "",
    note: str = "",
) -> Drawing:
    """The ``nodes`` around a ring, strongly linked ones near each other, and a line for each of the ``edges``.

    ``weights`` are the words for the weights in the legend. A heavier link is wider, darker and less dashed; a node
    with more links is larger, one without any is hollow. The drawing grows with the names; for more than some sixty
    nodes, give numbers as labels and list the names in a table beside it.
    """
    links = _links(nodes, edges)
    sheet = Sheet(width, heading)
    used = sorted({weight for each in links.values() for weight in each.values()})
    if used:
        sheet.legend((weights[weight], _sign(weight)) for weight in used)
    spots = _spots(sheet, nodes, links)
    heights = [spot.y for spot in spots.values()] or [0]
    tall, middle = max(heights) - min(heights) or 1, (max(heights) + min(heights)) / 2
    placed = {(min(pair), max(pair)): weight for one in links for pair, weight in _pairs(one, links[one])}
    for (one, other), weight in sorted(placed.items(), key=lambda each: (each[1], each[0])):
        sheet.add(_curve(spots[one], spots[other], weight, (sheet.width / 2, middle), tall))
    for key, spot in spots.items():
        _node(sheet, spot, bool(links.get(key)))
    return sheet.drawing(title=title, description=description, note=note)


def _links(nodes, edges):
    """For each node its neighbours with the weight; of two edges between the same nodes the heavier one."""
    keys = {node.key for node in nodes}
    if len(keys) < len(nodes):
        raise ValueError("Each node needs a key of its own.")
    links = defaultdict(dict)
    for edge in edges:
        if edge.one == edge.other or not {edge.one, edge.other} <= keys or edge.weight not in LINES:
            raise ValueError(f"{edge} does not link two of the nodes with a weight from 1 to 5.")
        weight = max(edge.weight, links[edge.one].get(edge.other, 0))
        links[edge.one][edge.other] = links[edge.other][edge.one] = weight
    return dict(links)


def _pairs(one, neighbours):
    return (((one, other), weight) for other, weight in neighbours.items())


def _spots(sheet, nodes, links):
    """A spot for each node: down the right side, then up the left, each name on a height of its own."""
    labels = {node.key: node.label for node in nodes}
    order = ring_order([node.key for node in nodes], links)
    right = order[: (len(order) + 1) // 2]
    columns = {1: right, -1: order[len(right) :][::-1]}
    across = sheet.inside * (0.24 if sheet.wide else 0.17)
    room = sheet.inside / 2 - across - LARGEST - LABEL_GAP
    lines = {key: wrapped(label, room, SIZE) for key, label in labels.items()}
    heights = {side: [max(lines_height(lines[key]), 18) + 4 for key in column] for side, column in columns.items()}
    tall = max(*(sum(each) for each in heights.values()), 2 * across)
    spots = {}
    for side, column in columns.items():
        top, spare = sheet.y, (tall - sum(heights[side])) / (len(column) or 1)
        for key, height in zip(column, heights[side], strict=True):
            y = top + (height + spare) / 2
            x = sheet.width / 2 + side * across * sqrt(1 - ((y - sheet.y - tall / 2) / (tall / 2 * BULGE)) ** 2)
            spots[key] = _Spot(x, y, _radius(links.get(key, ())), side, lines[key])
            top += height + spare
    sheet.y += tall + GAP
    return {key: spots[key] for key in order}


def _radius(neighbours):
    return min(LARGEST, SMALLEST + 1.6 * sqrt(len(neighbours)))


def _curve(one, other, weight, centre, tall, parts=24):
    """A line between two spots that bends inwards, and the more so the further it goes: clear of the nodes between."""
    bend = BEND + FURTHER * min(1, abs(one.y - other.y) / tall)
    x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
    aside = centre[0] - x
    # Sideways rather than up and down, or short lines near the ends become hairpins.
    pull = min(abs(aside), max(LEAST, abs(aside) * bend))
    control = x + copysign(pull, aside), y + bend * (centre[1] - y) / 3
    points = []
    for part in range(parts + 1):
        t = part / parts
        shares = (1 - t) ** 2, 2 * t * (1 - t), t**2
        across = zip(_place(one), control, _place(other), strict=True)
        points.append(tuple(sum(share * at for share, at in zip(shares, each, strict=True)) for each in across))
    colour, width, dash = LINES[weight]
    return Polyline(tuple(points), colour, width, dash)


def _place(spot):
    return spot.x, spot.y


def _node(sheet, spot, linked):
    fill, edge = (Fill(BLUES[4]), PAPER) if linked else (Fill(PAPER), INK)
    sheet.add(Circle(spot.x, spot.y, spot.radius, fill, edge, 1.5))
    anchor = START if spot.side > 0 else END
    x = spot.x + spot.side * (spot.radius + LABEL_GAP)
    sheet.lines(spot.lines, x, spot.y - lines_height(spot.lines) / 2, anchor=anchor)


def _sign(weight):
    colour, width, dash = LINES[weight]
    return lambda x, y: [Polyline(((x - SWATCH / 2, y), (x + SWATCH / 2, y)), colour, width, dash)]
