from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.mix.curves import GRID
from soothe.mix.peaks import Limited, limit, limiting, node_peaks
from tests.mix.studio import RATE, Loop, noise, oversampled_peak


def between_samples(frames=4800):
    """A sine whose crests all lie half way between samples: 3 dB over what the samples show."""
    wave = np.sin(np.pi / 2 * np.arange(frames) + np.pi / 4)
    wave *= np.hanning(frames)
    return np.stack([wave, wave], axis=1).astype(np.float32)


class TestNodePeaks:
    def test_finds_crests_between_samples(self):
        samples = between_samples()
        assert np.abs(samples).max() < 0.72
        assert node_peaks(samples, 0.0).max() == pytest.approx(oversampled_peak(samples), rel=0.005)

    @settings(deadline=None)
    @given(st.integers(0, 50), st.integers(1, 2000))
    def test_covers_every_sample(self, seed, frames):
        samples = np.random.default_rng(seed).standard_normal((frames, 2)).astype(np.float32)
        peaks = np.repeat(node_peaks(samples, 1.0), GRID)[:frames]
        assert (np.abs(samples).max(axis=1) <= peaks).all()

    def test_quiet_nodes_get_a_bound_that_is_safe(self):
        samples = between_samples()
        assert (node_peaks(samples, 9.0) >= node_peaks(samples, 0.0)).all()

    def test_nothing_has_no_nodes(self):
        assert len(node_peaks(np.zeros((0, 2), np.float32), 0.0)) == 0


def hiss(seed, frames=4096):
    """White noise up to 18 kHz, without an edge to ring at."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal((2, frames)))
    spectrum[:, int(18_000 / RATE * frames) :] = 0.0
    return (np.fft.irfft(spectrum) * np.hanning(frames)).T.astype(np.float32)


class TestLimit:
    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, 50), st.floats(0.5, 3.0))
    def test_true_peaks_stay_under_the_ceiling(self, seed, ceiling):
        samples = hiss(seed)
        limited = limit(samples, node_peaks(samples, 0.0), ceiling)
        assert oversampled_peak(limited) <= ceiling

    def test_what_is_low_enough_is_left_alone(self):
        samples = between_samples()
        assert limit(samples, node_peaks(samples, 0.0), 1.05) is samples

    def test_only_the_neighbourhood_of_a_peak_is_lowered(self):
        peaks = np.full(100, 0.1, np.float32)
        peaks[50] = 2.0
        gain = limiting(peaks, 1.0)
        assert gain[50:52] == pytest.approx(0.49)
        assert (gain[:45] == 1.0).all()
        assert (gain[57:] == 1.0).all()


class TestLimited:
    bed = Loop(np.concatenate([noise()[:RATE], 6 * noise()[RATE : RATE + 500]]))

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 3 * RATE), st.integers(1, 4000), st.integers(1, 4000))
    def test_any_block_gives_the_same_samples(self, start, first, second):
        stem = Limited(self.bed, 0.2)
        whole = stem.read(start, first + second)
        parts = stem.read(start, first), stem.read(start + first, second)
        assert np.array_equal(np.concatenate(parts), whole)

    def test_keeps_its_promise(self):
        assert oversampled_peak(self.bed.read(0, 2 * RATE)) > 0.4
        assert oversampled_peak(Limited(self.bed, 0.2).read(0, 2 * RATE)) <= 0.2
