"""What each stem contributes to every 100 ms of the track: energy and peak, without mixing.

Stems do not move together, so their energies add up; a true peak is at most the sum of the parts'
true peaks. With that, loudness and ceiling of a whole session are sums over arrays of a few
thousand numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.loudness import HOPS_PER_SECOND, k_energies
from soothe.mix.curves import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.loudness import Energies
    from soothe.mix.ambience import Ambience
    from soothe.mix.curves import Positions, Values
    from soothe.mix.hits import Hit, Sound
    from soothe.model import Samples, Stem

_SURVEY_HOPS = 60
"""Of so many hops of a bed, some are measured and stand for the others."""
_MEASURED_HOPS = 6
_FLOOR = 1e-9


@dataclass(frozen=True, slots=True)
class Grid:
    """The hops of a track."""

    frames: int
    rate: int

    @property
    def hop(self) -> int:
        """Frames of one hop."""
        return self.rate // HOPS_PER_SECOND

    @property
    def hops(self) -> int:
        """Hops of the track; the last may be short."""
        return -(-self.frames // self.hop)

    def edges(self) -> Positions:
        """First frame of each hop, and the end: `(hops + 1,)`."""
        return np.arange(self.hops + 1, dtype=np.float64) * self.hop

    def span(self, start: int, hops: int) -> slice:
        """The hops of the track that a sound of so many hops may touch."""
        first = start // self.hop
        return slice(first, max(first, min(first + hops + 1, self.hops)))


def hit_energies(hits: Iterable[Hit[Sound]], grid: Grid) -> Energies:
    """Energy of sounds at their places; a hop that straddles two of the track's is shared out."""
    total = np.zeros(grid.hops)
    for hit in hits:
        span = grid.span(hit.start, len(hit.sound.energies))
        late = hit.start % grid.hop / grid.hop
        energies = hit.sound.energies * hit.gain**2
        spread = np.append(energies * (1.0 - late), 0.0) + np.append(0.0, energies * late)
        total[span] += spread[: span.stop - span.start]
    return total


def hit_peaks(hits: Iterable[Hit[Sound]], grid: Grid) -> Values:
    """Bound of the peak of sounds at their places in each hop."""
    total = np.zeros(grid.hops)
    for hit in hits:
        span, peaks = placed_peaks(hit, grid)
        total[span] += peaks
    return total


def placed_peaks(hit: Hit[Sound], grid: Grid) -> tuple[slice, Values]:
    """The hops that a sound may touch, and its peak in each."""
    span = grid.span(hit.start, len(hit.sound.peaks))
    spread = np.maximum(np.append(hit.sound.peaks, 0.0), np.append(0.0, hit.sound.peaks)) * hit.gain
    return span, spread[: span.stop - span.start]


def bed_energies(ambience: Ambience, surveys: Iterable[Energies], grid: Grid) -> Energies:
    """Energy of the beds under their automation; a survey for each source."""
    middles = grid.edges()[:-1] + grid.hop / 2.0
    total = np.zeros(grid.hops)
    for source, survey in zip(ambience.sources, surveys, strict=True):
        total += survey * ambience.gain(source, middles) ** 2
    return total


def bed_peaks(ambience: Ambience, grid: Grid) -> Values:
    """Bound of the beds' peak in each hop."""
    total = np.zeros(grid.hops)
    for source in ambience.sources:
        gain = ambience.gain(source, grid.edges())
        total += source.peak * np.maximum(gain[:-1], gain[1:])
    return total


def survey(stem: Stem, grid: Grid) -> Energies:
    """Energies of a bed in every hop, measured in a tenth of them.

    A bed is long and even; 0.6 seconds in every six tell how loud it is there and how much it
    varies, for a tenth of the price.
    """
    energies = np.empty(grid.hops)
    for first in range(0, grid.hops, _SURVEY_HOPS):
        heard = stem.read(first * grid.hop, (_MEASURED_HOPS + 1) * grid.hop)
        measured = k_energies(heard, grid.rate)[1:]
        stretch = energies[first : first + _SURVEY_HOPS]
        stretch[:] = np.resize(measured, len(stretch))
    return energies


def by_hop(nodes: Samples, hop: int) -> Values:
    """Highest of the nodes' peaks in each hop."""
    if not len(nodes):
        return np.zeros(0)
    first = np.arange(0, len(nodes) * GRID, hop) // GRID
    highest = np.maximum.reduceat(nodes, first).astype(np.float64)
    # A node that straddles two hops counts in both.
    highest[:-1] = np.maximum(highest[:-1], nodes[first[1:]])
    return highest


def share_by_hop(nodes: Samples, gains: Samples, hops: int) -> Values:
    """Share of its energy that each of so many hops keeps under a gain for each node.

    Energy within a hop is taken to lie as the squares of the nodes' peaks do.
    """
    powers = np.maximum(nodes.astype(np.float64), _FLOOR) ** 2
    first = np.arange(hops) * len(nodes) // hops
    return np.add.reduceat(powers * gains**2, first) / np.add.reduceat(powers, first)
