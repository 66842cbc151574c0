"""Endless sound from one tile: a loop of noise or of a tone, read in stretches from chance places.

A tile is made from its spectrum, so it loops without a seam and its loudness is exact. A `Stream`
reads it for a few seconds from a place drawn by position, then crosses over to another at constant
power. Noise has no landmarks: nothing in it tells the ear, or autocorrelation, of a loop. A tone
has its phase: its places are chosen so that the wave goes on through the crossing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import draw
from soothe.beds.walk import Walk
from soothe.loudness import k_gain

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.beds.texture import Planar
    from soothe.loudness import Response

STRETCH = 4
"""Seconds from one place to the next; less than the shortest tile."""
_DRIFT = 0.5
"""Periods by which the phase of a tone may be early or late."""
_DRIFT_STRETCHES = 9.0
"""Stretches after which it has wandered from early to late."""


_SMOOTH = 16
"""Lines of a tile's spectrum, 3 Hz together at most, between which the K filter goes straight."""


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A seamless stereo loop of noise whose K-weighted mean square is 1."""

    samples: Planar
    rate: int


def tile_frames(rate: int, seconds: float) -> int:
    """The power of two nearest to a length: what an FFT does fastest."""
    return 1 << round(float(np.log2(rate * seconds)))


def tile_hertz(rate: int, frames: int) -> npt.NDArray[np.float32]:
    """Frequencies of the spectrum of a tile, `(frames // 2 + 1,)`."""
    return np.fft.rfftfreq(frames, 1 / rate).astype(np.float32)


def random_phases(seed: int, count: int) -> Response:
    """So many spectral lines of level 1, each at a chance phase: smooth noise."""
    angles = np.random.default_rng(seed).random(count, np.float32) * np.float32(2.0 * np.pi)
    lines = np.empty(count, np.complex64)
    np.cos(angles, out=lines.real)
    np.sin(angles, out=lines.imag)
    return lines


def make_tile(mid: Response, side: Response, rate: int) -> Tile:
    """A tile from the spectra of its middle and its sides, each `(frames // 2 + 1,)`."""
    frames = 2 * (len(mid) - 1)
    scale = np.float32(1.0 / np.sqrt(k_power(mid, side, rate)))
    channels = [np.fft.irfft(part * scale, frames) for part in (mid + side, mid - side)]
    samples = np.stack(channels).astype(np.float32)
    return Tile(samples, rate)


def k_power(mid: Response, side: Response, rate: int) -> float:
    """K-weighted mean square of left and right together, by Parseval's theorem."""
    frames = 2 * (len(mid) - 1)
    energy = sum(np.square(part.real) + np.square(part.imag) for part in (mid, side))
    return float(4.0 * (energy * _k_weights(rate, frames)).sum(dtype=np.float64) / frames**2)


@lru_cache(maxsize=2)
def _k_weights(rate: int, frames: int) -> npt.NDArray[np.float64]:
    """Square of the K filter's gain at each line: the same for every tile of a length."""
    hertz = tile_hertz(rate, frames)
    # The curve is smooth: worked out at every line it would take longer than the tile itself.
    some = hertz[::_SMOOTH]
    weights: npt.NDArray[np.float64] = np.interp(hertz, some, np.abs(k_gain(some, rate)) ** 2)
    return weights


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """The endless reading of a tile."""

    tile: Tile
    seed: int
    period: float = 1.0
    """Frames after which the tile's tone repeats; 1: noise, any place goes with any other."""
    likeness: float = 0.0
    """Correlation of two places that are whole periods apart."""
    power: float = 1.0

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`; the last of each stretch crosses over to the next."""
        stretch, place = divmod(index, STRETCH)
        sound = self._cut(stretch, place)
        if place < STRETCH - 1:
            return sound
        out, into = crossing(self.tile.rate, self.likeness)
        return sound * out + self._cut(stretch + 1, -1) * into

    def _cut(self, stretch: int, place: int) -> Planar:
        frames, rate = self.tile.samples.shape[1], self.tile.rate
        first = (_place(self.seed, stretch, rate, frames, self.period) + place * rate) % frames
        cut = self.tile.samples[:, first : first + rate]
        if cut.shape[1] == rate:
            return cut
        return np.concatenate([cut, self.tile.samples[:, : rate - cut.shape[1]]], axis=1)


@lru_cache(maxsize=256)
def _place(seed: int, stretch: int, rate: int, frames: int, period: float) -> int:
    """Frame of the tile at which a stretch begins: by chance, and in phase with the bed's clock.

    The clock of a tone runs a little early or late and wanders, so that tones which share partials
    neither beat evenly nor cancel for long.
    """
    periods = draw(seed, stretch) * frames // period
    drift = _DRIFT * float(Walk(seed, _DRIFT_STRETCHES).at(np.array([float(stretch)]))[0])
    return round((periods + (stretch * STRETCH * rate / period + drift) % 1.0) * period)


@lru_cache(maxsize=16)
def crossing(frames: int, likeness: float) -> tuple[Planar, Planar]:
    """Gains out and in of a crossfade of so many frames, as `passing` has them."""
    share = np.linspace(0.0, 1.0, frames, endpoint=False, dtype=np.float32)
    return passing(1.0 - share, likeness), passing(share, likeness)


def passing(share: Planar, likeness: float) -> Planar:
    """Gain of a sound that has come in by so much while another leaves, at constant power.

    Equal in power for sounds that have nothing in common, equal in gain for one and the same.

    Args:
        share: 0 to 1.
        likeness: correlation of the two sounds, 0 to 1.
    """
    angle = np.float32(np.pi / 2) * share
    into = np.sin(angle)
    gain: Planar = into / np.sqrt(1.0 + np.float32(2.0 * likeness) * into * np.cos(angle))
    return gain
