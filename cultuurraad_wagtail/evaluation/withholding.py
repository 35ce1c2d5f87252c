"""Small groups are withheld, so that nobody is recognised: not by their own numbers, and not by subtraction.

What is told of a measure is a partition of those who answered it: every part has at least ``SMALLEST`` of them. Parts
add up to the whole, so whatever is taken from whatever, a number of at least so many people is left.
"""

from collections import Counter
from typing import NamedTuple

#: Nothing is told of fewer people.
SMALLEST = 5


class Part(NamedTuple):
    """Some of those who answered: the parties they are of, and how often each value was given."""

    parties: tuple
    counts: dict

    @property
    def size(self):
        """How many answered."""
        return size_of(self.counts)


def size_of(counts: dict) -> int:
    """How many people ``counts`` (value → number) tell of; several choices may be one person's.

    “Not applicable” tells nothing of them, and hides nobody.
    """
    return counts["n"] if "n" in counts else sum(number for value, number in counts.items() if value != "na")


def whole(by_party: dict) -> dict:
    """The counts of all parties together; {} when they are too few to be told of."""
    counts = Counter()
    for each in by_party.values():
        counts.update(each)
    return dict(counts) if size_of(counts) >= SMALLEST else {}


def groups_of(sizes: dict) -> list[tuple]:
    """The parties (party → how many people) in groups of which each is large enough, the largest first.

    Parties that are too small are put together, and with them, while they are too few, the smallest of the others. Who
    did not say what they are belongs with the small ones. One division for all that is told of a round: two different
    ones could be held beside each other.
    """
    order = sorted((party for party in sizes if sizes[party]), key=lambda party: (-sizes[party], party))
    alone = [party for party in order if sizes[party] >= SMALLEST and party]
    rest = [party for party in order if party not in alone]
    while rest and alone and sum(sizes[party] for party in rest) < SMALLEST:
        rest.insert(0, alone.pop())
    groups = [(party,) for party in alone] + ([tuple(rest)] if rest else [])
    return groups if sum(sizes[party] for party in rest) >= SMALLEST or not rest else []


def partition(by_party: dict, groups: list) -> list[Part]:
    """``by_party`` (party → counts) in these ``groups``; [] where one of them has a few that answered this."""
    parts = [Part(group, _together(by_party, group)) for group in groups]
    parts = [part for part in parts if part.size]
    return parts if all(part.size >= SMALLEST for part in parts) else []


def _together(by_party, group):
    counts = Counter()
    for party in group:
        counts.update(by_party.get(party, {}))
    return dict(counts)
