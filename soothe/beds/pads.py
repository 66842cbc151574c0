"""Warm pads: a few voices in slow harmony, each crossing over for seconds from note to note.

Something is always moving and nothing ever begins. `harmony` says which notes are held; here they
become sound, each from a tile that is made when its note is first heard.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.harmony import VOICES, Harmony
from soothe.beds.keys import subseed
from soothe.beds.params import number, rows
from soothe.beds.texture import join_points, point_times
from soothe.beds.tile import Stream
from soothe.beds.tones import Timbre, tone_tile
from soothe.units import gain

if TYPE_CHECKING:
    from soothe.beds.harmony import Held
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Planar, Texture
    from soothe.beds.tile import Tile


@dataclass(frozen=True, slots=True)
class Pads:
    """Settings of a layer of pads."""

    root_hertz: float = number(110.0, 30, 500)
    chords: tuple[tuple[float, ...], ...] = rows((0.0, 0.0, 7.0, 4.0, 2.0), spans=((0.0, 11.5),))
    """Rows of semitones above the root: the bass, then what the other voices choose from."""
    seconds: float = number(15.0, 4, 120)
    """Length of a note of the second voice; the others' are near it."""
    fall_db: float = number(9.0, 0, 40)
    """By how much partials fall for each doubling of their number."""
    bright_hz: float = number(1500.0, 60, 12_000)
    """Where the top begins to fall faster."""
    cents: float = number(14.0, 1, 100)
    """Half width of each partial's band in hundredths of a semitone."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        return Choir(self, Harmony(self.chords, self.seconds, seed), rate)


@dataclass(frozen=True, slots=True, eq=False)
class Choir:
    """The endless sound of some pads."""

    pads: Pads
    harmony: Harmony
    rate: int
    tiles: dict[float, Tile] = field(default_factory=dict)
    """Notes by semitones above the root, each made when first heard."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return sum(gain(voice.level_db) ** 2 * (1.0 - voice.rests) for voice in VOICES)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound, times = np.zeros((2, self.rate), np.float32), point_times(index)
        for part, voice in enumerate(VOICES):
            for held in self.harmony.held(part, index):
                seed = subseed(self.harmony.seed, part, held.turn)
                level = join_points(_swell(times, held) * gain(voice.level_db), self.rate)
                sound += Stream(self._tile(held.tone), seed).second(index) * level
        return sound

    def _tile(self, tone: float) -> Tile:
        if tone not in self.tiles:
            pads, seed = self.pads, subseed(self.harmony.seed, str(tone))
            timbre = Timbre(pads.fall_db, pads.bright_hz, pads.cents)
            hertz = pads.root_hertz * 2.0 ** (tone / 12.0)
            self.tiles[tone] = tone_tile([hertz], timbre, seed, self.rate)
        return self.tiles[tone]


def _swell(times: Floats, held: Held) -> Floats:
    """Gain of a note between its two crossings, which are equal in power."""
    into, out = (
        np.clip((times - middle) / (2.0 * held.half) + 0.5, 0.0, 1.0)
        for middle in (held.start, held.end)
    )
    rise, fall = (np.pi / 2 * share**2 * (3.0 - 2.0 * share) for share in (into, out))
    swell: Floats = np.sin(rise) * np.cos(fall)
    return swell
