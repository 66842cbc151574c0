from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.mix.curves import GRID, Curve, draw, rise, scaled

FRAMES = st.integers(0, 100_000)


@st.composite
def curves(draw_from):
    frames = sorted(draw_from(st.sets(st.integers(0, 60_000), min_size=1, max_size=6)))
    values = draw_from(st.lists(st.floats(-60, 12), min_size=len(frames), max_size=len(frames)))
    return Curve.through(zip(frames, values, strict=True))


class TestCurve:
    @settings(deadline=None)
    @given(curves())
    def test_passes_through_its_points(self, curve):
        assert curve.at(curve.frames) == pytest.approx(curve.values)

    @settings(deadline=None)
    @given(curves(), FRAMES)
    def test_stays_between_neighbouring_points(self, curve, frame):
        value = curve.value(frame)
        right = int(np.searchsorted(curve.frames, frame))
        near = curve.values[max(0, right - 1) : right + 1]
        assert near.min() - 1e-9 <= value <= near.max() + 1e-9

    def test_is_level_outside(self):
        curve = Curve.through([(10, 1.0), (20, 2.0)])
        assert curve.at(np.array([-5.0, 25.0])) == pytest.approx([1.0, 2.0])

    def test_is_half_way_in_the_middle(self):
        assert Curve.through([(0, -8.0), (10, 0.0)]).value(5) == pytest.approx(-4.0)


class TestDraw:
    @settings(deadline=None)
    @given(curves(), FRAMES, st.integers(1, 3000), st.integers(1, 3000))
    def test_a_frame_has_one_gain_in_every_block(self, curve, start, first, second):
        whole = np.broadcast_to(draw(curve.at, start, first + second), (first + second,))
        left = np.broadcast_to(draw(curve.at, start, first), (first,))
        right = np.broadcast_to(draw(curve.at, start + first, second), (second,))
        assert np.array_equal(np.concatenate([left, right]), whole)

    def test_is_one_number_where_nothing_moves(self):
        assert draw(Curve.through([(0, 0.5)]).at, 1000, 5000).shape == (1,)

    def test_follows_the_curve_closely(self):
        curve = Curve.through([(0, 0.0), (48_000, 1.0)])
        drawn = draw(curve.at, 0, 48_000)
        assert np.abs(drawn - curve.at(np.arange(48_000.0))).max() < 1e-5


class TestScaled:
    @settings(deadline=None)
    @given(st.integers(1, 500), st.integers(0, 99))
    def test_is_plain_multiplication(self, frames, seed):
        random = np.random.default_rng(seed)
        samples = random.standard_normal((frames, 2)).astype(np.float32)
        gain = random.random(frames).astype(np.float32)
        assert np.array_equal(scaled(samples, gain), samples * gain[:, None])
        assert np.array_equal(scaled(samples, gain[:1]), samples * gain[0])

    def test_takes_blocks_that_are_not_contiguous(self):
        samples = np.ones((2, 3 * GRID), np.float32).T
        assert np.array_equal(scaled(samples, np.full(3 * GRID, 2.0, np.float32)), 2 * samples)


def test_rise_goes_from_zero_to_one_without_turning_back():
    risen = rise(np.linspace(-1, 2, 500))
    assert risen[0] == 0.0
    assert risen[-1] == 1.0
    assert (np.diff(risen) >= 0).all()
