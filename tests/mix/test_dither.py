from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.mix import to_int16

STEP = 1.0 / 32767.0


def level(value, frames=200_000):
    return np.full((frames, 2), value * STEP, np.float32)


class TestPosition:
    @settings(deadline=None)
    @given(st.integers(0, 10**9), st.integers(1, 9000), st.integers(1, 9000), st.integers(0, 2**63))
    def test_a_frame_gets_the_same_dither_in_every_block(self, start, first, second, seed):
        samples = level(0.3, first + second)
        whole = to_int16(samples, start, seed)
        left = to_int16(samples[:first], start, seed)
        right = to_int16(samples[first:], start + first, seed)
        assert np.array_equal(np.concatenate([left, right]), whole)

    def test_other_seeds_and_other_places_differ(self):
        samples = level(0.5, 1000)
        assert not np.array_equal(to_int16(samples, 0, 1), to_int16(samples, 0, 2))
        assert not np.array_equal(to_int16(samples, 0, 1), to_int16(samples, 8192, 1))


class TestNoise:
    @pytest.mark.parametrize("value", [0.1, 0.5, 7.25, -3.9])
    def test_the_mean_is_the_value_itself(self, value):
        assert to_int16(level(value), 0, 5).mean() == pytest.approx(value, abs=0.01)

    @pytest.mark.parametrize("value", [0.1, 0.5, 7.25])
    def test_the_noise_does_not_depend_on_the_value(self, value):
        error = to_int16(level(value), 0, 5) - value
        assert error.var() == pytest.approx(0.25, abs=0.01)

    def test_channels_and_neighbours_are_independent(self):
        error = to_int16(level(0.5), 0, 5) - 0.5
        assert abs(np.corrcoef(error.T)[0, 1]) < 0.01
        assert abs(np.corrcoef(error[1:, 0], error[:-1, 0])[0, 1]) < 0.01


class TestLimits:
    def test_silence_stays_silent(self):
        samples = level(0.0, 1000)
        samples[500] = (0.0, 1e-3)
        values = to_int16(samples, 0, 1)
        assert not values[:500].any()
        assert values[500, 1] != 0

    def test_full_scale_does_not_wrap(self):
        values = to_int16(np.array([[1.0, -1.0]] * 1000, np.float32) * 1.01, 0, 1)
        assert values.max() == 32767
        assert values.min() == -32768
        assert (values[:, 0] > 0).all()
