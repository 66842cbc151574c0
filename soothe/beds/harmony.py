"""Slow modal harmony: which note each voice holds, from when to when, for ever and never the same.

The harmony wanders through a list of chords in which neighbours are close. Each voice takes notes
of the chord that holds when its note begins, in its own register and at its own pace.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import draw, subseed
from soothe.beds.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    def within(self, tone: float) -> float:
        """A tone of a chord moved by octaves into this register."""
        return (tone - self.lowest) % 12.0 + self.lowest


VOICES = (
    Voice(lowest=-5, pace=1.37, level_db=0.0, rests=0.0),
    Voice(lowest=4, pace=1.0, level_db=-1.5, rests=0.0),
    Voice(lowest=11, pace=0.81, level_db=-5.0, rests=0.15),
    Voice(lowest=19, pace=1.13, level_db=-10.0, rests=0.35),
)
"""From the bass up."""
_CHORD_NOTES = 1.6
"""A chord lasts so many notes of pace 1."""
_DRIFT_CHORDS = 2.5
"""Chords after which the harmony has wandered to an unrelated one."""
_CROSSING = 0.45
"""Share of a note over which it gives way to the next."""
_LOOSE = 0.4
"""Share of a note by which its beginning may lie late."""


@dataclass(frozen=True, slots=True)
class Held:
    """A note as one voice holds it."""

    turn: int
    """Number of the note in its voice."""
    tone: float
    """Semitones above the root."""
    start: float
    """Middle of the crossing into it, in seconds."""
    end: float
    """Middle of the crossing out of it."""
    half: float
    """Seconds from the middle of a crossing to its end."""


@dataclass(frozen=True, slots=True)
class Harmony:
    """The endless harmony of one seed."""

    chords: tuple[tuple[float, ...], ...]
    """Rows of semitones above the root: the bass, then what the other voices choose from."""
    seconds: float
    """Length of a note of pace 1."""
    seed: int

    def held(self, part: int, index: int) -> Iterator[Held]:
        """The notes that voice `part` holds at some time of second `index`."""
        length = self.seconds * VOICES[part].pace
        half = _CROSSING * length / 2.0
        near = int(index / length)
        for turn in range(near - 2, near + 2):
            start, end = self._start(part, turn), self._start(part, turn + 1)
            tone = _tone(self, part, turn)
            if tone is not None and start - half < index + 1 and end + half > index:
                yield Held(turn, tone, start, end, half)

    def chord(self, time: float) -> tuple[float, ...]:
        """The chord at a time in seconds; it wanders through the list."""
        whole = np.array([math.floor(time / (self.seconds * _CHORD_NOTES))], float)
        place = float(Walk(subseed(self.seed, "chords"), _DRIFT_CHORDS).at(whole)[0])
        count = len(self.chords)
        return self.chords[min(count - 1, int((place + 1.0) / 2.0 * count))]

    def _start(self, part: int, turn: int) -> float:
        late = _LOOSE * draw(subseed(self.seed, "start", part), turn)
        return (turn + late) * self.seconds * VOICES[part].pace


@lru_cache(maxsize=256)
def _tone(harmony: Harmony, part: int, turn: int) -> float | None:
    """Semitones above the root of a voice's note; None: it rests."""
    voice = VOICES[part]
    if draw(subseed(harmony.seed, "rest", part), turn) < voice.rests:
        return None
    bass, *others = harmony.chord(turn * harmony.seconds * voice.pace)
    tones = others if part and others else [bass]
    return voice.within(tones[int(draw(subseed(harmony.seed, "note", part), turn) * len(tones))])
