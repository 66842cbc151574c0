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
from soothe.beds.tones import Timbre, Tone
from soothe.units import gain

if TYPE_CHECKING:
    from soothe.beds.harmony import Held
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Planar, Texture


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
    """Hundredths of a semitone by which each partial's pitch wanders."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        return Choir(self, Harmony(self.chords, self.seconds, seed), rate)


@dataclass(frozen=True, slots=True, eq=False)
class Choir:
    """The endless sound of some pads."""

    pads: Pads
    harmony: Harmony
    rate: int
    tones: dict[float, Tone] = field(default_factory=dict)
    """Notes by semitones above the root, each made when first heard."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return sum(gain(voice.level_db) ** 2 * (1.0 - voice.rests) for voice in VOICES)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound = np.zeros((2, self.rate), np.float32)
        for semitones, power in self._powers(index).items():
            stream = self._tone(semitones).stream(subseed(self.harmony.seed, str(semitones)))
            sound += stream.second(index) * join_points(np.sqrt(power), self.rate)
        return sound

    def _powers(self, index: int) -> dict[float, Floats]:
        """Power of each tone at the points of a second.

        Voices in unison, and a note that follows itself, are one tone: two of them would beat.
        """
        powers: dict[float, Floats] = {}
        for part, voice in enumerate(VOICES):
            for held in self.harmony.held(part, index):
                power = np.square(_swell(point_times(index), held) * gain(voice.level_db))
                powers[held.tone] = powers.get(held.tone, 0.0) + power
        return powers

    def _tone(self, semitones: float) -> Tone:
        if semitones not in self.tones:
            pads, seed = self.pads, subseed(self.harmony.seed, str(semitones))
            timbre = Timbre(pads.fall_db, pads.bright_hz, pads.cents)
            hertz = pads.root_hertz * 2.0 ** (semitones / 12.0)
            self.tones[semitones] = Tone.make(hertz, timbre, seed, self.rate)
        return self.tones[semitones]


def _swell(times: Floats, held: Held) -> Floats:
    """Gain of a note between its two crossings, which are equal in power."""
    into, out = (
        np.clip((times - middle) / (2.0 * held.half) + 0.5, 0.0, 1.0)
        for middle in (held.start, held.end)
    )
    rise, fall = (np.pi / 2 * share**2 * (3.0 - 2.0 * share) for share in (into, out))
    swell: Floats = np.sin(rise) * np.cos(fall)
    return swell
