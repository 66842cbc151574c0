"""Checks of continuity: no click, no hole, no loop, an end that fades, and a sound safe in mono."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from soothe.inspect.checked import Check
from soothe.inspect.windows import windows
from soothe.loudness import HOPS_PER_SECOND
from soothe.units import decibels, gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from soothe.inspect.listening import Heard, Hops
    from soothe.outputs.cue_sheet import CueSheet

_UNHEARD = gain(-60.0)
_LONGEST_DEAD_AIR = 0.5
_MOST_STEP = 1.5
"""Among hundreds of joins, one at the 99.9th percentile of its neighbourhood is mere chance."""
_MOST_LOSS_DB = 1.0
_MOST_ECHO = 0.5
_LEAST_LAG = 5 * HOPS_PER_SECOND
_LEAST_SHARED = 120 * HOPS_PER_SECOND
"""Hops that must be there at both ends of a lag to tell a loop from chance."""
_SLOW = 2 * HOPS_PER_SECOND
"""Swells slower than this are taken off: waves may come at a like pace, content may not return."""
_ENDING_PARTS = 4


def continuity_checks(heard: Heard, sheet: CueSheet | None) -> Iterator[Check]:
    """What can be told of a file, with its sheet or without."""
    if heard.joins:
        worst = max(heard.joins.values())
        yield Check("joins", "largest step at a join", worst, "of those near", most=_MOST_STEP)
    first, last = _between_fades(heard, sheet)
    dead = _longest(heard.levels[first:last] < _UNHEARD) / HOPS_PER_SECOND
    has_bed = sheet is None or sheet.has_bed
    if has_bed:
        most = None if sheet is not None and sheet.has_own_music else _LONGEST_DEAD_AIR
        yield Check("dead-air", "longest stretch of nothing", dead, "s", most=most)
    yield _mono(heard, sheet)
    if sheet is not None:
        yield from _ending(heard, sheet)
        if has_bed:
            yield from _loop(heard, sheet)


def _between_fades(heard: Heard, sheet: CueSheet | None) -> tuple[int, int]:
    if sheet is None:
        sound = np.flatnonzero(heard.levels >= _UNHEARD)
        return (int(sound[0]), int(sound[-1])) if sound.size else (0, len(heard.levels))
    timeline = sheet.timeline
    end = timeline.frames - timeline.fade_out - timeline.silence
    return heard.hop(timeline.fade_in) + 1, heard.hop(end)


def _longest(quiet: npt.NDArray[np.bool_]) -> int:
    return max((sum(1 for _ in run) for silent, run in groupby(quiet) if silent), default=0)


def _mono(heard: Heard, sheet: CueSheet | None) -> Check:
    """How much softer the voice (or, where none is known, everything) is in one channel."""
    voiced = windows(heard, sheet).voiced if sheet else np.zeros(0, bool)
    chosen = voiced if voiced.any() else slice(None)
    both, folded = float(heard.energies[chosen].sum()), float(heard.mono[chosen].sum())
    loss = 10.0 * float(np.log10(both / folded)) if both and folded else 0.0
    judged = _MOST_LOSS_DB if voiced.any() else None
    return Check("mono", "loss when folded to one channel", loss, "dB", most=judged)


def _ending(heard: Heard, sheet: CueSheet) -> Iterator[Check]:
    timeline = sheet.timeline
    last = float(heard.levels[heard.hop(timeline.frames - timeline.silence) + 1 :].max(initial=0.0))
    yield Check(
        "silence",
        "level of the silence at the end",
        max(decibels(last), -120.0),
        "dBFS",
        most=-60.0,
    )
    first = heard.hop(timeline.frames - timeline.silence - timeline.fade_out)
    fading = heard.levels[first : heard.hop(timeline.frames - timeline.silence)]
    if sheet.has_bed and len(fading) >= _ENDING_PARTS:
        parts = np.array_split(fading, _ENDING_PARTS)
        medians = [decibels(max(float(np.median(part)), 1e-6)) for part in parts]
        rise = float(np.diff(medians).max())
        yield Check("ending", "largest rise during the fade", max(rise, 0.0), "dB", most=0.0)


def _loop(heard: Heard, sheet: CueSheet) -> Iterator[Check]:
    echo = _echo(*_bed_alone(heard, sheet))
    if echo is not None:
        most = None if sheet.has_own_music else _MOST_ECHO
        yield Check("loop", "likeness to itself later on", echo, most=most)


def _bed_alone(heard: Heard, sheet: CueSheet) -> tuple[Hops, npt.NDArray[np.bool_]]:
    """Loudness of the bed without its slow moves, and the hops in which it is heard alone."""
    parts = windows(heard, sheet)
    first, last = _between_fades(heard, sheet)
    alone = ~parts.voiced & ~parts.ringing & (heard.energies > 0)
    alone[:first] = alone[last:] = False
    levels = np.where(alone, 10.0 * np.log10(np.maximum(heard.energies, 1e-12)), 0.0)
    window = np.ones(_SLOW)
    count = np.convolve(alone, window, "same")
    slow = np.convolve(levels, window, "same") / np.maximum(count, 1.0)
    return np.where(alone, levels - slow, 0.0), alone


def _echo(levels: Hops, alone: npt.NDArray[np.bool_]) -> float | None:
    """Highest correlation of the bed's loudness with itself at any lag from five seconds."""
    size = 1 << (2 * len(levels)).bit_length()
    spectra = [np.fft.rfft(each, size) for each in (levels, levels**2, alone.astype(float))]
    moves, powers, there = spectra
    product, before, after, shared = (
        np.fft.irfft(one.conj() * other, size)[: len(levels)]
        for one, other in ((moves, moves), (powers, there), (there, powers), (there, there))
    )
    usable = shared >= _LEAST_SHARED
    usable[:_LEAST_LAG] = False
    if not usable.any():
        return None
    norm = np.sqrt(np.maximum(before * after, 1e-12))
    return float((product / norm)[usable].max())
