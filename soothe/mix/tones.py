"""The colour of the voice: what its chain does, one frozen tone for each `--voice-tone`."""

from __future__ import annotations

import math
from dataclasses import dataclass

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


def find_tone(name: str) -> Tone:
    """The tone of that name.

    Raises:
        UsageError: there is none.
    """
    if name in TONES:
        return TONES[name]
    raise UsageError(f"There is no voice tone {name!r}.{suggestion(name, TONES)}")
