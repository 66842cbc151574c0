"""A texture: an endless sound that can be asked for any of its seconds.

Textures work in whole seconds, planar `(2, rate)`: each second is computed from its number alone,
so that blocks of any size and order, cut from these seconds, are the same samples to the bit. Slow
gains are computed at 50 points a second and joined by straight lines.
"""

from __future__ import annotations

from dataclasses import dataclass
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

    def second(self, index: int) -> Planar:
        """The samples `(2, rate)` of second `index`; not to be written to."""
        ...


class Envelope(Protocol):
    """A slow gain over time."""

    @property
    def mean_square(self) -> float:
        """Mean of the squared gain over a long time, the same for every seed."""
        ...

    def gains(self, times: Floats) -> Floats:
        """Gains at times in seconds `(n,)`: for both sides `(n,)` or for each `(2, n)`."""
        ...


@dataclass(frozen=True, slots=True)
class Shaped:
    """A texture under an envelope, with the envelope's effect on its loudness reckoned in."""

    texture: Texture
    envelope: Envelope

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return self.texture.power * self.envelope.mean_square

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound = self.texture.second(index)
        return sound * join_points(self.envelope.gains(point_times(index)), sound.shape[1])


@dataclass(frozen=True, slots=True)
class Blend:
    """Several textures at once, each at its gain; they do not move together, so powers add."""

    parts: tuple[tuple[float, Texture], ...]
    """(linear gain, texture), at least one."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return sum(gain**2 * texture.power for gain, texture in self.parts)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        (gain, texture), *others = self.parts
        sound = texture.second(index) * np.float32(gain)
        for gain, texture in others:
            sound += texture.second(index) * np.float32(gain)
        return sound


def point_times(index: int) -> Floats:
    """Times in seconds of the gain points of second `index`, both ends included: `(51,)`."""
    times: Floats = index + np.arange(POINTS_PER_SECOND + 1) / POINTS_PER_SECOND
    return times


def join_points(points: Floats, rate: int) -> Planar:
    """One second of gain `(..., rate)` from its points `(..., 51)`, joined by straight lines."""
    steps = rate // POINTS_PER_SECOND
    ramp = np.arange(steps, dtype=np.float32) / np.float32(steps)
    level = points.astype(np.float32)[..., None]
    return (level[..., :-1, :] + np.diff(level, axis=-2) * ramp).reshape(*points.shape[:-1], rate)


def to_planar(left: Floats, right: Floats) -> Planar:
    """Two channels as one planar array."""
    return np.stack([left, right]).astype(np.float32)
