"""What each stem contributes to every 100 ms of the track: energy and peak, without mixing.

Stems do not move together, so their energies add up; a true peak is at most the sum of the parts'
true peaks. With that, loudness and ceiling of a whole session are sums over arrays of a few
thousand numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.loudness import HOPS_PER_SECOND, integrated, k_gain
from soothe.mix.curves import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.loudness import Energies
    from soothe.mix.ambience import Ambience
    from soothe.mix.curves import Positions, Values
    from soothe.mix.hits import Hit, Sound
    from soothe.model import Samples, Stem

STEPS_PER_SECOND = 100
"""A sound's own energies are finer than the track's hops: it may start anywhere between them."""
STEPS_PER_HOP = STEPS_PER_SECOND // HOPS_PER_SECOND

_SURVEY_HOPS = 2
_SURVEYED = 150
"""Measurements of a bed: enough for the loudness of hours, and not felt in that of minutes."""
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
    """Energy of sounds at their places in each hop of the track."""
    total = np.zeros(grid.hops)
    step = grid.rate / STEPS_PER_SECOND
    for hit in hits:
        fine = hit.sound.energies
        span = grid.span(hit.start, -(-len(fine) // STEPS_PER_HOP))
        edges = (np.arange(span.start, span.stop + 1) * grid.hop - hit.start) / step
        summed = np.concatenate([[0.0], np.cumsum(fine)]) * hit.gain**2 / STEPS_PER_HOP
        total[span] += np.diff(np.interp(edges, np.arange(len(summed)), summed))
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
    """Energies of a bed in every hop, measured at most once a second and `_SURVEYED` times.

    A bed is long and changes slowly; between two measurements it is taken to go straight.
    """
    length = _SURVEY_HOPS * grid.hop
    window = np.hanning(length + 1)[:-1].astype(np.float32)
    hertz = np.fft.rfftfreq(length, 1.0 / grid.rate)
    weights = np.abs(k_gain(hertz, grid.rate)) ** 2 * 2.0 / length / np.square(window).sum()
    starts = np.arange(0, grid.frames, max(grid.rate, grid.frames // _SURVEYED))
    measured = [
        _weighted_power(stem.read(int(start), length) * window[:, None], weights)
        for start in starts
    ]
    middles = grid.edges()[:-1] + grid.hop / 2.0
    return np.interp(middles, starts + length / 2.0, measured)


def _weighted_power(samples: Samples, weights: Values) -> float:
    """Sum over channels of the power at each frequency, weighted."""
    spectrum = np.fft.rfft(np.ascontiguousarray(samples.T))
    return float(np.square(np.abs(spectrum)).sum(axis=0) @ weights)


def by_hop(nodes: Samples, hop: int) -> Values:
    """Highest of the nodes' peaks in each hop."""
    first = np.arange(0, len(nodes) * GRID, hop) // GRID
    highest = np.maximum.reduceat(nodes, first).astype(np.float64)
    # A node that straddles two hops counts in both.
    highest[:-1] = np.maximum(highest[:-1], nodes[first[1:]])
    return highest


def energies_left(nodes: Samples, gains: Samples, steps: int) -> Values:
    """Share of its energy that each of so many steps keeps under a gain for each node.

    Energy within a step is taken to lie as the squares of the nodes' peaks do.
    """
    powers = np.maximum(nodes.astype(np.float64), _FLOOR) ** 2
    first = np.arange(steps) * len(nodes) // steps
    return np.add.reduceat(powers * gains**2, first) / np.add.reduceat(powers, first)


def line_lufs(energies: Energies) -> float:
    """Loudness of speech by its steps; words below 400 ms are measured as if repeated."""
    hops = max(4, -(-len(energies) // STEPS_PER_HOP))
    repeated = np.resize(energies, (hops, STEPS_PER_HOP))
    return integrated(repeated.mean(axis=1))
