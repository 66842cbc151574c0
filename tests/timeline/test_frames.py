"""Seconds become whole frames that the author would have allowed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.timeline.frames import bounds, nearest

times = st.integers(0, 5000).map(lambda n: n / 100)


@settings(deadline=None)
@given(times, times, st.integers(1, 100))
def test_bounds_never_cross_and_stay_inside_where_a_frame_is_inside(one, other, rate):
    low, high = sorted((one, other))
    least, most = bounds(low, high, rate)
    assert least <= most
    assert (low - 1e-9 <= least / rate and most / rate <= high + 1e-9) or least == most


@pytest.mark.parametrize(
    ("least", "most", "rate", "expected"),
    [
        (0.1, 0.1, 48_000, (4800, 4800)),
        (1.2, 3.8, 1, (2, 3)),
        (1.2, 1.9, 1, (2, 2)),
        (0.25, 0.25, 10, (3, 3)),
        (4, 9, 10, (40, 90)),
    ],
)
def test_bounds_round_inwards_and_exact_times_to_the_nearest(least, most, rate, expected):
    assert bounds(least, most, rate) == expected


def test_nearest_rounds_halves_up():
    assert [nearest(seconds, 10) for seconds in (0.24, 0.25, 0.3)] == [2, 3, 3]
