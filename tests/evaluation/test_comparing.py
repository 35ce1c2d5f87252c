"""Means and what changed between them."""

import pytest

from cultuurraad_wagtail.evaluation.comparing import difference, summarise
from cultuurraad_wagtail.evaluation.networks import network_of


def test_mean_leaves_out_what_does_not_apply():
    summary = summarise({"1": 1, "5": 3, "na": 7})
    assert (summary.number, summary.mean, summary.deviation, summary.not_applicable) == (4, 4.0, 2.0, 7)


def test_nothing_has_no_mean():
    assert summarise({"na": 3}).mean is None
    assert difference(summarise({}), summarise({"5": 9})) is None


@pytest.mark.parametrize(
    ("now", "size"),
    [
        ({"3": 24, "4": 16}, "medium"),
        ({"2": 10, "3": 20, "4": 10}, ""),
        ({"5": 40}, "large"),
        ({"3": 28, "4": 12}, "small"),
    ],
)
def test_size_of_a_difference_is_told_in_deviations(now, size):
    before = summarise({"2": 10, "3": 20, "4": 10})
    assert difference(before, summarise(now)).size == size


@pytest.mark.parametrize(("number", "is_uncertain"), [(19, True), (20, False)])
def test_few_answers_are_a_caution(number, is_uncertain):
    assert difference(summarise({"3": 100}), summarise({"4": number})).is_uncertain is is_uncertain


def test_network_tells_density_and_who_stands_alone():
    names = {"a": "Ada", "b": "Bib", "c": "Circus", "d": "Dans"}
    network = network_of(
        names, [["a", "b", 5], ["b", "a", 2], ["a", "c", 1], ["c", "a", 0], ["a", "x", 5], ["d", "d", 5]]
    )
    assert network.links == {("a", "b"): 3}
    assert network.density == pytest.approx(1 / 6)
    assert network.isolated == ["Circus", "Dans"]
    assert network.most_linked() == [("Ada", 1), ("Bib", 1)]
