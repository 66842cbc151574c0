"""Shaped noise: hiss, rumble, wind, far surf. A curve says how loud it is at each frequency.

With `grains` 0 it is smooth. Above that it is made of so many small impulses a second, each shaped
by the same curve: few thousand sound like fine rain, few hundred like single drops on leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import subseed
from soothe.beds.params import curve, number
from soothe.beds.tile import Stream, make_tile, random_phases, tile_frames, tile_hertz
from soothe.units import NEPERS

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.beds.texture import Texture
    from soothe.loudness import Response

_TILE_SECONDS = 11.0
_HIGHEST_GRAIN = 3.0
"""Tallest impulse against the mean one: rain may patter, never snap."""
_LOWEST_HZ = 25.0
_HIGHEST = 0.42
"""Share of the rate above which there is nothing."""
_MONO_BELOW_HZ = 150.0
"""Bass is the same on both sides: it folds to mono without loss, and headphones stay easy."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Settings of a layer of noise."""

    curve: tuple[tuple[float, float], ...] = curve((25.0, 0.0), (12000.0, -50.0))
    """Rows of (hertz, level in decibels), joined by straight lines over octaves."""
    grains: float = number(0.0, 0, 20_000)
    """Impulses a second; 0: smooth."""
    width: float = number(0.75, 0, 1)
    """Level of what differs between the sides against what they share; 0: mono."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        frames = tile_frames(rate, _TILE_SECONDS)
        hertz = tile_hertz(rate, frames)
        shape = curve_gain(self.curve, hertz, rate)
        middle, sides = (self._spectrum(subseed(seed, part), frames, rate) for part in ("m", "s"))
        spread = self.width * hertz**2 / (hertz**2 + np.float32(_MONO_BELOW_HZ) ** 2)
        return Stream(make_tile(middle * shape, sides * (shape * spread), rate), seed)

    def _spectrum(self, seed: int, frames: int, rate: int) -> Response:
        """A spectrum that is flat: of chance phases, or of scattered impulses."""
        if not self.grains:
            return random_phases(seed, frames // 2 + 1)
        chance = np.random.default_rng(seed)
        count = round(self.grains * frames / rate)
        impulses = np.zeros(frames, np.float32)
        heights = np.minimum(chance.exponential(1.0, count), _HIGHEST_GRAIN)
        heights *= chance.choice((-1.0, 1.0), count)
        np.add.at(impulses, chance.integers(0, frames, count), heights.astype(np.float32))
        spectrum: Response = np.fft.rfft(impulses).astype(np.complex64)
        return spectrum


def curve_gain(
    curve: tuple[tuple[float, float], ...], hertz: npt.NDArray[np.float32], rate: int
) -> npt.NDArray[np.float32]:
    """Amplitude at each frequency; falls away below 25 Hz and above 0.42 of the rate."""
    knots = np.log2([row[0] for row in curve])
    floored = np.maximum(hertz, 1.0)
    level_db = np.interp(np.log2(floored), knots, [row[1] for row in curve])
    # Powers of arrays take ten times as long as squares and exponentials.
    low = 1.0 / (1.0 + np.square(np.square(_LOWEST_HZ / floored)))
    high = np.clip((_HIGHEST * rate - hertz) / (0.07 * rate), 0.0, 1.0)
    gains: npt.NDArray[np.float32] = np.exp(level_db.astype(np.float32) * NEPERS) * low * high
    return gains
