"""What the bed does because of the timeline: it makes room for words, changes, comes and goes.

Nothing here listens to sound. We know where each word will lie, so the bed starts to give way
before the first syllable, does not pump between sentences, and can be read from anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.curves import GRID, Curve, factors, rise
from soothe.model import BedChange, Say
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.mix.curves import Positions, Values
    from soothe.model import Placed, Timeline

DUCK_LEAD = 0.8
"""Seconds by which the bed starts to give way before the first syllable."""
DUCK_ATTACK = 0.7
DUCK_HOLD = 1.5
DUCK_RELEASE = 3.0
DUCK_BRIDGE = 6.0
"""Gaps in speech shorter than this, in seconds, do not bring the bed back."""

_FADE_DB = -40.0
_FADE_IN_DB = -30.0
"""Over four seconds 3 dB in 400 ms, which leaves half of what startles to the bed itself."""
_FADE_TAPER = 0.2
_LOWEST_DB = -96.0
_SHORTEST_CHANGE = 0.05


def said(timeline: Timeline) -> Iterator[tuple[Placed, Say]]:
    """Each placed sentence, in order of start."""
    for placed in timeline.placed:
        if isinstance(placed.cue, Say):
            yield placed, placed.cue


def speech(timeline: Timeline) -> list[tuple[int, int]]:
    """Stretches of speech as (first frame, frame after the last), gaps under 6 s bridged."""
    bridge = to_frames(DUCK_BRIDGE, timeline.rate)
    stretches: list[tuple[int, int]] = []
    for placed, _ in said(timeline):
        start, end = placed.start, placed.start + placed.frames
        if stretches and start - stretches[-1][1] < bridge:
            start, before = stretches.pop()
            end = max(end, before)
        stretches.append((start, end))
    return stretches


def ducking(timeline: Timeline, depth_db: float) -> Curve:
    """Decibels of the bed against its level under speech: 0 there, `depth_db` in pauses."""
    lead, attack, hold, release = (
        to_frames(seconds, timeline.rate)
        for seconds in (DUCK_LEAD, DUCK_ATTACK, DUCK_HOLD, DUCK_RELEASE)
    )
    points = [(-float(lead) - 1.0, depth_db)]
    for start, end in speech(timeline):
        points += [(start - lead, depth_db), (start - lead + attack, 0.0)]
        points += [(end + hold, 0.0), (end + hold + release, depth_db)]
    return Curve.through(points)


def level(timeline: Timeline) -> Curve:
    """Decibels of the bed against the session's own level, as its changes ask."""
    curve = Curve.through([(0.0, 0.0)])
    for start, change in bed_changes(timeline):
        now = np.array([float(start)])
        kept = curve.frames < start
        over = to_frames(max(change.over, _SHORTEST_CHANGE), timeline.rate)
        curve = Curve(
            np.concatenate([curve.frames[kept], now, now + over]),
            np.concatenate([curve.values[kept], curve.at(now), [max(change.gain_db, _LOWEST_DB)]]),
        )
    return curve


def bed_changes(timeline: Timeline) -> Iterator[tuple[int, BedChange]]:
    """Each change of the bed with its first frame."""
    for placed in timeline.placed:
        if isinstance(placed.cue, BedChange):
            yield placed.start, placed.cue


def fade_in(timeline: Timeline, positions: Positions) -> Values:
    """Factor of the bed while the session opens: linear in decibels, up from true zero."""
    if positions[0] >= timeline.fade_in:
        return np.ones(len(positions))
    return _faded(1.0 - positions / max(timeline.fade_in, 1), _FADE_IN_DB)


def fade_out(timeline: Timeline, positions: Positions) -> Values:
    """Factor of everything while the session closes: linear in decibels, then on to true zero.

    Zero is reached on the last grid point before the silence, so that no line drawn between
    points leaks into it.
    """
    end = (timeline.frames - timeline.silence) // GRID * GRID
    if positions[-1] <= end - timeline.fade_out:
        return np.ones(len(positions))
    return _faded(1.0 - (end - positions) / max(timeline.fade_out, 1), _FADE_DB)


def _faded(share: Values, depth_db: float) -> Values:
    """Factor of a fade of which so much is gone: 1 at 0, nothing at 1."""
    share = np.clip(share, 0.0, 1.0)
    return factors(depth_db * share) * rise((1.0 - share) / _FADE_TAPER)
