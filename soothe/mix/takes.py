"""Takes: conditioned clips on disk, so that an hour of speech does not have to fit in memory.

A take is one file in a folder, named by everything that decides its sound. It is written whole or
not at all, read when it is needed, and good for every session that speaks the same words.
"""

from __future__ import annotations

import hashlib
import math
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from soothe.errors import VoiceError
from soothe.mix import chain
from soothe.mix.automation import said
from soothe.mix.lanes import Grid, by_hop, energies_left
from soothe.mix.peaks import limit, limiting, node_peaks
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.loudness import Energies
    from soothe.mix.curves import Values
    from soothe.mix.tones import Tone
    from soothe.model import Clip, Samples, Say, Timeline

_FULL_SCALE = 32767.0
_LOUD_DB = 8.0
"""Peaks less than this above a line's loudness are never near a ceiling."""


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A conditioned clip at 0 LUFS: its measures, and where its sound lies."""

    path: Path
    frames: int
    """Length at the timeline's rate, the room's tail included."""
    spoken: int
    """Steps of `energies` in which the line is spoken; the others are its tail."""
    energies: Energies
    """K-weighted mean square of each 10 ms."""
    peaks: Values
    """True peak of each 100 ms, linear."""
    nodes: Samples
    """True peak of each node of the limiter, before limiting."""
    ceiling: float = math.inf
    """Linear true peak to which the take is limited."""

    def samples(self) -> Samples:
        """Stereo samples `(frames, 2)`."""
        with np.load(self.path) as stored:
            samples = np.asarray(stored["samples"] * stored["step"], np.float32)
        return limit(samples, self.nodes, self.ceiling)

    def under(self, ceiling: float) -> Take:
        """The take limited to a linear true peak, its measures following."""
        gains = limiting(self.nodes, ceiling)[:-1]
        kept = energies_left(self.nodes, gains, len(self.energies))
        peaks = np.minimum(self.peaks, ceiling)
        return replace(self, energies=self.energies * kept, peaks=peaks, ceiling=ceiling)


def take_all(
    timeline: Timeline,
    clips: Mapping[Say, Clip],
    tone: Tone,
    folder: Path,
    progress: Callable[[str, float], None] | None = None,
) -> dict[Say, Take]:
    """A take of every sentence of a timeline, conditioned on all cores.

    Raises:
        VoiceError: a sentence has no clip.
    """
    says = list(dict.fromkeys(say for _, say in said(timeline)))
    for say in says:
        if say not in clips:
            raise VoiceError(f"{say.text!r} was never spoken, so it cannot be mixed.")
    takes = {}
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda say: prepare(clips[say], timeline.rate, tone, folder), says)
        for say, take in zip(says, made, strict=True):
            takes[say] = take
            if progress is not None:
                progress("mixing", len(takes) / len(says))
    return takes


def prepare(clip: Clip, rate: int, tone: Tone, folder: Path) -> Take:
    """The take of a clip: from the folder, or conditioned and put there."""
    path = folder / f"{_name(clip, rate, tone)}.npz"
    if not path.exists():
        _store(chain.condition(clip, rate, tone), path)
    with np.load(path) as stored:
        frames, energies, nodes = int(stored["frames"]), stored["energies"], stored["nodes"]
    peaks = by_hop(nodes, Grid(frames, rate).hop)
    return Take(path, frames, chain.spoken_steps(clip), energies, peaks, nodes)


def _name(clip: Clip, rate: int, tone: Tone) -> str:
    spoken = clip.key or hashlib.sha256(np.ascontiguousarray(clip.samples).tobytes()).hexdigest()
    said = (spoken, str(clip.rate), str(rate), repr(tone), chain.VERSION)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def _store(conditioned: chain.Conditioned, path: Path) -> None:
    """Write a take under another name first, so that no reader ever sees half of it."""
    samples = conditioned.samples
    step = np.float32(np.abs(samples).max(initial=0.0) / _FULL_SCALE or 1.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                samples=np.rint(samples / step).astype(np.int16),
                step=step,
                frames=len(samples),
                energies=conditioned.energies,
                nodes=node_peaks(samples, gain(_LOUD_DB)),
            )
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
