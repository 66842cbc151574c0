"""Small sessions made by hand: voices of bursts, beds of noise, timelines of a few lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import soxr

from soothe.loudness import integrated, k_energies, true_peak
from soothe.model import Clip, Placed, Say, Timeline

RATE = 48_000
CLIP_RATE = 22_050


@cache
def speech(seconds, seed=0, rate=CLIP_RATE):
    """Something like a voice: a gliding buzz in syllables, with hisses between them."""
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate)) / rate
    phase = 2 * np.pi * np.cumsum(140 + 20 * np.sin(4 * time + seed)) / rate
    buzz = sum(np.sin(k * phase) / k for k in range(1, 25))
    syllables = np.abs(np.sin(9 * time + random.uniform(0, 3))) ** 0.7
    hiss = np.diff(random.standard_normal(len(time) + 1)) * np.sin(3 * time) ** 8
    return (0.1 * buzz * syllables + 0.05 * hiss).astype(np.float32)


@cache
def noise(seconds=11, seed=0):
    """Stereo noise that falls by 3 dB an octave and ends at 18 kHz."""
    random = np.random.default_rng(seed)
    spectrum = np.fft.rfft(random.standard_normal((2, seconds * RATE)))
    hertz = np.fft.rfftfreq(seconds * RATE, 1 / RATE)
    spectrum *= (hertz < 18_000) / np.sqrt(np.maximum(hertz, 40.0))
    wave = np.fft.irfft(spectrum)
    return (0.05 * wave / wave.std()).T.astype(np.float32)


@dataclass(frozen=True)
class Loop:
    """A bed that repeats its samples; `read` is how often it was read, in frames."""

    samples: np.ndarray = field(default_factory=noise)
    kind: str = "ambience"

    @property
    def loudness_lufs(self):
        return integrated(k_energies(self.samples, RATE))

    @property
    def peak(self):
        return 1.1 * true_peak(self.samples, RATE)

    def read(self, start, frames):
        assert start >= 0
        return self.samples[np.arange(start, start + frames) % len(self.samples)]


@dataclass(frozen=True)
class Silence:
    kind = "silence"
    loudness_lufs = float("-inf")
    peak = 0.0

    def read(self, _start, _frames):
        raise AssertionError("nobody needs to read silence")


def clip(seconds=1.5, seed=0, rate=CLIP_RATE):
    return Clip.of(speech(seconds, seed, rate), rate, key=f"{seconds}-{seed}-{rate}")


def session(*cues, seconds=30.0, fade_out=4.0, rate=RATE):
    """A timeline of (seconds, cue), with the clips of its sentences.

    A sentence may be given as the length of its clip in seconds.
    """
    placed, clips = [], {}
    for index, (at, given) in enumerate(cues):
        cue = Say(f"Line {index}.") if isinstance(given, float) else given
        if isinstance(given, float):
            clips[cue] = clip(given, index)
        frames = clips[cue].frames(rate) if cue in clips else 0
        placed.append(Placed(cue, round(at * rate), frames, 0, 0))
    placed.sort(key=lambda each: each.start)
    total = round(seconds * rate)
    ends = (2 * rate, round(fade_out * rate), rate)
    return Timeline(rate, total, *ends, (), tuple(placed)), clips


def oversampled_peak(samples, rate=RATE):
    """Eightfold, by a resampler that the mix does not use for this."""
    return float(np.abs(soxr.resample(samples, rate, 8 * rate, quality="VHQ")).max())


def loudness_db(samples):
    return 20 * np.log10(np.sqrt(np.mean(np.square(samples, dtype=np.float64))) + 1e-12)
