"""Who works with whom: names around a circle, a line between two that are linked."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import cos, dist, pi, sin, sqrt

from .colours import BLUES, INK, MUTED, PAPER
from .drawing import END, START, Circle, Drawing, Fill, Polyline
from .ordering import ring_order
from .sheet import GAP, MARGIN, SIZE, SWATCH, Sheet, lines_height, spread
from .words import text_width, wrapped

# For each weight: colour, width, strokes and gaps. Weak ones are hair lines, so that they do not drown the others.
LINES = {
    1: ("#8b929b", 0.6, (1, 4)),
    2: ("#878f99", 0.8, (6, 4)),
    3: ("#6489b0", 1.2, ()),
    4: ("#2f6ba8", 2.4, (14, 3)),
    5: (BLUES[4], 4, ()),
}
LABEL_GAP, ABOVE, SHIFTED = 6, 22, 7
NEAR, FAR = 0.05, 0.35  # how far a line bends towards the middle
PARTS = 720  # of half a ring, to measure it
SMALLEST, LARGEST = 4.5, 11


@dataclass(frozen=True)
class Node:
    """One partner: a ``key`` of its own and the name that is shown, in bold where it is ``stressed``."""

    key: str
    label: str
    stressed: bool = False


@dataclass(frozen=True)
class Edge:
    """A link between the nodes of two keys, with a weight from 1 to 5."""

    one: str
    other: str
    weight: int


@dataclass(frozen=True)
class _Ring:
    """The circle: its middle and how far it reaches; higher than wide where the names need it."""

    x: float
    y: float
    across: float
    up: float

    def reach(self, y):
        """How far the ring is to the side at the height ``y`` above or below its middle; 0 beyond its ends."""
        return self.across * sqrt(max(0, 1 - (y / self.up) ** 2))

    def places(self, count):
        """``count`` places down its right side, as far from each other along the ring; from the middle."""
        points = [(self.across * sin(pi * at / PARTS), -self.up * cos(pi * at / PARTS)) for at in range(PARTS + 1)]
        ways = list(accumulate((dist(one, other) for one, other in pairwise(points)), initial=0))
        wanted = [(at + 0.5) / count * ways[-1] for at in range(count)]
        return [points[bisect(ways, way)] for way in wanted]


@dataclass(frozen=True)
class _Spot:
    """Where a node stands and how large it is; on which side (-1 left, 1 right) and where its name begins."""

    node: Node
    x: float
    y: float
    radius: float
    side: int
    lines: tuple[str, ...] = ()
    label_x: float = 0
    label_y: float = 0

    @property
    def height(self):
        return max(lines_height(self.lines), 18) + 4

    @property
    def end(self):
        """Where the longest line of the name ends."""
        widest = max(text_width(line, SIZE, bold=self.node.stressed) for line in self.lines)
        return self.label_x + self.side * widest


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
    """The ``nodes`` around a circle, strongly linked ones near each other, and a line for each of the ``edges``.

    ``weights`` are the words for the weights in the legend. A heavier link is wider and darker and lies on top; a node
    with more links is larger, one without any is hollow. The drawing grows with the names; for more than some sixty
    nodes, give numbers as labels and list the names in a table beside it.
    """
    links = _links(nodes, edges)
    sheet = Sheet(width, heading)
    used = sorted({weight for each in links.values() for weight in each.values()})
    if used:
        sheet.legend((weights[weight], _sign(weight)) for weight in used)
    ring, spots = _placed(sheet, nodes, links)
    pairs = {(min(one, other), max(one, other)): weight for one in links for other, weight in links[one].items()}
    for (one, other), weight in sorted(pairs.items(), key=lambda each: (each[1], each[0])):
        sheet.add(_curve(spots[one], spots[other], weight, ring))
    for key, spot in spots.items():
        _draw(sheet, spot, bool(links.get(key)))
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


def _placed(sheet, nodes, links):
    """The ring and a spot for each node by key: down the right side, then up the left."""
    by_key = {node.key: node for node in nodes}
    order = [by_key[key] for key in ring_order(list(by_key), links)]
    half = (len(order) + 1) // 2
    sides = {1: order[:half], -1: order[half:][::-1]}
    across = sheet.inside * (0.275 if sheet.wide else 0.19)
    room = sheet.inside / 2 - across - LARGEST - LABEL_GAP
    lines = {node.key: wrapped(node.label, room, SIZE, bold=node.stressed) for node in nodes}
    needed = max(sum(max(lines_height(lines[node.key]), 18) + 4 for node in side) for side in sides.values())
    up = max(across, needed / 2 - ABOVE)
    ring = _Ring(sheet.width / 2, sheet.y + ABOVE + up, across, up)
    spots = []
    for side, members in sides.items():
        places = zip(members, ring.places(len(members)), strict=True)
        placed = [_spot(ring, node, side, place, links) for node, place in places]
        # Near the poles there is room for longer lines; where one leaves the paper, all are broken as at the equator.
        named = _named(sheet, ring, placed, lambda spot: sheet.inside / 2 - abs(spot.x - ring.x) - 3 * LARGEST)
        if any(not MARGIN <= spot.end <= sheet.width - MARGIN for spot in named):
            named = _named(sheet, ring, placed, lambda spot: room)
        spots += named
    bottom = max([ring.y + up, *(spot.label_y + spot.height / 2 for spot in spots)])
    sheet.y = bottom + GAP
    found = {spot.node.key: spot for spot in spots}
    return ring, {node.key: found[node.key] for node in order}


def _spot(ring, node, side, place, links):
    radius = min(LARGEST, SMALLEST + 1.6 * sqrt(len(links.get(node.key, ()))))
    return _Spot(node, ring.x + side * place[0], ring.y + place[1], radius, side)


def _named(sheet, ring, spots, room_of):
    """``spots`` of one side with their names: outside the ring, none over another or over a node."""
    spots = [
        replace(spot, lines=wrapped(spot.node.label, max(60, room_of(spot)), SIZE, bold=spot.node.stressed))
        for spot in spots
    ]
    low, high = ring.y - ring.up - ABOVE, ring.y + ring.up + ABOVE
    heights = [spot.height for spot in spots]
    middles = spread([spot.y for spot in spots], heights, low, high)
    return [
        replace(spot, label_y=y, label_x=_beside(ring, spot, y, spots)) for spot, y in zip(spots, middles, strict=True)
    ]


def _beside(ring, spot, middle, spots):
    """Where the name of ``spot`` begins if its middle is at this height."""
    half = spot.height / 2
    outline = ring.reach(max(0, abs(middle - ring.y) - half))
    hindered = [
        abs(each.x - ring.x) + each.radius + 3
        for each in spots
        if each is not spot and abs(each.y - middle) < half + each.radius
    ]
    beside = abs(spot.x - ring.x) + spot.radius + LABEL_GAP
    return ring.x + spot.side * max([beside, outline + 4, *hindered])


def _curve(one, other, weight, ring, parts=24):
    """A line between two spots that bends towards the middle, and the more so the further it goes."""
    # Measured on the circle of which the ring is a stretched one.
    apart = sqrt(((one.x - other.x) / ring.across) ** 2 + ((one.y - other.y) / ring.up) ** 2) / 2
    bend = NEAR + (FAR - NEAR) * apart
    control = tuple(
        (start + end) / 2 * (1 - bend) + middle * bend
        for start, end, middle in ((one.x, other.x, ring.x), (one.y, other.y, ring.y))
    )
    points = []
    for part in range(parts + 1):
        t = part / parts
        shares = (1 - t) ** 2, 2 * t * (1 - t), t**2
        across = zip((one.x, one.y), control, (other.x, other.y), strict=True)
        points.append(tuple(sum(share * at for share, at in zip(shares, each, strict=True)) for each in across))
    colour, width, dash = LINES[weight]
    return Polyline(tuple(points), colour, width, dash)


def _draw(sheet, spot, linked):
    """The disc, the name, and a thread between them where the name had to move."""
    start = spot.x + spot.side * spot.radius, spot.y
    end = spot.label_x - spot.side * 2, spot.label_y
    if abs(spot.label_y - spot.y) > SHIFTED or abs(end[0] - start[0]) > 3 * LABEL_GAP:
        sheet.add(Polyline((start, end), MUTED, 0.75))
    fill, edge = (Fill(BLUES[4] if spot.node.stressed else BLUES[3]), PAPER) if linked else (Fill(PAPER), INK)
    sheet.add(Circle(spot.x, spot.y, spot.radius, fill, edge, 1.5))
    anchor = START if spot.side > 0 else END
    top = spot.label_y - lines_height(spot.lines) / 2
    sheet.lines(spot.lines, spot.label_x, top, anchor=anchor, bold=spot.node.stressed)


def _sign(weight):
    colour, width, dash = LINES[weight]
    return lambda x, y: [Polyline(((x - SWATCH / 2, y), (x + SWATCH / 2, y)), colour, width, dash)]
