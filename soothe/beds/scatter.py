"""Short sounds strewn over time: drops, crackles, bubbles, chirps, bowls.

Time is cut into equal slots and each slot holds one event at a place, height and side drawn by the
slot's number. No two slots are alike, yet events can neither pile up nor leave a hole.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from soothe.beds.keys import draws, subseed
from soothe.loudness import HOPS_PER_SECOND, k_energies

if TYPE_CHECKING:
    from soothe.beds.texture import Planar

_TOGETHER = 32
"""Seconds whose events are drawn at once: a few draws cost as much as many."""


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
    longest: int = field(init=False)
    """Frames of the longest grain."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(int(grain.shape[1]) for grain in self.grains))

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        energy = _mean_energy(self.grains, self.rate)
        return self.per_second * energy * _mean_square(self.range_db)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`: its own events and the tails of earlier ones."""
        sound = np.zeros((2, self.rate), np.float32)
        block, place = divmod(index, _TOGETHER)
        starts, grains, heights = _events(self._chances(), block)
        now = place * self.rate
        first = bisect_right(starts, now - self.longest)
        for event in range(first, bisect_left(starts, now + self.rate)):
            _add(sound, self.grains[grains[event]], starts[event] - now, heights[event])
        return sound

    def _chances(self) -> _Chances:
        rate, lowest = self.rate, -self.range_db / 20.0
        kinds = len(self.grains)
        return _Chances(self.seed, self.per_second, self.loose, lowest, kinds, self.longest, rate)


class _Chances(NamedTuple):
    """All that decides which event comes when."""

    seed: int
    per_second: float
    loose: float
    lowest: float
    """Decimal logarithm of the smallest height."""
    kinds: int
    longest: int
    rate: int


@lru_cache(maxsize=64)
def _events(of: _Chances, block: int) -> tuple[list[int], list[int], list[float]]:
    """Of each event heard in a block of seconds, in order: start frame, grain, height.

    Starts count from the block's first frame; they are negative for tails.
    """
    begin = block * _TOGETHER
    first = max(0, math.floor((begin - of.longest / of.rate) * of.per_second) - 1)
    slots = np.arange(first, math.ceil((begin + _TOGETHER) * of.per_second))
    when, which, height = (draws(subseed(of.seed, part), slots) for part in ("t", "g", "h"))
    starts = np.floor(((slots + when * of.loose) / of.per_second - begin) * of.rate)
    grains, heights = np.floor(which * of.kinds), 10.0 ** (of.lowest * height)
    return starts.astype(int).tolist(), grains.astype(int).tolist(), heights.tolist()


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
    stop = start + grain.shape[1]
    if start >= 0 and stop <= sound.shape[1]:
        sound[:, start:stop] += grain * height
    elif stop > 0:
        cut = grain[:, max(0, -start) : sound.shape[1] - start] * height
        sound[:, max(0, start) : stop] += cut
