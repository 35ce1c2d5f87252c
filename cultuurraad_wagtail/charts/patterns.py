"""The marks that tell fills apart without colour: tiles of ``TILE`` by ``TILE`` units, the same in both backends."""

TILE = 8
STROKE = 1.25
# Lines as x1, y1, x2, y2; they run past the edges, so that tiles join.
UP = ((-2, 10, 10, -2), (-2, 2, 2, -2), (6, 10, 10, 6))
DOWN = tuple((TILE - x1, y1, TILE - x2, y2) for x1, y1, x2, y2 in UP)
ACROSS, UPRIGHT = ((-1, 4, 9, 4),), ((4, -1, 4, 9),)

# (lines, discs as x, y, radius)
PATTERNS = {
    "plain": ((), ()),
    "hatch": (UP, ()),
    "back": (DOWN, ()),
    "cross": (UP + DOWN, ()),
    "dots": ((), ((2, 2, 1.2), (6, 6, 1.2))),
    "rows": (ACROSS, ()),
    "bars": (UPRIGHT, ()),
    "grid": (ACROSS + UPRIGHT, ()),
    "discs": ((), ((4, 4, 2.3),)),
    "rain": (((2, 0, 2, 3.5), (6, 4, 6, 7.5)), ()),
    "waves": (((0, 2, 4, 6), (4, 6, 8, 2)), ()),
}
