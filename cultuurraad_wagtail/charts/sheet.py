"""What all charts do alike: words in lines, a heading and a note, a legend, labels that make room for one another."""

from collections.abc import Callable, Iterable, Sequence

from .colours import INK, MUTED, PAPER
from .drawing import MIDDLE, START, Drawing, Fill, Rect, Shape, Text
from .words import ASCENT, DESCENT, LINE, clean, text_width, wrapped

SIZE, HEADING_SIZE = 15, 19
MARGIN, GAP = 12, 14
WIDE = 480  # from this width on, labels stand beside what they name; below it, above
SWATCH = 22


class Sheet:
    """Paper of ``width`` units that charts fill from the top; ``y`` is where free room begins."""

    def __init__(self, width: int, heading: str = ""):
        if width < 280:
            raise ValueError(f"A chart needs at least 280 units of width; {width} is too little.")
        self.width, self.y, self.shapes = width, MARGIN, []
        if clean(heading):
            self.y = self.words(heading, MARGIN, self.y, self.inside, size=HEADING_SIZE, bold=True) + GAP

    @property
    def inside(self) -> int:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def wide(self) -> bool:
        """Whether there is room for labels beside what they name."""
        return self.width >= WIDE

    def add(self, *shapes: Shape) -> None:
        """Lay ``shapes`` on top."""
        self.shapes.extend(shapes)

    def words(self, text, x, top, width, *, size=SIZE, colour=INK, anchor=START, bold=False) -> float:
        """Write ``text`` in lines of ``width`` from ``top`` on; gives where they end."""
        lines = wrapped(text, width, size, bold=bold)
        self.lines(lines, x, top, size=size, colour=colour, anchor=anchor, bold=bold)
        return top + lines_height(lines, size)

    def lines(self, lines: Sequence[str], x, top, *, size=SIZE, colour=INK, anchor=START, bold=False) -> None:
        """Write ``lines`` below each other from ``top`` on."""
        for at, line in enumerate(lines):
            if line:
                self.add(Text(x, first_baseline(top, size) + at * LINE * size, line, size, colour, anchor, bold))

    def chip(self, text: str, x, middle, *, ground: str, colour: str, anchor=MIDDLE, opacity=1) -> None:
        """Write one line around the height ``middle``, on a ground that keeps marks and lines away from it."""
        written = Text(x, middle + 0.36 * SIZE, text, SIZE, colour, anchor)
        left, top, right, bottom = written.box
        self.add(Rect(left - 2, top + 1, right - left + 4, bottom - top - 1, Fill(ground), opacity=opacity), written)

    def legend(self, entries: Iterable[tuple[str, Callable[[float, float], Iterable[Shape]]]]) -> None:
        """Each entry is words and a function that draws their sign around a middle, ``SWATCH`` units wide."""
        x, room = MARGIN, self.inside - SWATCH - 7
        height = LINE * SIZE
        for text, sign in entries:
            lines = wrapped(text, room, SIZE)
            taken = SWATCH + 7 + max(text_width(line, SIZE) for line in lines)
            if x > MARGIN and x + taken > self.width - MARGIN:
                x, self.y, height = MARGIN, self.y + height + 5, LINE * SIZE
            self.add(*sign(x + SWATCH / 2, self.y + LINE * SIZE / 2))
            self.lines(lines, x + SWATCH + 7, self.y)
            x, height = x + taken + GAP, max(height, lines_height(lines))
        self.y += height + GAP

    def drawing(self, *, title: str, description: str, note: str = "") -> Drawing:
        """The finished picture, with ``note`` below it."""
        if clean(note):
            self.y = self.words(note, MARGIN, self.y, self.inside, colour=MUTED)
        height = int(self.y) + MARGIN
        paper = Rect(0, 0, self.width, height, Fill(PAPER))
        return Drawing(self.width, height, clean(title), clean(description), (paper, *self.shapes))


def first_baseline(top: float, size: float = SIZE) -> float:
    """Where the first of the lines that begin at ``top`` stands."""
    return top + (LINE - ASCENT - DESCENT) * size / 2 + ASCENT * size


def lines_height(lines: Sequence[str], size: float = SIZE) -> float:
    """The units that ``lines`` take below each other."""
    return len(lines) * LINE * size


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for things of ``heights``, in the same order, none over another, as near to ``wanted`` as can be.

    They stay between ``low`` and ``high`` where there is room. Those in each other's way move together: as many up
    as down.
    """
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    groups = []  # (members, sum of wanted tops of the group, height)
    for at in order:
        groups.append(([at], wanted[at] - heights[at] / 2, heights[at]))
        while len(groups) > 1 and _top(groups[-2], low, high) + groups[-2][2] > _top(groups[-1], low, high):
            later, earlier = groups.pop(), groups.pop()
            tops = earlier[1] + later[1] - len(later[0]) * earlier[2]
            groups.append((earlier[0] + later[0], tops, earlier[2] + later[2]))
    placed = [0.0] * len(wanted)
    for group in groups:
        top = _top(group, low, high)
        for at in group[0]:
            placed[at] = top + heights[at] / 2
            top += heights[at]
    return placed


def _top(group, low, high):
    members, tops, height = group
    return max(low, min(tops / len(members), high - height))
