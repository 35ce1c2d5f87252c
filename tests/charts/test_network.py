"""Who works with whom: every name is read, every link is seen, friends stand near each other."""

from itertools import pairwise
from math import dist

import pytest

from cultuurraad_wagtail.charts import Edge, Node, network
from cultuurraad_wagtail.charts.colours import BLUES, MUTED
from cultuurraad_wagtail.charts.drawing import Circle, Polyline
from cultuurraad_wagtail.charts.network_chart import LINES
from cultuurraad_wagtail.charts.ordering import ring_order

from .samples import LONG, NAMES, WEIGHTS, WIDTHS, beyond, collisions, overlap, partners, said, squeezed, texts


def drawn(names, edges, **kwargs):
    nodes = [Node(name, name) for name in names]
    return network(nodes, edges, weights=WEIGHTS, title="T", description="D", **kwargs)


def discs(drawing):
    return [shape for shape in drawing.shapes if isinstance(shape, Circle)]


def links(drawing):
    """The lines between nodes, without those of the legend."""
    return [shape for shape in drawing.shapes if isinstance(shape, Polyline) and len(shape.points) > 2]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [3, 8, 20, 30, 60])
def test_names_do_not_overlap_nor_leave_the_paper(count, width):
    drawing = partners(count, width=width)

    assert collisions(drawing) == []
    assert beyond(drawing) == []
    for at in range(count):
        assert squeezed(f"{NAMES[at % len(NAMES)]} {at}") in said(drawing)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [3, 8, 20, 30, 60])
def test_no_node_hides_a_name_or_another_node(count, width):
    drawing = partners(count, width=width)
    boxes = [(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in discs(drawing)]

    assert [box for box in boxes for text in texts(drawing) if overlap(box, text.box)] == []
    for at, one in enumerate(discs(drawing)):
        for other in discs(drawing)[:at]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (one.radius + other.radius) ** 2


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [8, 20, 30, 60])
def test_no_link_runs_through_a_name(count, width):
    drawing = partners(count, width=width)
    crossed = {
        text.text
        for line in links(drawing)
        for (x1, y1), (x2, y2) in pairwise(line.points)
        for text in texts(drawing)
        if any(_inside(text.box, x1 + (x2 - x1) * at / 8, y1 + (y2 - y1) * at / 8) for at in range(9))
    }

    assert crossed == set()


def _inside(box, x, y):
    return box[0] < x < box[2] and box[1] < y < box[3]


def test_twenty_stand_on_a_circle_as_far_from_each_other():
    spots = [(disc.x, disc.y) for disc in discs(partners(20, width=760))]
    middle = sum(x for x, _ in spots) / 20, sum(y for _, y in spots) / 20
    steps = [dist(one, other) for one, other in pairwise([*spots, spots[0]])]

    assert [dist(spot, middle) for spot in spots] == [pytest.approx(dist(spots[0], middle), rel=0.02)] * 20
    assert max(steps) < 1.1 * min(steps)


@pytest.mark.parametrize("count", [20, 60])
def test_name_that_had_to_move_hangs_on_a_thread(count):
    drawing = partners(count, width=760)
    threads = [shape for shape in drawing.shapes if isinstance(shape, Polyline) and shape.stroke == MUTED]

    assert threads
    for thread in threads:
        start, end = thread.points
        assert min(abs(dist(start, (disc.x, disc.y)) - disc.radius) for disc in discs(drawing)) < 0.01
        assert [text.text for text in texts(drawing) if _inside(text.box, *end)] == []


def test_stressed_names_are_bold_and_their_nodes_darker():
    nodes = [Node("A", "A", stressed=True), Node("B", "B"), Node("C", "C")]
    edges = [Edge("A", "B", 3), Edge("A", "C", 3)]
    drawing = network(nodes, edges, weights=WEIGHTS, title="T", description="D")

    assert {text.text: text.bold for text in texts(drawing)} == {"stemt af": False, "A": True, "B": False, "C": False}
    assert [disc.fill.colour for disc in discs(drawing)] == [BLUES[4], BLUES[3], BLUES[3]]


def test_weak_links_are_hair_lines():
    drawing = drawn("ABCD", [Edge("A", "B", 1), Edge("B", "C", 2), Edge("C", "D", 5)])

    assert [line.stroke_width for line in links(drawing)][:2] == [0.6, 0.8]
    assert links(drawing)[-1].stroke_width > 4 * links(drawing)[0].stroke_width


def test_link_joins_its_two_nodes_as_its_weight_says():
    drawing = drawn("AB", [Edge("A", "B", 4)])
    (line,) = links(drawing)

    assert {line.points[0], line.points[-1]} == {(disc.x, disc.y) for disc in discs(drawing)}
    assert (line.stroke, line.stroke_width, line.dash) == LINES[4]


def test_legend_tells_the_weights_that_are_there():
    drawing = drawn("ABC", [Edge("A", "B", 5), Edge("B", "C", 2)])

    assert [text.text for text in texts(drawing)][:2] == ["overlegt", "organiseert samen"]
    assert [line.dash for line in drawing.shapes if isinstance(line, Polyline) and len(line.points) == 2] == [
        (6, 4),
        (),
    ]


def test_heavier_links_lie_on_top():
    drawing = drawn("ABCD", [Edge("A", "B", 5), Edge("C", "D", 1), Edge("A", "C", 3)])

    assert [line.stroke_width for line in links(drawing)] == [LINES[weight][1] for weight in (1, 3, 5)]


def test_node_with_more_links_is_larger_and_one_without_is_hollow():
    drawing = drawn("ABCD", [Edge("A", "B", 1), Edge("A", "C", 1)])
    radii = sorted((disc.radius for disc in discs(drawing) if disc.fill.colour != "#ffffff"), reverse=True)
    (lonely,) = [disc for disc in discs(drawing) if disc.fill.colour == "#ffffff"]

    assert radii[0] > radii[1] == radii[2] > lonely.radius
    assert lonely.stroke == "#1b1f24"


def test_of_two_edges_between_the_same_the_heavier_is_drawn():
    (line,) = links(drawn("AB", [Edge("A", "B", 2), Edge("B", "A", 3), Edge("A", "B", 1)]))

    assert line.stroke_width == LINES[3][1]


def test_strongly_linked_nodes_stand_beside_each_other():
    pairs = {"A": {"D": 5}, "D": {"A": 5}, "B": {"E": 5, "A": 0}, "E": {"B": 5}, "C": {"F": 5}, "F": {"C": 5}}
    order = ring_order("ABCDEF", pairs)

    assert [abs(order.index(one) - order.index(other)) for one, other in ("AD", "BE", "CF")] == [1, 1, 1]


def test_order_makes_links_shorter_than_the_alphabet_does():
    names = [str(at) for at in range(12)]
    ring = {name: {} for name in names}
    for at in range(12):
        one, other = names[at], names[(at + 5) % 12]
        ring[one][other] = ring[other][one] = 1
    order = ring_order(names, ring)

    assert sorted(order) == sorted(names)
    assert [order[(at + 1) % 12] in ring[order[at]] for at in range(12)] == [True] * 12


def test_order_is_mended_where_the_first_choice_was_not_the_best():
    weights = {"AB": 5, "BE": 5, "CE": 1, "CD": 5, "DF": 1}
    ring = {name: {} for name in "ABCDEF"}
    for (one, other), weight in weights.items():
        ring[one][other] = ring[other][one] = weight

    assert ring_order("ABCDEF", ring) == ["A", "B", "E", "C", "D", "F"]


def test_nodes_without_links_are_all_there():
    drawing = drawn("ABCDE", [])

    assert len(discs(drawing)) == 5
    assert said(drawing) == "ABCDE"
    assert discs(drawn("", [])) == []


def test_long_names_grow_the_paper():
    drawing = drawn([LONG, f"{LONG} 2", f"{LONG} 3"], [Edge(LONG, f"{LONG} 2", 1)])

    assert collisions(drawing) == []
    assert beyond(drawing) == []


@pytest.mark.parametrize("edge", [Edge("A", "A", 1), Edge("A", "Z", 1), Edge("A", "B", 0), Edge("A", "B", 6)])
def test_edge_that_links_nothing_is_refused(edge):
    with pytest.raises(ValueError, match="does not link two of the nodes"):
        drawn("AB", [edge])


def test_key_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="a key of its own"):
        drawn("AA", [])
