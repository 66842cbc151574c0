"""Peaks rounded off: the promise that nothing in a bed can startle, kept for every recipe.

Almost every sample lies below the knee and passes untouched; a rare one above it, where layers
happen to meet or a drop falls close, is bent smoothly under the ceiling. Each sample is bent by
itself, so the result is the same wherever a read begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.tile import TRUE_PEAK_MARGIN

if TYPE_CHECKING:
    from soothe.beds.texture import Planar, Texture

_KNEE = 0.28
_CEILING = 0.4


@dataclass(frozen=True, slots=True)
class Rounded:
    """A texture whose samples stay below the ceiling."""

    texture: Texture

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return self.texture.power

    @property
    def peak(self) -> float:
        """Bound of the true peak, linear."""
        return min(self.texture.peak, _CEILING * TRUE_PEAK_MARGIN)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound = self.texture.second(index)
        if max(sound.max(), -sound.min()) <= _KNEE:
            return sound
        over = np.maximum(np.abs(sound) - np.float32(_KNEE), 0.0, dtype=np.float32)
        # What is above the knee is squeezed into the room that is left, with no corner at the knee.
        excess = over * over / (over + np.float32(_CEILING - _KNEE))
        rounded: Planar = sound - np.copysign(excess, sound)
        return rounded
