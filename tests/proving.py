"""The bounds of a finished track, measured by FFmpeg, mutagen and pystoi, never by soothe.

What should be heard when is taken from the track's timeline; how loud it is, from its decoded file
and, where voice and bed must be told apart, from its stems.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import mutagen
import numpy as np
import soxr

from soothe.model import Bell, Say
from tests.listening import Levels, decode, levels

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pystoi import stoi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.track import Track

HOPS = 10
_ROOM, _RING = 6, 11
_STARTLES_LU = -25.0
_SPEECH_SECONDS, _STOI_RATE = 30, 10_000


@dataclass(frozen=True)
class Measure:
    rule: str
    value: float
    least: float = -np.inf
    most: float = np.inf

    @property
    def passed(self) -> bool:
        return self.least <= self.value <= self.most

    def __str__(self) -> str:
        return f"{self.rule} {self.value:.2f} ({self.least:g} to {self.most:g})"


def measure(track: Track, path: Path) -> list[Measure]:
    """Every bound that other meters can hold a track against."""
    samples, rate = decode(path)
    frames = track.timeline.frames
    heard = levels(samples, rate)
    found = [
        Measure("frames", len(samples) - frames, 0, 0),
        Measure("length", mutagen.File(path).info.length - frames / rate, -0.1, 0.1),
        Measure("true-peak", heard.true_peak_dbtp, most=-1.0),
        Measure("range", heard.range_lu),
        Measure("integrated", heard.integrated_lufs),
        *_ending(track, samples),
    ]
    if track.mix.profile.integrated_lufs is not None:
        target = track.mix.profile.integrated_lufs
        found.append(Measure("podcast", heard.integrated_lufs, target - 1, target + 1))
    spoken = _spoken(track)
    words = _words(track, spoken) if spoken else None
    voice = list(_voice(track, words, samples)) if words else []
    bed = track.sound != "none" and np.isfinite(track.mix.profile.separation_lu)
    level = next((each.value for each in voice if each.rule == "voice"), heard.integrated_lufs)
    if bed:
        found += [*_rises(track, heard, level), _dead_air(track, samples)]
        found += _separation(track, words) if words else []
    if words:
        # A sleep session begins louder than its mean.
        loudest = max(level, track.mix.profile.voice_lufs)
        found.append(Measure("sudden", float(heard.momentary.max()) - loudest, most=5.0))
    return found + voice


def _spoken(track: Track) -> list[slice]:
    if not track.mix.profile.speech:
        return []
    return [
        slice(placed.start, placed.start + placed.frames)
        for placed in track.timeline.placed
        if isinstance(placed.cue, Say)
    ]


def _stem(track: Track, name: str, spoken: list[slice]) -> np.ndarray:
    stem = track.mix.stems[name]
    return np.concatenate([stem.read(each.start, each.stop - each.start) for each in spoken])


@dataclass(frozen=True)
class Words:
    """The lines of a track one after the other, by the stem of the voice."""

    spoken: list[slice]
    samples: np.ndarray
    levels: Levels


def _words(track: Track, spoken: list[slice]) -> Words:
    samples = _stem(track, "voice", spoken)
    return Words(spoken, samples, levels(samples, track.timeline.rate, peaks=False))


def _voice(track: Track, words: Words, samples: np.ndarray) -> Iterator[Measure]:
    """Loudness of the words, what a loudspeaker in one channel loses, and how clear they are."""
    rate, profile, voice = track.timeline.rate, track.mix.profile, words.samples
    loudness = words.levels.integrated_lufs
    ends = (profile.voice_lufs, profile.voice_end_lufs)
    bounds = (-np.inf, np.inf) if profile.integrated_lufs else (min(ends) - 0.5, max(ends) + 0.5)
    yield Measure("voice", loudness, *bounds)
    folded = np.square(voice.mean(axis=1)).mean()
    yield Measure("mono", 10.0 * np.log10(np.square(voice).mean() / folded), most=1.0)
    heard = np.concatenate([samples[each] for each in words.spoken])
    clean, mixed = (
        soxr.resample(each[: _SPEECH_SECONDS * rate].mean(axis=1), rate, _STOI_RATE)
        for each in (voice, heard)
    )
    least = (0.96, 0.87) if profile.separation_lu >= 20.0 else (0.92, 0.77)
    if track.sound == "none" or np.isinf(profile.separation_lu):
        least = (0.96, 0.87)
    yield Measure("stoi", stoi(clean, mixed, _STOI_RATE), least[0])
    yield Measure("estoi", stoi(clean, mixed, _STOI_RATE, extended=True), least[1])


def _separation(track: Track, words: Words) -> Iterator[Measure]:
    """Voice above bed, by the stems: over all words, and for the tenth percentile of the lines."""
    rate, spoken = track.timeline.rate, words.spoken
    voice, bed = words.levels, levels(_stem(track, "bed", spoken), rate, peaks=False)
    least = next(each for each in (20.0, 15.0, 10.0) if track.mix.profile.separation_lu >= each)
    apart = voice.integrated_lufs - bed.integrated_lufs
    yield Measure("separation", apart, least)
    lines = _by_line(voice, spoken, rate) - _by_line(bed, spoken, rate)
    yield Measure("separation-10", float(np.percentile(lines, 10)), least - 3.0)


def _by_line(heard: Levels, spoken: list[slice], rate: int) -> np.ndarray:
    """Loudness of each line, from the momentary loudness of all of them in a row."""
    powers = 10.0 ** (heard.momentary / 10.0)
    ends = np.cumsum([each.stop - each.start for each in spoken]) * HOPS // rate
    # A reading looks back over 400 ms, so a line's own begin with its fourth.
    starts = np.minimum(np.append(0, ends[:-1]) + 3, ends - 1)
    return np.array(
        [
            10.0 * np.log10(powers[first : max(last, first + 1)].mean())
            for first, last in zip(starts, ends, strict=True)
        ]
    )


def _rises(track: Track, heard: Levels, level: float) -> Iterator[Measure]:
    """How much louder each 400 ms is than the 400 ms before, where no word or bell begins."""
    timeline, hops = track.timeline, len(heard.momentary)
    meant = np.zeros(hops + 2 * HOPS, bool)
    for placed in timeline.placed:
        first = placed.start * HOPS // timeline.rate
        if isinstance(placed.cue, Say) and track.mix.profile.speech:
            last = (placed.start + placed.frames) * HOPS // timeline.rate
            meant[first : last + _ROOM + 8] = True
        if isinstance(placed.cue, Bell):
            for strike in range(placed.cue.times):
                at = first + round(strike * placed.cue.spacing * HOPS)
                meant[at : at + _RING + 8] = True
    floored = np.maximum(heard.momentary, level + _STARTLES_LU)
    rises = np.where(meant[4:hops], 0.0, floored[4:] - floored[:-4])
    yield Measure("rise", float(rises.max()), most=6.0)
    if track.script.ending == "sleep":
        yield Measure("late-rise", float(rises[hops // 2 :].max()), most=3.0)


def _dead_air(track: Track, samples: np.ndarray) -> Measure:
    """Longest run of 100 ms below -60 dBFS between the fades."""
    timeline = track.timeline
    last = timeline.frames - timeline.fade_out - timeline.silence
    hop = timeline.rate // HOPS
    between = samples[timeline.fade_in : last]
    rows = between[: len(between) // hop * hop].reshape(-1, hop * 2)
    quiet = np.sqrt(np.square(rows, dtype=np.float64).mean(axis=1)) < 1e-3
    runs = [sum(1 for _ in run) for silent, run in groupby(quiet) if silent]
    return Measure("dead-air", max(runs, default=0) / HOPS, most=0.5)


def _ending(track: Track, samples: np.ndarray) -> Iterator[Measure]:
    timeline = track.timeline
    last = samples[timeline.frames - timeline.silence + timeline.rate // 50 :]
    yield Measure("silence", 20 * np.log10(max(float(np.abs(last).max()), 1e-6)), most=-60.0)
    yield Measure("silence-seconds", timeline.silence / timeline.rate, least=1.0)
