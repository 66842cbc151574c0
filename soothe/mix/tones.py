"""The colour of the voice: what its chain does, one frozen tone for each `--voice-tone`.

Engines differ in what they have too much of. Each starts from a correction of its own, half of the
way to the average spectrum of speech (Byrne 1994), and the tone builds on it; `plain` does nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from soothe.errors import UsageError
from soothe.suggest import suggestion


@dataclass(frozen=True, slots=True)
class Tone:
    """Settings of the voice chain."""

    name: str
    bands: tuple[tuple[float, float, float], ...] = ()
    """Bells of the equaliser: (hertz, gain in decibels, Q)."""
    deess_db: float = 5.0
    """Most that sibilants between 5 and 8 kHz are lowered; 0: not at all."""
    ratio: float = 2.0
    """Of the compressor; 1: none."""
    room_db: float = -20.0
    """Energy of the room against the voice; minus infinity: none."""


_TONES = (
    Tone("warm", bands=((150.0, 1.5, 0.9), (300.0, -2.0, 1.0))),
    Tone("clear", bands=((300.0, -3.0, 1.0), (3000.0, 2.0, 0.8)), room_db=-26.0),
    Tone("plain", deess_db=0.0, ratio=1.0, room_db=-math.inf),
)
TONES = {tone.name: tone for tone in _TONES}
"""Every tone by name, the default first."""


_CORRECTIONS = {
    # Over four voices: 5 dB too much near 1 kHz, 7 above 3 kHz, 9 too little below 250 Hz.
    "espeak": ((210.0, 3.0, 0.8), (1100.0, -2.5, 1.0), (3700.0, -3.5, 1.1)),
}
"""Bells of the equaliser by engine."""


def find_tone(name: str, engine: str = "") -> Tone:
    """The tone of that name, for the voices of an engine.

    Raises:
        UsageError: there is none.
    """
    if name not in TONES:
        raise UsageError(f"There is no voice tone {name!r}.{suggestion(name, TONES)}")
    tone = TONES[name]
    return replace(tone, bands=_CORRECTIONS.get(engine, ()) + tone.bands) if tone.bands else tone
