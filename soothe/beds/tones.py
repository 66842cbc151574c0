"""Warm sustained tones: partials of constant level whose phases wander, each in its own way.

A partial that wanders is a narrow band, as in an ensemble, but it never fades: narrow bands of
noise, the usual way to such tones, sink and swell by ten decibels within half a second, and a swell
out of nothing startles. A tone has no attack and no two moments alike, yet a clear pitch. Its tile
loops without a seam, and a `Stream` reads it for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import subseed
from soothe.beds.params import number, numbers
from soothe.beds.texture import Blend
from soothe.beds.tile import Stream, make_tile

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.beds.keys import Floats
    from soothe.beds.texture import Texture
    from soothe.beds.tile import Tile

_TILE_SECONDS = 5.5
_PARTIALS = 14
_WANDER = 0.55
"""Radians by which the phase of a partial wanders, root mean square, in the middle and at sides."""
_SLOWEST_HZ, _QUICKEST_HZ = 0.35, 1.6
"""Bounds of how often in a second it does."""
_LINES = 128
"""Spectral lines that a partial takes up; what lies beyond them is below -80 dB."""
_MONO_BELOW_HZ = 90.0


@dataclass(frozen=True, slots=True)
class Timbre:
    """The colour of a tone."""

    fall_db: float = 9.0
    """By how much partials fall for each doubling of their number."""
    bright_hz: float = 1800.0
    """Where the top begins to fall faster."""
    cents: float = 14.0
    """Hundredths of a semitone by which each partial's pitch wanders."""


@dataclass(frozen=True, slots=True)
class Drone:
    """Settings of a layer of tones that stay."""

    hertz: tuple[float, ...] = numbers(55.0, 82.5, 110.0, least=20, most=2000)
    """Pitches that sound together, equally loud."""
    fall_db: float = number(9.0, 0, 40)
    """By how much partials fall for each doubling of their number."""
    bright_hz: float = number(900.0, 60, 12_000)
    """Where the top begins to fall faster."""
    cents: float = number(10.0, 1, 100)
    """Hundredths of a semitone by which each partial's pitch wanders."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        timbre = Timbre(self.fall_db, self.bright_hz, self.cents)
        tones = (Tone.make(pitch, timbre, subseed(seed, str(pitch)), rate) for pitch in self.hertz)
        return Blend(tuple((1.0, tone.stream(subseed(seed, n))) for n, tone in enumerate(tones)))


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """One pitch as a tile."""

    tile: Tile
    period: float
    """Frames of one period."""

    @classmethod
    def make(cls, hertz: float, timbre: Timbre, seed: int, rate: int) -> Tone:
        """A tone whose tile holds a whole number of its periods."""
        period = rate / hertz
        cycles = round(_TILE_SECONDS * hertz)
        # An even length costs the pitch less than a hundredth of a cent.
        frames = 2 * round(cycles * period / 2.0)
        return cls(_tile(cycles, frames, timbre, seed, rate), frames / cycles)

    def stream(self, seed: int) -> Stream:
        """The tone for ever, in its own phase."""
        return Stream(self.tile, seed, self.period, float(np.exp(-2.0 * _WANDER**2)))


def _tile(cycles: int, frames: int, timbre: Timbre, seed: int, rate: int) -> Tile:
    """A tile in which the first partial swings so many times."""
    sides = np.zeros((2, frames // 2 + 1), np.complex64)
    chance = np.random.default_rng(seed)
    for count in range(1, _PARTIALS + 1):
        hertz = count * cycles * rate / frames
        if hertz > 0.4 * rate:
            break
        level = _level(count, hertz, timbre)
        first = count * cycles - _LINES // 2
        for side, lines in zip(sides, _partial(hertz, timbre, chance, rate / frames), strict=True):
            used = slice(max(first, 1), first + _LINES)
            side[used] += (level * lines)[used.start - first :]
    left, right = sides
    return make_tile((left + right) / 2.0, (left - right) / 2.0, rate)


def _partial(
    hertz: float, timbre: Timbre, chance: np.random.Generator, line_hertz: float
) -> npt.NDArray[np.complex64]:
    """Spectral lines around a partial of level 1 on either side, `(2, _LINES)`."""
    swing = hertz * (2.0 ** (timbre.cents / 1200.0) - 1.0)
    speed = float(np.clip(swing / _WANDER, _SLOWEST_HZ, _QUICKEST_HZ)) / line_hertz
    middle, apart = (_WANDER * _wander(speed, chance) for _ in range(2))
    apart = apart * hertz**2 / (hertz**2 + _MONO_BELOW_HZ**2)
    start = chance.uniform(0.0, 2.0 * np.pi)
    waves = np.exp(1j * (start + np.stack([middle + apart, middle - apart])))
    return np.fft.fftshift(np.fft.fft(waves) / _LINES, axes=1).astype(np.complex64)


def _wander(speed: float, chance: np.random.Generator) -> Floats:
    """A loop of root mean square 1 that swings about so many times, `(_LINES,)`."""
    swings = np.arange(_LINES // 4)
    lines = np.exp(-((swings / speed) ** 2)) * np.exp(2j * np.pi * chance.random(len(swings)))
    lines[0] = 0.0
    wander: Floats = np.fft.irfft(lines, _LINES)
    wander /= np.sqrt(np.mean(wander**2))
    return wander


def _level(count: int, centre: float, timbre: Timbre) -> float:
    fall: float = count ** (-timbre.fall_db / 6.02)
    return fall / (1.0 + (centre / timbre.bright_hz) ** 2)
