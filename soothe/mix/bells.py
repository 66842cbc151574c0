"""Bells and breath tones at their places and levels, always below the voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds import strike
from soothe.beds.bed import REFERENCE_LUFS
from soothe.loudness import k_energies
from soothe.mix.hits import Hit
from soothe.mix.lanes import STEPS_PER_HOP, Grid, by_hop
from soothe.mix.peaks import node_peaks
from soothe.model import Bell
from soothe.units import gain, to_frames

if TYPE_CHECKING:
    from soothe.loudness import Energies
    from soothe.mix.curves import Curve, Values
    from soothe.mix.profiles import Profile
    from soothe.model import Samples, Timeline

_BREATH_TONES = frozenset({"in", "hold", "out"})
_BREATH_TONE_LU = 6.0
"""Breath tones below bells: they return every few seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Peal:
    """The strikes of one cue with their decay; one strike is at the beds' reference."""

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


def bells(timeline: Timeline, profile: Profile, levels: Curve) -> list[Hit[Peal]]:
    """Every placed bell; `levels` is the voice's loudness over the session.

    Raises:
        SootheError: there is no recipe for one of the sounds, or it is wrong.
    """
    hits = []
    for placed in timeline.placed:
        if isinstance(placed.cue, Bell):
            late = placed.start > timeline.frames // 2
            level = levels.value(placed.start) - _below(placed.cue.sound, profile, late=late)
            peal = _peal(placed.cue, timeline.rate)
            hits.append(Hit(placed.start, gain(level - REFERENCE_LUFS), peal))
    return hits


def _below(sound: str, profile: Profile, *, late: bool) -> float:
    """LU of a sound below the voice."""
    below = profile.bell_lu + (_BREATH_TONE_LU if sound in _BREATH_TONES else 0.0)
    return below + (profile.late_bell_lu if late else 0.0)


@lru_cache(maxsize=8)
def _peal(bell: Bell, rate: int) -> Peal:
    """Strikes added up, because equal strikes that overlap add up as waves and not as energies."""
    strike_samples = strike(bell.sound, rate)
    spacing = to_frames(bell.spacing, rate)
    samples = np.zeros(((bell.times - 1) * spacing + len(strike_samples), 2), np.float32)
    for index in range(bell.times):
        samples[index * spacing :][: len(strike_samples)] += strike_samples
    peaks = by_hop(node_peaks(samples, 0.0), Grid(len(samples), rate).hop)
    return Peal(samples, np.repeat(k_energies(samples, rate), STEPS_PER_HOP), peaks)
