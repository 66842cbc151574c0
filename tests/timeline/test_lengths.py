"""`Lengths` is a set of numbers: every operation agrees with the set of those numbers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soothe.timeline.lengths import Lengths, merge, overlap

runs = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4).map(merge)
stride = 6


@st.composite
def lengths(draw):
    return Lengths.of(draw(runs), draw(st.sampled_from((1, 2, 3, 6))), stride)


def listed(item):
    if isinstance(item, tuple):
        return {number for first, last in item for number in range(first, last + 1)}
    return {r + item.stride * q for r, row in enumerate(item.rows) for q in listed(row)}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_merged_runs_are_ascending_apart_and_complete(loose):
    merged = merge(loose)
    assert listed(merged) == listed(tuple(loose))
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(merged))


@settings(deadline=None)
@given(runs, runs)
def test_overlap_is_what_both_hold(left, right):
    assert listed(overlap(left, right)) == listed(left) & listed(right)


@settings(deadline=None)
@given(runs, st.sampled_from((1, 2, 3, 6)))
def test_copies_multiply(some, copies):
    assert listed(Lengths.of(some, copies, stride)) == {copies * n for n in listed(some)}


@settings(deadline=None)
@given(lengths(), lengths())
def test_sums_and_unions_are_those_of_the_numbers(left, right):
    assert listed(left + right) == {a + b for a in listed(left) for b in listed(right)}
    assert listed(left | right) == listed(left) | listed(right)


@settings(deadline=None)
@given(lengths(), st.integers(-5, 130))
def test_neighbours_are_the_nearest_members(some, number):
    members = listed(some)
    assert (number in some) == (number in members)
    assert some.below(number) == max((m for m in members if m <= number), default=None)
    assert some.above(number) == min((m for m in members if m >= number), default=None)


@settings(deadline=None)
@given(lengths())
def test_the_ends_are_the_least_and_the_greatest_member(some):
    members = listed(some)
    assume(members)
    assert (some.least, some.most) == (min(members), max(members))


def test_a_pair_leaves_holes_of_one_frame_and_a_single_step_closes_them():
    pair = Lengths.of(((10, 12),), 2, 2)
    assert [n for n in range(19, 27) if n in pair] == [20, 22, 24]
    single = Lengths.of(((5, 6),), 1, 2)
    assert [n for n in range(24, 32) if n in pair + single] == [25, 26, 27, 28, 29, 30]
