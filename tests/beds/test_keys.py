"""Draws belong to their place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.beds.keys import draw, draws, subseed

seeds = st.integers(0, 2**64 - 1)


@given(seeds, st.lists(st.integers(0, 2**40), min_size=1, max_size=20))
def test_a_draw_is_the_same_alone_and_in_a_row(seed, indices):
    assert draws(seed, indices).tolist() == [draw(seed, index) for index in indices]


@given(seeds, st.integers(-5, -1))
def test_places_before_the_start_draw_too(seed, index):
    assert draws(seed, index)[0] == draw(seed, index)


@given(seeds)
def test_draws_fill_the_unit_interval_evenly(seed):
    drawn = draws(seed, np.arange(20_000))
    assert drawn.min() >= 0.0
    assert drawn.max() < 1.0
    assert drawn.mean() == pytest.approx(0.5, abs=0.02)
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.05


@given(seeds)
def test_subseeds_differ_by_name_and_by_seed(seed):
    assert len({subseed(seed, "a"), subseed(seed, "b"), subseed(seed + 1, "a"), seed}) == 4
