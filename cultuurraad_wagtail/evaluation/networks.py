"""Who works with whom: the links that organisations told of, and what the whole of them is like."""

from collections import defaultdict
from typing import NamedTuple


class Network(NamedTuple):
    """``links``: pairs of keys, in order → the level from 1 to 5. ``names``: key → name, also of who has no link."""

    names: dict
    links: dict

    @property
    def density(self) -> float:
        """How many of the possible links there are, from 0 to 1."""
        possible = len(self.names) * (len(self.names) - 1) / 2
        return len(self.links) / possible if possible else 0.0

    @property
    def degrees(self) -> dict:
        """With how many others each works."""
        degrees = dict.fromkeys(self.names, 0)
        for pair in self.links:
            for key in pair:
                degrees[key] += 1
        return degrees

    @property
    def isolated(self) -> list:
        """The names of those who have no link."""
        return sorted(self.names[key] for key, number in self.degrees.items() if not number)

    def most_linked(self, most: int = 5) -> list:
        """Name and number of links of those who have most, by number and then by name."""
        ordered = sorted(self.degrees.items(), key=lambda each: (-each[1], self.names[each[0]]))
        return [(self.names[key], number) for key, number in ordered[:most] if number]


def network_of(names: dict, levels: list) -> Network:
    """The network of ``levels`` (from, to, level) between the organisations in ``names``.

    Where two told different levels of each other the mean counts, rounded down; below 1 there is no link.
    """
    told = defaultdict(list)
    for one, other, level in levels:
        if one != other and one in names and other in names:
            told[tuple(sorted((one, other)))].append(level)
    means = {pair: sum(each) // len(each) for pair, each in told.items()}
    return Network(names, {pair: level for pair, level in sorted(means.items()) if level >= 1})
