"""What every bed promises: the same anywhere, equally loud, gentle, endless."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.beds import list_sounds, open_bed
from soothe.errors import UsageError
from soothe.loudness import integrated, k_energies, momentary, true_peak

RATE = 48_000
SOUNDS = [sound.name for sound in list_sounds()]
STEADY = {"brown-noise", "pink-noise", "white-noise", "rain", "rain-heavy", "rain-roof", "binaural"}


@cache
def opened(spec, seed=1, rate=8000):
    return open_bed(spec, seed=seed, rate=rate)


@cache
def windows(name):
    """Thirty stretches of three seconds, spread over four hours."""
    bed = opened(name, 5, RATE)
    return [bed.read(part * 367 * RATE + 777, 3 * RATE) for part in range(30)]


@cache
def energies(name):
    return [k_energies(window, RATE) for window in windows(name)]


@given(
    st.sampled_from(["rain", "ocean", "pads", "bowls", "rain + stream:-6"]),
    st.integers(0, 12 * 3600 * 8000),
    st.lists(st.integers(0, 9000), max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_any_cut_of_a_bed_is_the_same_sound(spec, start, cuts):
    bed = opened(spec)
    whole = bed.read(start, sum(cuts))
    starts = start + np.cumsum([0, *cuts])[:-1]
    parts = [bed.read(int(at), frames) for at, frames in zip(starts, cuts, strict=True)][::-1]
    assert np.array_equal(whole, np.concatenate([*parts[::-1], np.zeros((0, 2))]))
    assert whole.dtype == np.float32


@pytest.mark.parametrize("name", SOUNDS)
def test_a_second_opening_sounds_the_same_and_another_seed_does_not(name):
    one, same, other = (open_bed(name, seed=seed, rate=8000).read(9000, 800) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.allclose(one, other, atol=1e-4)


@pytest.mark.parametrize("name", SOUNDS)
def test_every_bed_is_at_its_loudness(name):
    loudness = integrated(np.concatenate(energies(name)))
    tolerance = 0.3 if name in STEADY else 0.8
    assert loudness == pytest.approx(opened(name, 5, RATE).loudness_lufs, abs=tolerance)


@pytest.mark.parametrize("name", SOUNDS)
def test_no_moment_stands_out(name):
    readings = np.concatenate([momentary(window) for window in energies(name)])
    assert readings.max() < -23.0 + 7.0
    assert readings.min() > -23.0 - 11.0


@pytest.mark.parametrize("name", SOUNDS)
def test_nothing_startles(name):
    levels = [momentary(window) for window in energies(name)]
    assert max((after[4:] - after[:-4]).max() for after in levels) < 3.0


@pytest.mark.parametrize("name", SOUNDS)
def test_the_peak_is_a_bound(name):
    bed = opened(name, 5, RATE)
    assert max(true_peak(window, RATE) for window in windows(name)[:4]) < bed.peak <= 0.34


@pytest.mark.parametrize("name", SOUNDS)
def test_folding_to_mono_loses_little(name):
    sound = np.concatenate(windows(name))
    loss_db = 10 * math.log10(np.mean(sound**2) / np.mean(sound.mean(axis=1) ** 2))
    assert 0.05 < loss_db < 2.2


@pytest.mark.parametrize("name", SOUNDS)
def test_the_joins_of_seconds_are_no_steps(name):
    bed = opened(name, 5, RATE)
    joins, around = [], []
    for second in range(100, 124):
        steps = np.abs(np.diff(bed.read(second * RATE - 2000, 4000), axis=0))
        joins.append(steps[1999].max())
        around.append(np.percentile(steps, 99.9))
    assert np.mean(joins) < np.mean(around)


def likeness_later_on(minutes):
    """Highest correlation of a bed's level with itself from 5 s on, without its slow moves."""
    energy = np.concatenate([k_energies(minute, 8000) for minute in minutes])
    level = 10 * np.log10(energy.reshape(-1, 5).mean(axis=1))
    level -= level.mean()
    level -= np.convolve(level, np.full(20, 1 / 20), "same")
    spectrum = np.abs(np.fft.rfft(level, 2 * len(level))) ** 2
    correlation = np.fft.irfft(spectrum)[: len(level) // 2]
    return (correlation[10:] / correlation[0]).max()


@pytest.mark.parametrize("name", ["brown-noise", "rain", "ocean", "pads", "drone", "fireplace"])
def test_no_loop_is_to_be_heard(name):
    bed = opened(name, 3)
    assert likeness_later_on(bed.read(minute * 480_000, 480_000) for minute in range(20)) < 0.5


def test_a_loop_would_be_found():
    minute = opened("pads", 3).read(0, 480_000)
    assert likeness_later_on([minute] * 20) > 0.9


def test_levels_set_the_share_of_each_sound():
    both = opened("brown-noise + white-noise:-60", 1, RATE).read(0, RATE)
    alone = opened("brown-noise", 1, RATE).read(0, RATE)
    assert np.corrcoef(both[:, 0], alone[:, 0])[0, 1] == pytest.approx(1.0, abs=1e-3)
    assert opened("rain + pads:-6").loudness_lufs == -23.0


def test_kinds():
    kinds = {spec: opened(spec).kind for spec in ("rain", "pads", "pads + bowls", "pads + rain")}
    assert kinds == {
        "rain": "ambience",
        "pads": "music",
        "pads + bowls": "music",
        "pads + rain": "ambience",
    }


def test_none_is_true_silence():
    bed = open_bed("none", seed=1, rate=RATE)
    assert (bed.kind, bed.loudness_lufs, bed.peak) == ("silence", -math.inf, 0.0)
    assert not bed.read(5, 700).any()


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000])
def test_other_rates_are_equally_loud(rate):
    bed = open_bed("rain", seed=1, rate=rate)
    sound = np.concatenate([bed.read(part * 50 * rate, 3 * rate) for part in range(6)])
    assert integrated(k_energies(sound, rate)) == pytest.approx(-23.0, abs=0.4)


def test_a_rate_or_a_place_that_cannot_be_is_refused():
    with pytest.raises(UsageError, match="50 divides"):
        open_bed("rain", seed=1, rate=11_025)
    with pytest.raises(UsageError, match="Begin at 0"):
        opened("rain").read(-1, 5)
