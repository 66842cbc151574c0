"""Chance that belongs to a place: the same seed and index give the same draw, in any order.

Every random choice of a bed is drawn by its position (the number of the wave, drop or crossfade),
never from a running generator. This is what lets a bed be read anywhere, by several threads, and
for ever without repeating. The mixing function is splitmix64's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.floating[Any]]"

_STEP = 0x9E3779B97F4A7C15
_ROUNDS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_MASK = (1 << 64) - 1


def subseed(seed: int, *names: str | int) -> int:
    """A seed for one part of what `seed` governs, apart from every other part's."""
    text = "/".join(str(name) for name in names).encode()
    return (seed * 0x100000001B3 + crc32(text) * 0x9E3779B97F4A7C15) & _MASK


def draws(seed: int, indices: npt.ArrayLike) -> Floats:
    """Uniform draws in [0, 1), one for each index; equal indices draw equally."""
    state = np.atleast_1d(np.asarray(indices, np.int64)).astype(np.uint64)
    state = (state + np.uint64(seed & _MASK)) * np.uint64(_STEP)
    for shift, multiplier in _ROUNDS:
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(multiplier)
    state ^= state >> np.uint64(31)
    drawn: Floats = (state >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return drawn


def draw(seed: int, index: int) -> float:
    """One uniform draw in [0, 1), as `draws` gives it, without the cost of an array."""
    state = (index + seed) * _STEP & _MASK
    for shift, multiplier in _ROUNDS:
        state = (state ^ (state >> shift)) * multiplier & _MASK
    return float((state ^ (state >> 31)) >> 11) * 2.0**-53
