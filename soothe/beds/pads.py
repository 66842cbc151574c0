"""Warm pads: slow harmony that never repeats.

A harmony drifts through a list of chords that are written so that neighbours are close. Some voices
hold notes of it, each in its own register and at its own slow pace, and each crosses over for
seconds from one note to the next; so something is always moving and nothing ever begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import draw, subseed
from soothe.beds.params import number, rows
from soothe.beds.texture import join_points, point_times
from soothe.beds.tile import Stream, Tile
from soothe.beds.tones import Timbre, tone_tile
from soothe.beds.walk import Walk
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.beds.keys import Floats
    from soothe.beds.texture import Planar, Texture


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the voices of the harmony."""

    lowest: int
    """Lowest note in semitones above the root; it sings within an octave from there."""
    pace: float
    """Length of its notes against the others'; no two have a simple ratio."""
    level_db: float
    rests: float
    """Share of its notes in which it is silent."""


_VOICES = (
    Voice(lowest=-5, pace=1.37, level_db=0.0, rests=0.0),
    Voice(lowest=4, pace=1.0, level_db=-1.5, rests=0.0),
    Voice(lowest=11, pace=0.81, level_db=-4.0, rests=0.15),
    Voice(lowest=19, pace=1.13, level_db=-9.0, rests=0.35),
)
_CHORD_NOTES = 1.6
"""A chord lasts so many notes of pace 1."""
_DRIFT_CHORDS = 2.5
"""Chords after which the harmony has wandered to an unrelated one."""
_CROSSING = 0.45
"""Share of a note over which it gives way to the next."""


@dataclass(frozen=True, slots=True)
class Pads:
    """Settings of a layer of pads."""

    root_hertz: float = number(110.0, 30, 500)
    chords: tuple[tuple[float, ...], ...] = rows(((0.0, 0.0, 7.0, 4.0, 2.0),), 0, 11.5)
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
        return Choir(self, seed, rate)


@dataclass(frozen=True, slots=True, eq=False)
class Choir:
    """The endless sound of some pads."""

    pads: Pads
    seed: int
    rate: int
    tiles: dict[float, Tile] = field(default_factory=dict)
    """Notes by semitones above the root, each made when first heard."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return sum(gain(voice.level_db) ** 2 * (1.0 - voice.rests) for voice in _VOICES)

    @property
    def peak(self) -> float:
        """Bound of the true peak, linear: in every voice two of the highest notes crossing."""
        highest = max(self._tile(note).peak for voice in _VOICES for note in self._notes(voice))
        return 2.0 * highest * sum(gain(voice.level_db) for voice in _VOICES)

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound = np.zeros((2, self.rate), np.float32)
        for part, voice in enumerate(_VOICES):
            for turn, gains in self._sung(part, index):
                note = self._note(part, turn)
                if note is None:
                    continue
                stream = Stream(self._tile(note), subseed(self.seed, part, turn))
                level = join_points(gains * gain(voice.level_db), self.rate)
                sound += stream.second(index) * level
        return sound

    def _length(self, part: int) -> float:
        return self.pads.seconds * _VOICES[part].pace

    def _start(self, part: int, turn: int) -> float:
        """Middle of the crossing into a voice's note, in seconds."""
        return (turn + 0.4 * draw(subseed(self.seed, "start", part), turn)) * self._length(part)

    def _sung(self, part: int, index: int) -> Iterator[tuple[int, Floats]]:
        """(turn, gains at the second's points) of the notes that a voice sings in a second."""
        half = _CROSSING * self._length(part) / 2.0
        near = int(index / self._length(part))
        for turn in range(near - 2, near + 3):
            start, end = self._start(part, turn), self._start(part, turn + 1)
            if start - half < index + 1 and end + half > index:
                yield turn, _swell(point_times(index), start, end, half)

    def _note(self, part: int, turn: int) -> float | None:
        """Semitones above the root of a voice's note; None: it rests."""
        voice = _VOICES[part]
        if draw(subseed(self.seed, "rest", part), turn) < voice.rests:
            return None
        chord = self._chord(self._start(part, turn))
        tones = chord[1:] if part and len(chord) > 1 else chord[:1]
        chosen = tones[int(draw(subseed(self.seed, "note", part), turn) * len(tones))]
        return _within(chosen, voice)

    def _chord(self, time: float) -> tuple[float, ...]:
        """The chord at a time; it wanders through the list, so neighbours follow each other."""
        length = self.pads.seconds * _CHORD_NOTES
        whole = np.floor(np.array([time / length]))
        place = float(Walk(subseed(self.seed, "chords"), _DRIFT_CHORDS).at(whole)[0])
        count = len(self.pads.chords)
        return self.pads.chords[min(count - 1, int((place + 1.0) / 2.0 * count))]

    def _notes(self, voice: Voice) -> set[float]:
        """Every note that a voice may ever sing."""
        return {_within(tone, voice) for chord in self.pads.chords for tone in chord}

    def _tile(self, note: float) -> Tile:
        if note not in self.tiles:
            pads = self.pads
            timbre = Timbre(pads.fall_db, pads.bright_hz, pads.cents)
            hertz = pads.root_hertz * 2.0 ** (note / 12.0)
            self.tiles[note] = tone_tile([hertz], timbre, subseed(self.seed, str(note)), self.rate)
        return self.tiles[note]


def _swell(times: Floats, start: float, end: float, half: float) -> Floats:
    """Gain of a note between two crossings, each `half` to either side; equal in power."""
    into, out = (
        np.clip((times - middle) / (2.0 * half) + 0.5, 0.0, 1.0) for middle in (start, end)
    )
    angle = [np.pi / 2 * share**2 * (3.0 - 2.0 * share) for share in (into, out)]
    swell: Floats = np.sin(angle[0]) * np.cos(angle[1])
    return swell


def _within(tone: float, voice: Voice) -> float:
    """A tone of a chord moved by octaves into a voice's register."""
    return (tone - voice.lowest) % 12.0 + voice.lowest
