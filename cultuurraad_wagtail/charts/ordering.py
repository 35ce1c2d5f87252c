"""An order for the nodes around a ring in which those with strong links stand near each other."""

from collections.abc import Mapping, Sequence

ROUNDS = 20


def ring_order(nodes: Sequence[str], links: Mapping[str, Mapping[str, int]]) -> list[str]:
    """``nodes`` in a new order, the same for the same values; those without links come in the middle.

    ``links`` gives for each node its neighbours with the weight of the link. What counts is the sum of weight times
    distance along the ring; from a greedy start, nodes move to better places until none is found.
    """
    order = _greedy([node for node in nodes if links.get(node)], links)
    for _ in range(ROUNDS):
        if not _improve(order, links):
            break
    half = (len(order) + 1) // 2
    return [*order[:half], *(node for node in nodes if not links.get(node)), *order[half:]]


def _greedy(nodes, links):
    """Begin with the strongest; then always the one most linked to what was placed last."""
    rank = {node: at for at, node in enumerate(nodes)}
    left, order = set(nodes), []
    while left:
        # The recent ones count for more, so that a group stays together.
        pull = dict.fromkeys(left, 0.0)
        for age, node in enumerate(reversed(order)):
            for other, weight in links[node].items():
                if other in left:
                    pull[other] += weight / (age + 1)
        best = min(left, key=lambda node: (-pull[node], -sum(links[node].values()), rank[node]))
        order.append(best)
        left.remove(best)
    return order


def _improve(order, links):
    """Exchange two nodes wherever that shortens the links; whether it did."""
    count = len(order)
    place = {node: at for at, node in enumerate(order)}

    def length(node):
        apart = ((abs(place[node] - place[other]), weight) for other, weight in links[node].items())
        return sum(weight * min(distance, count - distance) for distance, weight in apart)

    better = False
    for one in range(count):
        for two in range(one + 1, count):
            first, second = order[one], order[two]
            before = length(first) + length(second)
            place[first], place[second] = two, one
            if length(first) + length(second) < before:
                order[one], order[two] = second, first
                better = True
            else:
                place[first], place[second] = one, two
    return better
