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
    """How many people ``counts`` (value → number) are of; several choices may be one person's."""
    return counts["n"] if "n" in counts else sum(counts.values())


def whole(by_party: dict) -> dict:
    """The counts of all parties together; {} when they are too few to be told of."""
    counts = Counter()
    for each in by_party.values():
        counts.update(each)
    return dict(counts) if size_of(counts) >= SMALLEST else {}


def partition(by_party: dict) -> list[Part]:
    """``by_party`` (party → counts) in parts that are large enough, the largest first; [] when all are too few.

    Parties that are too small are put together, and with them, while they are too few, the smallest of the others.
    """
    sizes = {party: size_of(counts) for party, counts in by_party.items() if size_of(counts)}
    order = sorted(sizes, key=lambda party: (-sizes[party], party))
    # Who did not say what they are belongs with the small ones.
    alone = [party for party in order if sizes[party] >= SMALLEST and party]
    rest = [party for party in order if party not in alone]
    while rest and alone and sum(sizes[party] for party in rest) < SMALLEST:
        rest.insert(0, alone.pop())
    groups = [(party,) for party in alone] + ([tuple(rest)] if rest else [])
    parts = [Part(group, _together(by_party, group)) for group in groups]
    return parts if all(part.size >= SMALLEST for part in parts) else []


def _together(by_party, group):
    counts = Counter()
    for party in group:
        counts.update(by_party[party])
    return dict(counts)
