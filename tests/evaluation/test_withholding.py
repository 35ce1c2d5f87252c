"""Trying to find the numbers of a small group: by looking, by subtracting, by holding tables beside each other."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.evaluation.withholding import SMALLEST, groups_of, partition, size_of, whole

COUNTS = st.dictionaries(st.sampled_from(["1", "2", "3", "4", "5", "na"]), st.integers(0, 6), max_size=6)
PARTIES = st.dictionaries(st.sampled_from(["", "1", "2", "3", "4", "5", "6"]), COUNTS, max_size=7)


def sizes(by_party):
    return {party: size_of(counts) for party, counts in by_party.items()}


def parts_of(by_party):
    """The parts of a question that everybody answered."""
    return partition(by_party, groups_of(sizes(by_party)))


@given(PARTIES)
def test_every_part_has_enough_people(by_party):
    assert all(part.size >= SMALLEST for part in parts_of(by_party))


@given(PARTIES, PARTIES)
def test_every_part_of_a_question_that_some_left_open_has_enough_people(by_party, other):
    assert all(part.size >= SMALLEST for part in partition(other, groups_of(sizes(by_party))))


@given(PARTIES)
def test_parts_add_up_to_the_whole(by_party):
    parts = parts_of(by_party)
    if parts:
        assert sum(part.size for part in parts) == size_of(whole(by_party))
        told = sorted(party for part in parts for party in part.parties)
        assert told == sorted(party for party, counts in by_party.items() if size_of(counts))


@given(PARTIES)
def test_nothing_that_is_subtracted_leaves_a_small_group(by_party):
    """Every sum of parts taken from the whole, or from another sum, leaves nobody or enough people."""
    parts = [part.size for part in parts_of(by_party)]
    told = size_of(whole(by_party))
    for number in range(len(parts) + 1):
        for some in combinations(parts, number):
            left = told - sum(some) if parts else told
            assert left == 0 or left >= SMALLEST


@given(PARTIES, PARTIES)
def test_kinds_of_party_are_divided_once_for_all_questions(by_party, other):
    """Two questions held beside each other tell of the same groups, so their difference is no small one."""
    groups = groups_of(sizes(by_party))
    told = {part.parties for part in partition(by_party, groups)} | {part.parties for part in partition(other, groups)}
    assert told <= set(groups)
    assert len({party for group in groups for party in group}) == sum(len(group) for group in groups)


@given(PARTIES)
def test_small_party_never_stands_alone(by_party):
    small = {party for party, counts in by_party.items() if 0 < size_of(counts) < SMALLEST}
    assert not [part for part in parts_of(by_party) if len(part.parties) == 1 and part.parties[0] in small]


@given(PARTIES)
def test_order_of_the_parties_changes_nothing(by_party):
    backwards = dict(reversed(list(by_party.items())))
    assert parts_of(by_party) == parts_of(backwards)


def test_smallest_of_the_others_is_put_with_a_group_that_is_too_small():
    by_party = {"1": {"5": 9}, "2": {"5": 6}, "3": {"1": 2}}
    assert [(part.parties, part.counts) for part in parts_of(by_party)] == [
        (("1",), {"5": 9}),
        (("2", "3"), {"5": 6, "1": 2}),
    ]


def test_not_applicable_hides_nobody():
    assert whole({"1": {"na": 4, "2": 1}}) == {}


def test_several_choices_of_one_person_are_one_person():
    assert whole({"1": {"n": 3, "1": 3, "2": 3}}) == {}
