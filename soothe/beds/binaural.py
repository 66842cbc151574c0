"""A pure tone for each ear, a little apart: over headphones the difference is heard as a beat.

Whether such beats relax anyone is open: the evidence is mixed. No sound of soothe uses them unless
it is asked for by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.params import number
from soothe.beds.texture import to_planar
from soothe.loudness import k_gain

if TYPE_CHECKING:
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Planar, Texture


@dataclass(frozen=True, slots=True)
class Binaural:
    """Settings of a layer of two tones."""

    hertz: float = number(140.0, 40, 1000)
    """Pitch in the left ear."""
    beat_hertz: float = number(6.0, 0.5, 30)
    """How much higher it is in the right ear."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        phase = (seed % 997) / 997.0
        return TwoTones(self.hertz, self.hertz + self.beat_hertz, phase, rate)


@dataclass(frozen=True, slots=True)
class TwoTones:
    """A full-scale sine in each channel."""

    left_hertz: float
    right_hertz: float
    phase: float
    """Where both begin, in cycles."""
    rate: int

    @property
    def power(self) -> float:
        """K-weighted mean square, summed over both channels."""
        weights = np.abs(k_gain(np.array([self.left_hertz, self.right_hertz]), self.rate)) ** 2
        return float(weights.sum() / 2.0)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        return to_planar(self._sine(self.left_hertz, index), self._sine(self.right_hertz, index))

    def _sine(self, hertz: float, index: int) -> Floats:
        begun = (self.phase + hertz * index) % 1.0
        wave: Floats = np.sin(2 * np.pi * (begun + hertz * np.arange(self.rate) / self.rate))
        return wave
