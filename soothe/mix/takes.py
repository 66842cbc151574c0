"""Takes: conditioned clips on disk, so that an hour of speech does not have to fit in memory.

A take is one entry of a store, named by everything that decides its sound. It is read when it is
needed, and good for every session that speaks the same words.
"""

from __future__ import annotations

import hashlib
import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from soothe.errors import VoiceError
from soothe.mix import chain
from soothe.mix.automation import said
from soothe.mix.lanes import Grid, by_hop, energies_left
from soothe.mix.peaks import limit, limiting, node_peaks
from soothe.mix.shelf import measured, measures, packed, samples_of, takes
from soothe.store import key_of
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from soothe.entry import Entry
    from soothe.loudness import Energies
    from soothe.mix.curves import Values
    from soothe.mix.tones import Tone
    from soothe.model import Clip, Samples, Say, Timeline
    from soothe.store import Store

_LOUD_DB = 6.0
"""Peaks less than this above a line's loudness are never near a ceiling."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where the sound of a take comes from: the store, or the voice chain."""

    clip: Clip
    rate: int
    tone: Tone
    store: Store

    def sound(self) -> Entry:
        """What is kept of its samples; made now if it was not there, is damaged, or went meanwhile.

        Raises:
            OutputError: the folder cannot be written.
        """
        key = self._key()
        return self.store.find(key) or self._made(key)[0]

    def measures(self) -> Entry:
        """What was measured of it; as `sound`."""
        return self.known() or self._made(self._key())[1]

    def known(self) -> Entry | None:
        """What was measured of it, if that is kept."""
        return measures(self.store).find(self._key())

    def _made(self, key: str) -> tuple[Entry, Entry]:
        conditioned = chain.condition(self.clip, self.rate, self.tone)
        nodes = node_peaks(conditioned.samples, gain(_LOUD_DB))
        made = packed(conditioned.samples), measured(conditioned.energies, nodes)
        self.store.keep(key, made[0])
        measures(self.store).keep(key, made[1])
        return made

    def _key(self) -> str:
        clip = self.clip
        spoken = clip.key or hashlib.sha256(np.ascontiguousarray(clip.samples).data).hexdigest()
        # Two processes may have spoken a sentence at once, and no engine is alike to the sample.
        length = (str(clip.length), str(clip.rate), str(self.rate))
        said = (spoken, *length, repr(self.tone), chain.VERSION)
        return key_of(*said)


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A conditioned clip at 0 LUFS: its measures, and where its sound comes from."""

    source: Source
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
        return limit(samples_of(self.source.sound()), self.nodes, self.ceiling)

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
        OutputError: the folder cannot be written.
        VoiceError: a sentence has no clip.
    """
    says = list(dict.fromkeys(say for _, say in said(timeline)))
    for say in says:
        if say not in clips:
            raise VoiceError(f"{say.text!r} was never spoken, so it cannot be mixed.")
    store = takes(folder)
    sources = {say: Source(clips[say], timeline.rate, tone, store) for say in says}
    # What is known costs less to look up than to hand to a thread.
    made = {say: _take(each, found) for say, each in sources.items() if (found := each.known())}
    missing = [say for say in says if say not in made]
    if missing:
        store.shrink()
        measures(store).shrink()

    def tell() -> None:
        if progress is not None and says:
            progress("mixing", len(made) / len(says))

    tell()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ready = pool.map(lambda say: prepare(clips[say], timeline.rate, tone, store), missing)
        for say, take in zip(missing, ready, strict=True):
            made[say] = take
            tell()
    return made


def prepare(clip: Clip, rate: int, tone: Tone, store: Store) -> Take:
    """The take of a clip: from the store, or conditioned and put there.

    Raises:
        OutputError: the folder cannot be written.
    """
    source = Source(clip, rate, tone, store)
    return _take(source, source.measures())


def _take(source: Source, found: Entry) -> Take:
    """The take of a clip of which this was measured."""
    clip, rate = source.clip, source.rate
    frames = chain.frames(clip, rate)
    # Copies: a session needs all measures, but must not keep all files open for them.
    energies, nodes = (np.array(each) for each in found.arrays)
    peaks = by_hop(nodes, Grid(frames, rate).hop)
    return Take(source, frames, chain.spoken_steps(clip), energies, peaks, nodes)
