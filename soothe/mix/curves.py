"""Gain over time, evaluated anywhere: breakpoints, and a control grid between them.

Gains are worked out on a grid of `GRID` frames that is fixed to the track, then drawn as straight
lines from point to point. So a frame's gain never depends on the block in which it is read, and
the costly part (cosines, powers) is done once in 64 frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from soothe.units import NEPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy.typing as npt

    from soothe.model import Samples

Positions: TypeAlias = "npt.NDArray[np.float64]"
"""Frames from the start of the track, at control points."""
Values: TypeAlias = "npt.NDArray[np.float64]"
"""One value, in decibels or as a factor, for each position."""

GRID = 64
"""Frames between control points: 1.3 ms at 48 kHz."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Values at breakpoints, joined by raised cosines; level before the first and after it all."""

    frames: Positions
    values: Values

    @classmethod
    def through(cls, points: Iterable[tuple[float, float]]) -> Curve:
        """A curve through (frame, value) points; their frames increase."""
        table = np.array(list(points), dtype=np.float64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    def value(self, frame: int) -> float:
        """The value at one frame."""
        return float(self.at(np.array([float(frame)]))[0])

    def at(self, positions: Positions) -> Values:
        """Values at the positions, which increase."""
        if self._is_level(positions):
            return np.full(len(positions), self._drawn(positions[:1])[0])
        return self._drawn(positions)

    def _is_level(self, positions: Positions) -> bool:
        """Whether nothing changes from the first position to the last: most of any session."""
        first, last = np.searchsorted(self.frames, positions[[0, -1]], side="right")
        around = self.values[max(0, first - 1) : first + 1]
        return bool(first == last and around[0] == around[-1])

    def _drawn(self, positions: Positions) -> Values:
        place = np.interp(positions, self.frames, np.arange(len(self.frames)))
        index = np.minimum(place.astype(np.intp), max(0, len(self.frames) - 2))
        after = np.minimum(index + 1, len(self.frames) - 1)
        low, high = self.values[index], self.values[after]
        values: Values = low + (high - low) * rise(place - index)
        return values


def rise(share: Values) -> Values:
    """Raised cosine from 0 to 1 while `share` goes from 0 to 1; flat outside."""
    risen: Values = 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0))
    return risen


def factors(decibels: Values) -> Values:
    """Amplitude factors of levels in decibels."""
    return np.asarray(np.exp(decibels * NEPERS), np.float64)


def draw(gain: Callable[[Positions], Values], start: int, frames: int) -> Samples:
    """A gain curve as samples: `(frames,)`, or `(1,)` where it does not move."""
    first, last = start // GRID, -(-(start + frames) // GRID)
    points = gain(np.arange(first, last + 1, dtype=np.float64) * GRID).astype(np.float32)
    if (points == points[0]).all():
        return points[:1]
    offset = start - first * GRID
    return lines(points, GRID)[offset : offset + frames]


def lines(points: Samples, spacing: int) -> Samples:
    """Straight lines through points: `((len(points) - 1) * spacing,)`, the last point left out."""
    ramp = np.arange(spacing, dtype=np.float32) / np.float32(spacing)
    slopes = np.diff(points)[:, None] * ramp
    drawn: Samples = (points[:-1, None] + slopes).reshape(-1)
    return drawn


def scaled(samples: Samples, gain: Samples) -> Samples:
    """Stereo samples times a gain of `(frames,)` or `(1,)`, as a new array.

    A stereo frame is multiplied as one complex number: six times faster than broadcasting a
    column, and exact, because the gain's imaginary part is zero.
    """
    if len(gain) == 1:
        return np.asarray(samples * gain[0])
    pairs = np.ascontiguousarray(samples).view(np.complex64)[:, 0] * gain
    return np.asarray(pairs.view(np.float32).reshape(-1, 2))
