"""Peaks rounded off: the promise that nothing in a bed can startle, kept for every recipe.

Almost every sample lies below the knee and passes untouched; a rare one above it, where layers
happen to meet or a drop falls close, is bent smoothly under the ceiling. Each sample is bent by
itself, so the result is the same wherever a read begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from soothe.beds.texture import Planar


@dataclass(frozen=True, slots=True)
class Rounding:
    """Linear levels between which peaks are bent."""

    knee: float
    """Below it nothing is touched."""
    ceiling: float
    """No sample is above it."""
    true_peak: float
    """Nor anything between samples above this."""

    def of(self, sound: Planar) -> Planar:
        """The sound with every sample below the ceiling, same shape."""
        heights = np.abs(sound)
        high = np.flatnonzero(heights > self.knee)
        if not high.size:
            return sound
        over = heights.reshape(-1)[high] - np.float32(self.knee)
        # What is above the knee is squeezed into the room that is left, with no corner at the knee.
        excess = over * over / (over + np.float32(self.ceiling - self.knee))
        bent = np.array(sound, order="C")
        flat = bent.reshape(-1)
        flat[high] -= np.copysign(excess, flat[high])
        return bent


COMPUTED = Rounding(0.22, 0.32, 0.34)
"""For recipes, whose spectra are dark: between samples they rise by 2 % at most."""
RECORDED = Rounding(0.28, 0.4, 0.5)
"""For recordings, which may be bright and are evened out before; see `piece`."""
