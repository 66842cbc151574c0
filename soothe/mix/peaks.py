"""True peaks by node, and a limiter that looks both ways.

A node is `GRID` frames. Its peak is read from an eightfold windowed-sinc interpolation; four times,
as meters do it, would miss up to 0.7 dB. The limiter's gain is the smallest that any node nearby
needs, smoothed over three: finite support, so a sample's gain is the same wherever reading starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.curves import GRID, lines, scaled

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.model import Samples, Stem

_REACH = 16
"""Frames on either side that an interpolated value is made of."""
_OVERSAMPLING = 8
_KAISER = 6.0
"""Shape of the interpolator's window."""
_HOLD = 2
"""Nodes on either side that a reduction is held for."""
_MARGIN = 0.98
"""For what lies between interpolated values and comes from the gain's own motion."""
_QUIET_BOUND = 2.0
"""Factor from a quiet node's samples to a safe bound of its true peak."""
_MARGIN_NODES = 4


def node_peaks(samples: Samples, loud: float) -> Samples:
    """True peak of each node of stereo samples, `(nodes,)`, linear.

    Nodes whose samples stay below `loud` are not interpolated and get a safe bound instead.
    """
    if not len(samples):
        return np.zeros(0, np.float32)
    nodes = -(-len(samples) // GRID)
    padded = np.zeros((nodes * GRID + 2 * _REACH, 2), np.float32)
    padded[_REACH : _REACH + len(samples)] = samples
    peaks = np.abs(padded[_REACH:-_REACH]).reshape(nodes, 2 * GRID).max(axis=1)
    index = np.flatnonzero(peaks >= loud)
    between = [_between(channel, index) for channel in padded.T]
    bound = _QUIET_BOUND * peaks
    bound[index] = np.maximum.reduce([peaks[index], *between])
    return np.asarray(bound, np.float32)


def limiting(peaks: Samples, ceiling: float) -> Samples:
    """Gain at each node's edges, `(nodes + 1,)`, that keeps the nodes under a linear ceiling."""
    need = np.minimum(1.0, _MARGIN * ceiling / np.maximum(peaks, 1e-9))
    wide = np.pad(need, _HOLD + 1, mode="edge")
    held = np.lib.stride_tricks.sliding_window_view(wide, 2 * _HOLD).min(axis=1)
    smooth: Samples = ((held[:-2] + 2.0 * held[1:-1] + held[2:]) / 4.0).astype(np.float32)
    return smooth


def limit(samples: Samples, peaks: Samples, ceiling: float) -> Samples:
    """Stereo samples whose true peaks stay under a linear ceiling; `peaks` are their nodes'."""
    if peaks.max(initial=0.0) <= _MARGIN * ceiling:
        return samples
    return scaled(samples, lines(limiting(peaks, ceiling), GRID)[: len(samples)])


@dataclass(frozen=True, slots=True)
class Limited:
    """A stem kept under a linear ceiling, for recordings with peaks far above their loudness."""

    stem: Stem
    ceiling: float

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on."""
        first = start // GRID - _MARGIN_NODES
        nodes = -(-(start + frames) // GRID) + _MARGIN_NODES - first
        before = max(0, -first * GRID)
        heard = self.stem.read(first * GRID + before, nodes * GRID - before)
        samples = np.concatenate([np.zeros((before, 2), np.float32), heard])
        offset = start - first * GRID
        loud = _MARGIN * self.ceiling / _QUIET_BOUND
        limited = limit(samples, node_peaks(samples, loud), self.ceiling)
        return limited[offset : offset + frames]


def _between(channel: Samples, nodes: npt.NDArray[np.intp]) -> Samples:
    """Highest interpolated value of each node of a padded channel.

    One small product per node: a product of many rows rounds differently with their number, and
    then a sample would depend on the block in which it is read.
    """
    rows = np.lib.stride_tricks.sliding_window_view(channel, GRID + 2 * _REACH)[::GRID]
    values = rows[nodes, None, :] @ _interpolation()
    return np.asarray(np.abs(values).max(axis=(1, 2)), np.float32)


@lru_cache(maxsize=1)
def _interpolation() -> Samples:
    """Matrix from a node's frames and neighbours to the values between them."""
    shares = np.arange(1, _OVERSAMPLING) / _OVERSAMPLING
    targets = (np.arange(GRID)[:, None] + shares).reshape(-1) + _REACH
    distance = targets - np.arange(GRID + 2 * _REACH)[:, None]
    inside = np.clip(1.0 - (distance / _REACH) ** 2, 0.0, 1.0)
    window = np.where(inside > 0.0, np.i0(_KAISER * np.sqrt(inside)) / np.i0(_KAISER), 0.0)
    return (np.sinc(distance) * window).astype(np.float32)
