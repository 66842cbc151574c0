"""Warm sustained tones in the manner of PADsynth: each partial is a narrow band of noise.

A tone made so has no attack, no beat and no two moments alike, yet a clear pitch. Its tile loops
without a seam, and a `Stream` reads it for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import subseed
from soothe.beds.params import number, numbers
from soothe.beds.tile import Stream, Tile, make_tile, random_phases, tile_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.beds.texture import Planar, Texture

_TILE_SECONDS = 5.5
_PARTIALS = 14
_REACH = 3.5
"""Half width of a band's table, in band widths."""
_SIDES = 0.6
"""Level of what differs between the sides; bass partials have none."""
_MONO_BELOW_HZ = 160.0


@dataclass(frozen=True, slots=True)
class Timbre:
    """The colour of a tone."""

    fall_db: float = 9.0
    """By how much partials fall for each doubling of their number."""
    bright_hz: float = 1800.0
    """Where the top begins to fall faster."""
    cents: float = 14.0
    """Half width of each partial's band in hundredths of a semitone."""


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
    """Half width of each partial's band in hundredths of a semitone."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        timbre = Timbre(self.fall_db, self.bright_hz, self.cents)
        return Stream(tone_tile(self.hertz, timbre, subseed(seed, "tile"), rate), seed)


def tone_tile(hertz: Sequence[float], timbre: Timbre, seed: int, rate: int) -> Tile:
    """A tile in which these pitches sound together."""
    frames = tile_frames(rate, _TILE_SECONDS)
    bands = np.zeros(frames // 2 + 1, np.float32)
    for pitch in hertz:
        _add_partials(bands, pitch, timbre, rate / frames, 0.4 * rate)
    used = np.flatnonzero(bands)
    middle, sides = (random_phases(subseed(seed, part), len(used)) for part in ("m", "s"))
    at = used * (rate / frames)
    spread = _SIDES * at**2 / (at**2 + _MONO_BELOW_HZ**2)
    spectra = np.zeros((2, len(bands)), np.complex64)
    spectra[0, used] = middle * bands[used]
    spectra[1, used] = sides * bands[used] * spread
    return make_tile(spectra[0], spectra[1], rate)


def _add_partials(bands: Planar, pitch: float, timbre: Timbre, bin_hz: float, top: float) -> None:
    """Adds a band for each partial; narrow bands hold the same power as wide ones."""
    for count in range(1, _PARTIALS + 1):
        centre = pitch * count
        half = centre * (2.0 ** (timbre.cents / 1200.0) - 1.0) + 0.15
        if centre + _REACH * half > top:
            return
        first, last = (int((centre + side * _REACH * half) / bin_hz) for side in (-1, 1))
        away = (np.arange(max(first, 1), last + 1) * bin_hz - centre) / half
        level = _level(count, centre, timbre) / np.sqrt(half)
        bands[max(first, 1) : last + 1] += (level * np.exp(-(away**2))).astype(np.float32)


def _level(count: int, centre: float, timbre: Timbre) -> float:
    fall: float = count ** (-timbre.fall_db / 6.02)
    return fall / (1.0 + (centre / timbre.bright_hz) ** 2)
