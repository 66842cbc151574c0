"""A texture: an endless sound that can be asked for any of its seconds.

Textures work in whole seconds, planar `(2, rate)`: each second is computed from its number alone,
so that blocks of any size and order, cut from these seconds, are the same samples to the bit. Slow
gains are computed at 50 points a second and joined by straight lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.beds.keys import Floats

Planar: TypeAlias = "npt.NDArray[np.float32]"
"""Stereo by channel, `(2, frames)`, or one row of it."""

POINTS_PER_SECOND = 50


class Texture(Protocol):
    """An endless stereo sound of known loudness."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        ...

    @property
    def peak(self) -> float:
        """Bound of the true peak, linear."""
        ...

    def second(self, index: int) -> Planar:
        """The samples `(2, rate)` of second `index`, a new array each time."""
        ...


def point_times(index: int) -> Floats:
    """Times in seconds of the gain points of second `index`, both ends included: `(51,)`."""
    return index + np.arange(POINTS_PER_SECOND + 1) / POINTS_PER_SECOND


def join_points(points: Floats, rate: int) -> Planar:
    """One second of gain `(rate,)` from its 51 points, joined by straight lines."""
    steps = rate // POINTS_PER_SECOND
    ramp = np.arange(steps, dtype=np.float32) / np.float32(steps)
    level = points.astype(np.float32)
    return (level[:-1, None] + np.diff(level)[:, None] * ramp).reshape(-1)


def to_planar(left: Floats, right: Floats) -> Planar:
    """Two channels as one planar array."""
    return np.stack([left, right]).astype(np.float32)
