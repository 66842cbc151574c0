"""Sharing gives the cheapest lengths of all, in real numbers and in whole frames."""

from __future__ import annotations

from itertools import product
from math import inf, isclose

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soothe.timeline.share import share, sums
from soothe.timeline.want import Want, cost, relax


@st.composite
def wants(draw, copies=(1,)):
    least, most = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 9))))
    ideal = draw(st.integers(1, 12))
    weight = draw(st.sampled_from((1.0, 0.5, 0.3)))
    return Want(least, most, ideal, weight, draw(st.sampled_from(copies)))


def some(*copies):
    return st.lists(wants(copies), min_size=1, max_size=4)


def total_of(crowd, lengths):
    return sum(want.copies * length for want, length in zip(crowd, lengths, strict=True))


def listed(crowd):
    """The least cost of every sum, by trying everything."""
    costs = {}
    for lengths in product(*(range(want.least, want.most + 1) for want in crowd)):
        total = total_of(crowd, lengths)
        costs[total] = min(cost(crowd, lengths), costs.get(total, inf))
    return costs


def check(crowd, *, best):
    costs = listed(crowd)
    reachable = sums(crowd)
    assert {total for total in range(max(costs) + 3) if total in reachable} == set(costs)
    for total, least in costs.items():
        lengths = share(crowd, total)
        assert total_of(crowd, lengths) == total
        assert all(w.least <= n <= w.most for w, n in zip(crowd, lengths, strict=True))
        if best:
            assert isclose(cost(crowd, lengths), least, rel_tol=1e-9, abs_tol=1e-9)


@settings(deadline=None)
@given(some(1))
def test_single_steps_share_at_the_least_cost(crowd):
    check(crowd, best=True)


@settings(deadline=None)
@given(some(1, 2))
def test_pairs_and_single_steps_share_at_the_least_cost(crowd):
    check(crowd, best=True)


@settings(deadline=None)
@given(some(1, 2, 3))
def test_any_counts_share_within_bounds(crowd):
    check(crowd, best=False)


@settings(deadline=None)
@given(some(1, 2, 3), st.data())
def test_real_lengths_follow_one_pressure(crowd, data):
    least, most = min(listed(crowd)), max(listed(crowd))
    total = data.draw(st.integers(least, most))
    lengths = relax(crowd, total)
    assert isclose(total_of(crowd, lengths), total, abs_tol=1e-6)
    slopes = [(n - w.ideal) / w.give for w, n in zip(crowd, lengths, strict=True)]
    upper = [s for s, w, n in zip(slopes, crowd, lengths, strict=True) if n < w.most - 1e-6]
    lower = [s for s, w, n in zip(slopes, crowd, lengths, strict=True) if n > w.least + 1e-6]
    # Nobody could give to another and both gain.
    assert max(lower, default=-inf) <= min(upper, default=inf) + 1e-6


@settings(deadline=None)
@given(st.lists(wants(), min_size=1, max_size=12), st.integers(1, 1000), st.data())
def test_pauses_are_one_multiple_of_their_ideals_to_the_half_frame(crowd, scale, data):
    crowd = [Want(w.least * scale, w.most * scale, w.ideal * scale) for w in crowd]
    assume(any(want.least < want.most for want in crowd))
    total = data.draw(
        st.integers(sum(want.least for want in crowd), sum(want.most for want in crowd))
    )
    lengths = share(crowd, total)
    above = [(n - 0.5) / w.ideal for w, n in zip(crowd, lengths, strict=True) if n > w.least]
    below = [(n + 0.5) / w.ideal for w, n in zip(crowd, lengths, strict=True) if n < w.most]
    assert sum(lengths) == total
    assert max(above, default=-inf) <= min(below, default=inf) + 1e-9


def test_left_over_frames_go_to_the_earliest_of_equals():
    crowd = [Want(0, 100, 10)] * 4
    assert share(crowd, 42) == (11, 11, 10, 10)
    assert share(crowd, 38) == (10, 10, 9, 9)


def test_a_light_weight_stretches_first():
    crowd = [Want(0, 100, 20), Want(0, 100, 20, weight=0.25)]
    assert share(crowd, 90) == (30, 60)


def test_nobody_shares_nothing():
    assert share([], 0) == ()
