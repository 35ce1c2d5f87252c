"""Who works with whom: the links that organisations told of, and what the whole of them is like."""

from collections import defaultdict
from typing import NamedTuple

from ..charts import whole_percent


class Network(NamedTuple):
    """``links``: pairs of keys, in order → the level from 1 to 5. ``names``: key → name, also of who has no link."""

    names: dict
    links: dict

    @property
    def possible(self) -> int:
        """How many links there could be."""
        return len(self.names) * (len(self.names) - 1) // 2

    @property
    def density(self) -> float:
        """How many of the possible links there are, from 0 to 1."""
        return len(self.links) / self.possible if self.possible else 0.0

    @property
    def percent(self) -> int:
        """The density as it is told."""
        return whole_percent(len(self.links), self.possible or 1)

    @property
    def partners(self) -> dict:
        """With whom each works: key → key of the other → level."""
        partners = {key: {} for key in self.names}
        for (one, other), level in self.links.items():
            partners[one][other] = partners[other][one] = level
        return partners

    @property
    def degrees(self) -> dict:
        """With how many others each works."""
        return {key: len(others) for key, others in self.partners.items()}

    @property
    def isolated(self) -> list:
        """The names of those who have no link."""
        return sorted(self.names[key] for key, number in self.degrees.items() if not number)

    def most_linked(self, most: int = 3) -> list:
        """Name and number of links of those who have most, by number and then by name.

        Those with as many as the last of them are told too, unless they are too many to tell anything.
        """
        ordered = sorted(self.degrees.items(), key=lambda each: (-each[1], self.names[each[0]]))
        ordered = [(self.names[key], number) for key, number in ordered if number]
        least = ordered[:most][-1][1] if ordered else 0
        tied = [each for each in ordered if each[1] >= least]
        return tied if len(tied) <= 2 * most else ordered[:most]


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
