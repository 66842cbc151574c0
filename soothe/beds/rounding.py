"""Peaks rounded off: the promise that nothing in a bed can startle, kept for every recipe.

Almost every sample lies below the knee and passes untouched; a rare one above it, where layers
happen to meet or a drop falls close, is bent smoothly under the ceiling. Each sample is bent by
itself, so the result is the same wherever a read begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from soothe.beds.texture import Planar

_KNEE = 0.28
_CEILING = 0.4
TRUE_PEAK = 0.5
"""Bound of what may rise between samples under the ceiling: dark spectra rise far less."""


def rounded(sound: Planar) -> Planar:
    """The sound with every sample below the ceiling, same shape."""
    if max(sound.max(), -sound.min()) <= _KNEE:
        return sound
    over = np.maximum(np.abs(sound) - np.float32(_KNEE), 0.0, dtype=np.float32)
    # What is above the knee is squeezed into the room that is left, with no corner at the knee.
    excess = over * over / (over + np.float32(_CEILING - _KNEE))
    bent: Planar = sound - np.copysign(excess, sound)
    return bent
