"""A texture: an endless sound that can be asked for any of its seconds.

Textures work in whole seconds, planar `(2, rate)`: each second is computed from its number alone,
so that blocks of any size and order, cut from these seconds, are the same samples to the bit. Slow
gains are computed at 50 points a second, half a minute at a time, and joined by straight lines.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.beds.keys import Floats

Planar: TypeAlias = "npt.NDArray[np.float32]"
"""Stereo by channel, `(2, frames)`, or one row of it."""

POINTS_PER_SECOND = 50

_GAINS_TOGETHER = 32
"""Seconds of slow gains worked out at once: a few points cost as much as many."""


class Texture(Protocol):
    """An endless stereo sound of known loudness."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        ...

    def second(self, index: int) -> Planar:
        """The samples `(2, rate)` of second `index`; not to be written to."""
        ...


class Envelope(Hashable, Protocol):
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
    gain: float = 1.0
    """Linear, on top of the envelope."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return self.texture.power * self.envelope.mean_square * self.gain**2

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound = self.texture.second(index)
        points = _gain_points(self.envelope, index) * self.gain
        return sound * join_points(points, sound.shape[1])


@dataclass(frozen=True, slots=True)
class Blend:
    """Several textures at once, each at its gain; they do not move together, so powers add."""

    parts: tuple[tuple[float, Texture], ...]
    """(linear gain, texture), at least one."""

    def __post_init__(self) -> None:
        # A gain on the few points of an envelope costs nothing; on every sample it would be felt.
        object.__setattr__(self, "parts", tuple(_merged(*part) for part in self.parts))

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return sum(gain**2 * texture.power for gain, texture in self.parts)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sounds = [
            texture.second(index) if gain == 1.0 else texture.second(index) * np.float32(gain)
            for gain, texture in self.parts
        ]
        if len(sounds) == 1:
            return sounds[0]
        total = sounds[0] + sounds[1]
        for sound in sounds[2:]:
            total += sound
        return total


def _merged(gain: float, texture: Texture) -> tuple[float, Texture]:
    """The same part, its gain in the texture's envelope if it has one."""
    if isinstance(texture, Shaped):
        return 1.0, replace(texture, gain=texture.gain * gain)
    return gain, texture


def point_times(index: int) -> Floats:
    """Times in seconds of the gain points of second `index`, both ends included: `(51,)`."""
    times: Floats = index + np.arange(POINTS_PER_SECOND + 1) / POINTS_PER_SECOND
    return times


def join_points(points: Floats, rate: int) -> Planar:
    """One second of gain `(..., rate)` from its points `(..., 51)`, joined by straight lines."""
    level = points.astype(np.float32)
    lines = np.stack([level[..., :-1], np.diff(level)], axis=-1)
    # As a product of matrices, which is four times as fast as a sum of products.
    drawn: Planar = lines @ _line(rate // POINTS_PER_SECOND)
    return drawn.reshape(*points.shape[:-1], rate)


@lru_cache(maxsize=4)
def _line(steps: int) -> Planar:
    """What a line's beginning and its climb add to each of its steps, `(2, steps)`."""
    ramp = np.arange(steps, dtype=np.float32) / np.float32(steps)
    return np.stack([np.ones_like(ramp), ramp])


def _gain_points(envelope: Envelope, index: int) -> Floats:
    """The envelope at the points of second `index`, `(..., 51)`."""
    block, place = divmod(index, _GAINS_TOGETHER)
    first = place * POINTS_PER_SECOND
    return _gain_block(envelope, block)[..., first : first + POINTS_PER_SECOND + 1]


@lru_cache(maxsize=64)
def _gain_block(envelope: Envelope, block: int) -> Floats:
    points = np.arange(_GAINS_TOGETHER * POINTS_PER_SECOND + 1)
    return envelope.gains(block * _GAINS_TOGETHER + points / POINTS_PER_SECOND)


def to_planar(left: Floats, right: Floats) -> Planar:
    """Two channels as one planar array."""
    return np.stack([left, right]).astype(np.float32)
