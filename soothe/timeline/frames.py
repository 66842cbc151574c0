"""Seconds of a script in whole frames, never outside what the author allowed."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

from soothe.units import to_frames


@lru_cache(maxsize=4096)
def bounds(least: float, most: float, rate: int) -> tuple[int, int]:
    """Least and most whole frames between two times in seconds.

    Where no whole frame lies between them, both are the frame nearest to their middle. So an exact
    time stays exact.
    """
    # Through text, because 0.1 s is the author's tenth of a second and not its binary neighbour.
    low, high = Fraction(str(least)), Fraction(str(most))
    first, last = math.ceil(low * rate), math.floor(high * rate)
    if first > last:
        first = last = to_frames((low + high) / 2, rate)
    return first, last


@lru_cache(maxsize=4096)
def nearest(seconds: float, rate: int) -> int:
    """Frames nearest to a time in seconds."""
    return to_frames(seconds, rate)
