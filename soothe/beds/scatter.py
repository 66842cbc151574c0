"""Short sounds strewn over time: drops, crackles, bubbles, chirps, bowls.

Time is cut into equal slots and each slot holds one event at a place, height and side drawn by the
slot's number. No two slots are alike, yet events can neither pile up nor leave a hole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import draws, subseed
from soothe.loudness import HOPS_PER_SECOND, k_energies

if TYPE_CHECKING:
    from soothe.beds.texture import Planar


@dataclass(frozen=True, slots=True, eq=False)
class Scatter:
    """An endless scatter of grains, each stereo `(2, frames)` at its full height."""

    grains: tuple[Planar, ...]
    rate: int
    seed: int
    per_second: float
    range_db: float
    """Heights lie between full and this much lower, evenly in decibels."""
    loose: float = 1.0
    """Share of its slot over which an event may lie; 0 would be a beat."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        energy = _mean_energy(self.grains, self.rate)
        return self.per_second * energy * _mean_square(self.range_db)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`: its own events and the tails of earlier ones."""
        sound = np.zeros((2, self.rate), np.float32)
        for start, which, height in zip(*self._events(index), strict=True):
            _add(sound, self.grains[which], start, height)
        return sound

    @property
    def _longest(self) -> int:
        return max(int(grain.shape[1]) for grain in self.grains)

    def _events(self, index: int) -> tuple[list[int], list[int], list[float]]:
        """Start frame within the second (negative for tails), grain, height of each event."""
        reach = self._longest / self.rate
        first = max(0, math.floor((index - reach) * self.per_second) - 1)
        slots = np.arange(first, math.ceil((index + 1) * self.per_second))
        when, which, height = (draws(subseed(self.seed, part), slots) for part in ("t", "g", "h"))
        starts = np.floor(((slots + when * self.loose) / self.per_second - index) * self.rate)
        heard = (starts < self.rate) & (starts > -self._longest)
        heights = 10.0 ** (-self.range_db / 20.0 * height[heard])
        grains = np.floor(which[heard] * len(self.grains))
        return starts[heard].astype(int).tolist(), grains.astype(int).tolist(), heights.tolist()


def _mean_energy(grains: tuple[Planar, ...], rate: int) -> float:
    """K-weighted energy of a grain, at the mean: its mean square if it lasted one second."""
    gap = np.zeros((2, rate // 20), np.float32)
    apart = np.concatenate([part for grain in grains for part in (grain, gap)], axis=1)
    return float(k_energies(apart.T, rate).sum()) / HOPS_PER_SECOND / len(grains)


def _mean_square(range_db: float) -> float:
    """Mean of the squared height when heights are even in decibels from 0 down to -range."""
    if not range_db:
        return 1.0
    lowest: float = 10.0 ** (-range_db / 10.0)
    return (1.0 - lowest) / -math.log(lowest)


def _add(sound: Planar, grain: Planar, start: int, height: float) -> None:
    first, stop = max(0, start), min(sound.shape[1], start + grain.shape[1])
    if stop > first:
        sound[:, first:stop] += grain[:, first - start : stop - start] * height
