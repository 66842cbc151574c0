"""Bells begin softly, ring, and die away wholly."""

from __future__ import annotations

import numpy as np
import pytest

from soothe.beds import strike
from soothe.errors import UsageError
from soothe.loudness import k_energies, momentary, true_peak

RATE = 48_000
BELLS = ("bell", "low", "in", "out", "hold")


def envelope(samples):
    """Level of each 5 ms."""
    block = RATE // 200
    whole = samples[: len(samples) // block * block].reshape(-1, 2 * block)
    return np.sqrt((whole**2).mean(axis=1))


def pitch(samples):
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return np.fft.rfftfreq(len(samples), 1 / RATE)[spectrum.argmax()]


@pytest.mark.parametrize("bell", BELLS)
def test_no_attack_is_shorter_than_80_ms(bell):
    levels = envelope(strike(bell, RATE))
    assert np.flatnonzero(levels > 0.9 * levels.max())[0] * 5 >= 60
    assert levels.argmax() * 5 >= 80 - 5
    assert levels[0] < 0.01 * levels.max()


@pytest.mark.parametrize("bell", BELLS)
def test_a_strike_has_a_known_loudness_and_a_small_peak(bell):
    samples = strike(bell, RATE)
    padded = np.concatenate([samples, np.zeros_like(samples)])
    assert momentary(k_energies(padded, RATE)).max() == pytest.approx(-23.0, abs=0.05)
    assert true_peak(samples, RATE) < 0.25
    assert samples.dtype == np.float32


@pytest.mark.parametrize("bell", BELLS)
def test_a_strike_dies_away_wholly(bell):
    levels = envelope(strike(bell, RATE))
    assert levels[-1] < 1e-4 * levels.max()


@pytest.mark.parametrize("bell", BELLS)
def test_a_strike_survives_mono(bell):
    samples = strike(bell, RATE)
    assert np.mean(samples.mean(axis=1) ** 2) > 0.8 * np.mean(samples**2)


def test_in_rises_out_falls_and_hold_stays():
    def change(bell):
        samples = strike(bell, RATE)
        half = len(samples) // 2
        return pitch(samples[half : half + RATE // 2]) / pitch(samples[: RATE // 2])

    assert change("in") > 1.02
    assert change("out") < 0.98
    assert change("hold") == pytest.approx(1.0, abs=0.01)


def test_bells_ring_at_other_rates():
    assert len(strike("bell", 44_100)) == pytest.approx(len(strike("bell", RATE)) * 0.91875, abs=1)
    assert strike("bell", 8000).any()


def test_an_unknown_bell_gets_the_nearest():
    with pytest.raises(UsageError, match="Did you mean 'bell'"):
        strike("bel", RATE)
