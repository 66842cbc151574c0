"""The meter against the standard's own sine cases, against ffmpeg's, and against arithmetic."""

from __future__ import annotations

import math
from fractions import Fraction

import av
import numpy as np
import pytest
from av.filter import Graph
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.loudness import integrated, k_energies, lufs, momentary, true_peak

RATE = 48_000


def sine(level_dbfs, seconds, hertz=1000.0, rate=RATE):
    wave = np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(wave[:, None] * 10 ** (level_dbfs / 20), 2, axis=1).astype(np.float32)


def ffmpeg_integrated(samples, rate):
    graph, base = Graph(), Fraction(1, rate)
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo", time_base=base)
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    reading = ""
    for start in range(0, len(samples), rate // 10):
        block = np.ascontiguousarray(samples[start : start + rate // 10]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, "flt", "stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, base
        source.push(frame)
        try:
            while True:
                reading = sink.pull().metadata["lavfi.r128.I"]
        except (av.BlockingIOError, av.EOFError):
            pass
    return float(reading)


@pytest.mark.parametrize(
    "parts",
    [
        [(-23, 20)],
        [(-36, 10), (-23, 60), (-36, 10)],
        [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)],
        [(-26, 20), (-20, 20.1), (-26, 20)],
    ],
)
def test_tech_3341_cases_read_minus_23(parts):
    samples = np.concatenate([sine(level, seconds) for level, seconds in parts])
    assert integrated(k_energies(samples, RATE)) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_noise_reads_as_ffmpeg_reads_it(rate):
    generator = np.random.default_rng(rate)
    noise = np.cumsum(generator.standard_normal((rate * 8, 2)), axis=0)
    noise -= np.linspace(0, 1, len(noise))[:, None] * noise[-1]
    samples = (noise / np.abs(noise).max() + generator.normal(0, 0.03, noise.shape)) * 0.5
    samples = samples.astype(np.float32)
    assert integrated(k_energies(samples, rate)) == pytest.approx(
        ffmpeg_integrated(samples, rate), abs=0.02
    )


@given(st.integers(1, 30_000), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_energies_add_up_over_any_length(frames, seed):
    samples = np.random.default_rng(seed).standard_normal(frames).astype(np.float32)
    energies = k_energies(samples, RATE)
    assert len(energies) == -(-frames // 4800)
    longer = k_energies(np.concatenate([samples, np.zeros(9600, np.float32)]), RATE)
    assert longer[: len(energies) - 1] == pytest.approx(energies[:-1], rel=1e-4, abs=1e-9)


def test_two_equal_channels_hold_twice_the_energy_of_one():
    one = sine(-20, 1)[:, 0]
    two = k_energies(np.stack([one, one], axis=1), RATE)
    assert two == pytest.approx(2 * k_energies(one, RATE), rel=1e-6)


def test_momentary_follows_a_step_within_its_window():
    readings = momentary(k_energies(np.concatenate([sine(-40, 2), sine(-20, 2)]), RATE))
    assert len(readings) == 37
    assert readings[0] == pytest.approx(-40, abs=0.1)
    assert readings[-1] == pytest.approx(-20, abs=0.1)


def test_silence_and_the_too_short_have_no_loudness():
    assert integrated(k_energies(np.zeros(RATE, np.float32), RATE)) == -math.inf
    assert integrated(k_energies(sine(-20, 0.3), RATE)) == -math.inf
    assert not len(momentary(k_energies(sine(-20, 0.3), RATE)))
    assert not len(k_energies(np.zeros((0, 2), np.float32), RATE))
    assert lufs(0.0) == -math.inf


def test_true_peak_finds_the_crest_between_samples():
    frames = np.arange(RATE)
    quarter = (0.5 * np.sin(2 * np.pi * frames / 4 + np.pi / 4)).astype(np.float32)
    assert np.abs(quarter).max() == pytest.approx(0.3536, abs=1e-3)
    inner = quarter * np.hanning(RATE).astype(np.float32)
    assert 20 * math.log10(true_peak(inner, RATE)) == pytest.approx(-6.02, abs=0.1)


@pytest.mark.parametrize(
    ("per_wave", "degrees", "amplitude", "dbtp"),
    [
        (4, 0.0, 0.5, -6.0),
        (4, 45.0, 0.5, -6.0),
        (6, 60.0, 0.5, -6.0),
        (8, 67.5, 0.5, -6.0),
        (4, 45.0, 1.41, 3.0),
    ],
)
def test_tech_3341_true_peaks(per_wave, degrees, amplitude, dbtp):
    """Its cases 15 to 19: samples of a sine that all miss its crest, eased in and out."""
    frames = np.arange(RATE)
    wave = amplitude * np.sin(2 * np.pi * frames / per_wave + np.radians(degrees))
    ease = np.clip(np.minimum(frames, frames[::-1]) / 4800, 0.0, 1.0)
    peak = 20 * math.log10(true_peak((wave * ease).astype(np.float32), RATE))
    assert dbtp - 0.4 <= peak <= dbtp + 0.2


@pytest.mark.parametrize("late", range(20))
def test_tech_3341_momentary_holds_wherever_a_burst_begins(late):
    """Its case 13: 400 ms of sine after silence, 20 ms later each time."""
    samples = np.concatenate([sine(-100, 2 + 0.02 * late), sine(-23, 0.4), sine(-100, 1)])
    # The standard lets a meter look every 100 ms: the burst may straddle two readings.
    highest = momentary(k_energies(samples, RATE)).max()
    assert -23.0 - 0.7 <= highest <= -23.0 + 0.1


def test_true_peak_of_nothing_is_zero():
    assert true_peak(np.zeros((0, 2), np.float32), RATE) == 0.0
