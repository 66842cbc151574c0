"""What a finished mix must hold, heard in its own samples and not in the arithmetic behind it.

The mix is read once, block by block, and reduced to a peak and a level for each 100 ms; each rule
is then a function that yields what it found. Rules say for themselves which mixes they are for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.loudness import HOPS_PER_SECOND, true_peak
from soothe.mix.automation import said
from soothe.mix.curves import rise
from soothe.units import clock, decibels, gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.mix.curves import Values
    from soothe.mix.mixer import Mix
    from soothe.model import Samples, Timeline

_BLOCK_HOPS = 100
_UNHEARD = gain(-60.0)
_LONGEST_DEAD_AIR = 0.5
_MARGIN = 64
_LEAST_LU = (20.0, 15.0, 10.0, 0.0)
"""Voice above bed for those who hear badly, above ambience, above music; 0: no demand."""
_NEAR_CEILING = 0.8
"""Blocks whose samples stay below this share of the ceiling need no oversampling."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a mix breaks."""

    rule: str
    at: float
    """Seconds from the start of the track."""
    message: str

    def __str__(self) -> str:
        return f"{clock(self.at)}: {self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Heard:
    """A mix reduced to one number for each 100 ms."""

    levels: Values
    """Root mean square of the louder channel, linear."""
    peaks: Values
    """Highest value of each block, between samples too where it could matter."""
    peak_hops: int = _BLOCK_HOPS
    """Hops of such a block."""


def check(mix: Mix, timeline: Timeline) -> tuple[Finding, ...]:
    """Everything that is wrong with a mix; empty when all is well. Reads the mix once."""
    return (*_spoken(mix, timeline), *judge(mix, timeline, _listen(mix)))


def judge(mix: Mix, timeline: Timeline, heard: Heard) -> tuple[Finding, ...]:
    """What is wrong with a mix by the levels that were heard of it."""
    return (
        *_lines(mix, timeline, heard),
        *_ceiling(mix, heard),
        *_dead_air(mix, timeline, heard),
        *_ending(mix, timeline, heard),
        *_levels(mix),
    )


def _listen(mix: Mix) -> Heard:
    hop = mix.rate // HOPS_PER_SECOND
    near = _NEAR_CEILING * gain(mix.profile.ceiling_dbtp)
    levels, peaks = [np.zeros(0)], []
    for start in range(0, mix.frames, _BLOCK_HOPS * hop):
        block = mix.read(start, min(_BLOCK_HOPS * hop, mix.frames - start))
        peak = float(np.abs(block).max(initial=0.0))
        levels.append(_hop_levels(block, hop))
        peaks.append(peak if peak < near else _block_peak(mix, start, len(block)))
    return Heard(np.concatenate(levels), np.array(peaks))


def _hop_levels(block: Samples, hop: int) -> Values:
    hops = -(-len(block) // hop)
    padded = np.zeros((hops * hop, 2), np.float32)
    padded[: len(block)] = block
    rows = padded.reshape(hops, hop, 2)
    powers = np.einsum("htc,htc->hc", rows, rows) / hop
    return np.asarray(np.sqrt(powers.max(axis=1)), np.float64)


def _block_peak(mix: Mix, start: int, frames: int) -> float:
    """Peak of a block, read with eased margins: a cut would ring in the oversampler."""
    first, last = max(0, start - _MARGIN), start + frames + _MARGIN
    samples = mix.read(first, last - first)
    ease = rise(np.minimum(np.arange(last - first), np.arange(last - first)[::-1]) / _MARGIN)
    return true_peak(samples * ease[:, None].astype(np.float32), mix.rate)


def _lines(mix: Mix, timeline: Timeline, heard: Heard) -> Iterator[Finding]:
    """Where a sentence is placed, something is heard; for mixes with a voice."""
    if not mix.profile.speech:
        return
    hop = mix.rate // HOPS_PER_SECOND
    for placed, say in said(timeline):
        window = heard.levels[placed.start // hop : (placed.start + placed.frames) // hop + 1]
        if window.max(initial=0.0) < _UNHEARD:
            yield Finding("lines", placed.start / mix.rate, f"{say.text!r} is not heard.")


def _spoken(mix: Mix, timeline: Timeline) -> Iterator[Finding]:
    """Every placed sentence is heard in the voice's own stem; for mixes with a voice."""
    if not mix.profile.speech:
        return
    for placed, say in said(timeline):
        spoken = mix.stems["voice"].read(placed.start, placed.frames)
        if float(np.sqrt(np.square(spoken).mean())) < _UNHEARD:
            yield Finding("lines", placed.start / mix.rate, f"{say.text!r} is not heard.")


def _ceiling(mix: Mix, heard: Heard) -> Iterator[Finding]:
    """No true peak above the ceiling."""
    for index in np.flatnonzero(heard.peaks > gain(mix.profile.ceiling_dbtp)):
        peak = decibels(float(heard.peaks[index]))
        at = float(index) * heard.peak_hops / HOPS_PER_SECOND
        yield Finding("ceiling", at, f"The peak is {peak:.2f} dBTP near there.")


def _dead_air(mix: Mix, timeline: Timeline, heard: Heard) -> Iterator[Finding]:
    """The bed never stops between its fades; for mixes that have one."""
    if math.isinf(mix.report.bed_lufs):
        return
    first = -(-timeline.fade_in * HOPS_PER_SECOND // mix.rate)
    last = (mix.frames - timeline.silence - timeline.fade_out) * HOPS_PER_SECOND // mix.rate
    quiet = np.concatenate([[False], heard.levels[first:last] < _UNHEARD, [False]])
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8))).reshape(-1, 2)
    for begin, end in edges:
        if end - begin > _LONGEST_DEAD_AIR * HOPS_PER_SECOND:
            at, length = (first + begin) / HOPS_PER_SECOND, (end - begin) / HOPS_PER_SECOND
            yield Finding("dead-air", float(at), f"Nothing is heard for {length:.1f} seconds.")


def _ending(mix: Mix, timeline: Timeline, heard: Heard) -> Iterator[Finding]:
    """The last frames are true silence."""
    start = mix.frames - timeline.silence
    if heard.levels[-(-start * HOPS_PER_SECOND // mix.rate) :].any():
        yield Finding("ending", start / mix.rate, "The silence at the end is not silent.")


def _levels(mix: Mix) -> Iterator[Finding]:
    """Voice, separation and integrated loudness are the profile's, where it has a say in them."""
    for measure, value, least, most in _bounds(mix):
        if not least <= value <= most:
            yield Finding(
                "levels", 0.0, f"{measure} is {value:.1f}, not {least:.1f} to {most:.1f}."
            )


def _bounds(mix: Mix) -> Iterator[tuple[str, float, float, float]]:
    """(what is measured, its value, the least and most that it may be)."""
    profile, report = mix.profile, mix.report
    if profile.integrated_lufs is not None:
        target = profile.integrated_lufs
        yield "Loudness in LUFS", report.integrated_lufs, target - 1.0, target + 1.0
    elif math.isfinite(report.voice_lufs):
        ends = (profile.voice_lufs, profile.voice_end_lufs)
        yield "Voice in LUFS", report.voice_lufs, min(ends) - 0.5, max(ends) + 0.5
    if math.isfinite(report.separation_lu):
        least = next(least for least in _LEAST_LU if profile.separation_lu >= least)
        yield "Voice above bed in LU", report.separation_lu, least, math.inf
        yield "Voice above bed in LU", report.least_separation_lu, least - 3.0, math.inf
