"""Where in a track the voice is heard, and where its bed is heard alone and as soft as below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.loudness import HOPS_PER_SECOND, lufs
from soothe.mix.automation import ducking, said
from soothe.mix.lanes import STEPS_PER_HOP, line_lufs
from soothe.mix.voice import reference
from soothe.model import Bell

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.inspect.listening import Heard
    from soothe.loudness import Energies
    from soothe.outputs.cue_sheet import CueSheet

    Mask = npt.NDArray[np.bool_]

_ROOM = 5
"""Hops after a word in which its room still sounds."""
_RING = 100
"""Hops in which a bell rings."""
_DUCKED_DB = 0.05
_NEAR = 200
"""Hops of ducked bed that are compared with a line, the nearest ones: two waves of an ocean."""


@dataclass(frozen=True, slots=True)
class LineLevel:
    """What was heard of one sentence."""

    start: int
    """Frames from the start of the track."""
    text: str
    voice_lufs: float
    """With what the bed adds taken off."""
    bed_lufs: float
    meant_lufs: float
    """What the profile asks for."""


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Hops by what is heard in them."""

    voiced: Mask
    """A word, or its room."""
    ringing: Mask
    """A bell."""
    struck: Mask
    """The first second of a bell."""
    ducked: Mask
    """The bed alone, as far down as under words."""


def windows(heard: Heard, sheet: CueSheet) -> Windows:
    """Hops of a track by what its sheet says."""
    hops = len(heard.energies)
    voiced, ringing, struck = (np.zeros(hops, bool) for _ in range(3))
    for placed in sheet.timeline.placed:
        first, last = heard.hop(placed.start), heard.hop(placed.start + placed.frames)
        if isinstance(placed.cue, Bell):
            ringing[first : last + _RING] = True
            for strike in range(placed.cue.times):
                at = heard.hop(placed.start + strike * placed.cue.spacing * heard.rate)
                struck[at : at + HOPS_PER_SECOND] = True
    if sheet.profile.speech:
        for placed, _ in said(sheet.timeline):
            voiced[
                heard.hop(placed.start) : heard.hop(placed.start + placed.frames) + 1 + _ROOM
            ] = True
    return Windows(voiced, ringing, struck, ~voiced & ~ringing & _down(hops, heard, sheet))


def line_levels(heard: Heard, sheet: CueSheet, heard_windows: Windows) -> list[LineLevel]:
    """Each sentence of a track, in order."""
    levels = reference(sheet.timeline, sheet.profile)
    alone = np.flatnonzero(heard_windows.ducked)
    found = []
    for placed, say in said(sheet.timeline):
        first, end = heard.hop(placed.start), heard.hop(placed.start + placed.frames) + 1
        bed = _bed_near(heard.energies, alone, (first + end) // 2)
        energies = np.maximum(heard.energies[first:end] - bed, 0.0)
        loudness = line_lufs(np.repeat(energies, STEPS_PER_HOP))
        meant = levels.value(placed.start)
        found.append(LineLevel(placed.start, say.text, loudness, lufs(bed), meant))
    return found


def _down(hops: int, heard: Heard, sheet: CueSheet) -> Mask:
    """Hops in which the automation holds the bed at its level under words."""
    if not (sheet.profile.speech and any(said(sheet.timeline))):
        return np.zeros(hops, bool)
    edges = np.arange(hops + 1, dtype=np.float64) * (heard.rate // HOPS_PER_SECOND)
    depth = max(sheet.profile.duck_db, 1.0)
    down = ducking(sheet.timeline, depth).at(edges) < _DUCKED_DB
    return np.asarray(down[:-1] & down[1:])


def _bed_near(energies: Energies, alone: npt.NDArray[np.intp], middle: int) -> float:
    """Energy of the bed by the ducked hops nearest to a line; 0 where there are none."""
    if not alone.size:
        return 0.0
    nearest = np.argsort(np.abs(alone - middle), kind="stable")[:_NEAR]
    return float(np.median(energies[alone[nearest]]))
