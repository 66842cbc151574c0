"""Hearing two claps, for hands that are too oily for a key.

A clap is a burst that rises within a hundredth of a second far above what was heard just before and
is gone a tenth of a second later. One is not enough: doors and dishes make those. Two, a quarter to
nine tenths of a second apart, are meant. Only the loudness of each hundredth of a second is looked
at, and forgotten after a second.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

RATE = 16_000
"""Frames per second that it listens at."""
HOP = RATE // 100
RISE_DB = 18.0
"""Decibels by which a clap rises above the neighbourhood."""
LEAST_DB = -36.0
"""Decibels below full scale under which nothing is a clap."""
GONE_HOPS = 10
"""Hops after which a clap is gone again; a voice or music is still there."""
APART = (25, 90)
"""Hops between two claps, at least and at most."""
BEFORE = 20
"""Hops of the neighbourhood."""


class Claps:
    """Listens to a stream of mono samples at `RATE`, in pieces of any size."""

    def __init__(self) -> None:
        self._rest = np.empty(0, np.float32)
        self._levels: deque[float] = deque(maxlen=BEFORE + GONE_HOPS + 1)
        self._hop = 0
        self._last: int | None = None

    def hear(self, samples: npt.NDArray[np.float32]) -> int:
        """How often two claps were completed in these samples."""
        samples = np.concatenate((self._rest, samples))
        whole = len(samples) // HOP * HOP
        self._rest = samples[whole:]
        return sum(map(self._next, _levels(samples[:whole])))

    def _next(self, level: float) -> bool:
        """Take in one hop; whether it makes the second of two claps certain."""
        self._levels.append(level)
        self._hop += 1
        if not self._clapped():
            return False
        since = None if self._last is None else self._hop - self._last
        double = since is not None and APART[0] <= since <= APART[1]
        self._last = None if double else self._hop
        return double

    def _clapped(self) -> bool:
        """Whether a clap began `GONE_HOPS` hops ago and is over."""
        if len(self._levels) < BEFORE + GONE_HOPS + 1:
            return False
        levels = list(self._levels)
        before, peak, after = levels[: BEFORE - 1], max(levels[BEFORE : BEFORE + 2]), levels[-1]
        # The hop before the peak belongs to nobody: an onset may begin in its midst.
        rises = peak - max(before) >= RISE_DB and levels[BEFORE] > levels[BEFORE - 1]
        return peak >= LEAST_DB and rises and peak - after >= RISE_DB


def _levels(samples: npt.NDArray[np.float32]) -> Iterator[float]:
    """Decibels below full scale of each hop."""
    power = np.mean(samples.reshape(-1, HOP).astype(np.float64) ** 2, axis=1)
    yield from (10.0 * np.log10(power + 1e-10)).tolist()
