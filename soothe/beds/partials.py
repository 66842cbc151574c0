"""One strike: partials that swell softly, ring, beat a little and die away, each at its own pace.

What makes a bell or a bowl is the ratios of its partials, which are no whole numbers, and that high
ones die first. What makes it gentle is its attack: no beginning is shorter than 80 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.params import number, rows
from soothe.units import gain

if TYPE_CHECKING:
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Planar

SOFTEST_ATTACK_MS = 80.0
PARTIAL_SPANS = ((0.1, 20.0), (-80.0, 20.0), (0.05, 30.0))
"""Least and most of a partial's ratio, level in decibels and decay in seconds."""
_BEAT_DEPTH = 0.22
_LAST_EASE = 0.15
"""Share of the strike over which it is eased to nothing at the end."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Settings of a bell, bowl or soft tone."""

    hertz: float = number(220.0, 30, 4000)
    """Pitch of the partial of ratio 1."""
    partials: tuple[tuple[float, float, float], ...] = rows((1.0, 0.0, 3.0), spans=PARTIAL_SPANS)
    """Rows of (ratio to `hertz`, level in decibels, seconds in which it falls by 8.7 dB)."""
    attack_ms: float = number(120.0, SOFTEST_ATTACK_MS, 5000)
    seconds: float = number(8.0, 0.3, 20)
    """Length with the whole decay."""
    beat_hertz: float = number(0.3, 0, 3)
    """Rate of the slow beating of cast metal, in the first partial."""
    glide: float = number(1.0, 0.5, 2)
    """Pitch at the end against the beginning; above 1 it rises."""

    def sound(self, rate: int) -> Planar:
        """The strike, `(2, frames)`, as loud as its partials add up to."""
        times = np.arange(round(self.seconds * rate)) / rate
        cycles = self.hertz * (times + (self.glide - 1.0) * times**2 / (2.0 * self.seconds))
        total = np.zeros((2, len(times)), np.float32)
        for index, (ratio, level_db, decay) in enumerate(self.partials):
            if self.hertz * ratio * max(1.0, self.glide) < 0.4 * rate:
                dying = gain(level_db) * np.exp(np.float32(-1.0 / decay) * times.astype(np.float32))
                total += self._ringing(index, ratio * cycles, times) * dying
        return self._eased(total, rate)

    def _ringing(self, index: int, cycles: Floats, times: Floats) -> Planar:
        """One partial of level 1, beating at other moments on either side."""
        # Whole turns leave in double precision; the fast single-precision sine does the rest.
        angle = (cycles - np.floor(cycles)).astype(np.float32) * np.float32(2 * np.pi)
        slow = (2 * np.pi * self.beat_hertz * (1.0 + 0.21 * index) * times).astype(np.float32)
        sides = np.array([[-1.0], [1.0]], np.float32)
        beating = (1.0 - _BEAT_DEPTH) + _BEAT_DEPTH * np.cos(slow + sides)
        ringing: Planar = np.sin(angle) * beating
        return ringing

    def _eased(self, sound: Planar, rate: int) -> Planar:
        """The sound with its attack, and with an end that reaches nothing."""
        rise = np.linspace(0.0, 1.0, round(self.attack_ms / 1000.0 * rate), dtype=np.float32)
        fall = np.linspace(1.0, 0.0, round(_LAST_EASE * sound.shape[1]), dtype=np.float32)
        rise = rise[: sound.shape[1]]
        sound[:, : len(rise)] *= np.sin(np.pi / 2 * rise) ** 2
        sound[:, -len(fall) :] *= np.sin(np.pi / 2 * fall) ** 2
        return sound
