"""Bells and breath tones at their places and levels, always below the voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from soothe.beds import strike
from soothe.beds.bed import REFERENCE_LUFS
from soothe.loudness import k_energies
from soothe.mix.hits import Hit
from soothe.mix.lanes import Grid, by_hop
from soothe.mix.peaks import node_peaks
from soothe.model import Bell
from soothe.units import gain, to_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.loudness import Energies
    from soothe.mix.curves import Curve, Values
    from soothe.mix.profiles import Profile
    from soothe.model import Samples, Timeline

_BREATH_TONES = frozenset({"in", "hold", "out"})
_BREATH_TONE_LU = 6.0
"""Breath tones below bells: they return every few seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """A strike with its decay, its loudest 400 ms at the beds' reference."""

    struck: Samples
    energies: Energies
    peaks: Values

    @property
    def frames(self) -> int:
        """Length."""
        return len(self.struck)

    def samples(self) -> Samples:
        """Stereo samples `(frames, 2)`."""
        return self.struck


def bells(timeline: Timeline, profile: Profile, levels: Curve) -> list[Hit[Ring]]:
    """Every strike of every placed bell; `levels` is the voice's loudness over the session.

    Raises:
        SoundError: there is no recipe for one of the sounds.
    """
    hits = []
    for start, sound in _strikes(timeline):
        below = _below(sound, profile, late=start > timeline.frames // 2)
        level = levels.value(start) - below
        hits.append(Hit(start, gain(level - REFERENCE_LUFS), _ring(sound, timeline.rate)))
    return hits


def _strikes(timeline: Timeline) -> Iterator[tuple[int, str]]:
    """First frame and sound of every strike."""
    for placed in timeline.placed:
        if isinstance(placed.cue, Bell):
            spacing = to_frames(placed.cue.spacing, timeline.rate)
            for index in range(placed.cue.times):
                yield placed.start + index * spacing, placed.cue.sound


def _below(sound: str, profile: Profile, *, late: bool) -> float:
    """LU of a sound below the voice."""
    below = profile.bell_lu + (_BREATH_TONE_LU if sound in _BREATH_TONES else 0.0)
    return below + (profile.late_bell_lu if late else 0.0)


@lru_cache(maxsize=8)
def _ring(sound: str, rate: int) -> Ring:
    samples = strike(sound, rate)
    peaks = by_hop(node_peaks(samples, 0.0), Grid(len(samples), rate).hop)
    return Ring(samples, k_energies(samples, rate), peaks)
