"""Slow random walks: how a bed breathes without a beat and without ever repeating."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from soothe.beds.keys import Floats, draws, subseed

_SECOND_OCTAVE = 0.381966
"""The finer wander's share of the period; irrational to the coarser, so that they never align."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A smooth random curve between -1 and 1, different for every seed."""

    seed: int
    seconds: float
    """Time in which it wanders from one value to an unrelated one."""

    def at(self, times: Floats) -> Floats:
        """Values at times in seconds, same shape."""
        coarse = _wander(subseed(self.seed, "coarse"), times / self.seconds)
        fine = _wander(subseed(self.seed, "fine"), times / (self.seconds * _SECOND_OCTAVE))
        return 0.7 * coarse + 0.3 * fine


@dataclass(frozen=True, slots=True)
class Sway:
    """An envelope that wanders up to `depth_db` either way of its middle."""

    walk: Walk
    depth_db: float

    @property
    def mean_square(self) -> float:
        """Mean of the squared gain over a long time, the same for every seed."""
        return _mean_square(self.depth_db)

    def gains(self, times: Floats) -> Floats:
        """Gains at times in seconds, same shape."""
        gains: Floats = 10.0 ** (self.walk.at(times) * (self.depth_db / 20.0))
        return gains


@lru_cache(maxsize=64)
def _mean_square(depth_db: float) -> float:
    gains = Sway(Walk(0, 1.0), depth_db).gains(np.arange(20_000) * 0.37)
    return float(np.mean(gains**2))


def _wander(seed: int, places: Floats) -> Floats:
    """Draws at whole places, joined by the curve that is flat at each of them."""
    whole = np.floor(places).astype(np.int64)
    part = places - whole
    # Many times lie between the same two places, so each place is drawn once.
    first = int(whole.min())
    drawn = 2.0 * draws(seed, np.arange(first, int(whole.max()) + 2)) - 1.0
    left, right = drawn[whole - first], drawn[whole - first + 1]
    blend: Floats = left + (right - left) * part**2 * (3.0 - 2.0 * part)
    return blend
