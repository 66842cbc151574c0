"""Checks of loudness: the voice, the bed below it, peaks, range, and what could startle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from soothe.inspect.checked import Check
from soothe.inspect.windows import line_levels, windows
from soothe.loudness import OFFSET_LU, integrated, momentary
from soothe.units import decibels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.inspect.listening import Heard, Hops
    from soothe.inspect.windows import LineLevel, Windows
    from soothe.loudness import Energies
    from soothe.outputs.cue_sheet import CueSheet

_HIGHEST_DBTP = -1.0
_SHORT_TERM_HOPS = 30
_RANGE_GATES = (-70.0, -20.0)
_UNHEARD_LU = -8.0
"""A sentence this far below its level was not spoken as it should be."""
_UNEVEN_LU = 1.5
_SUDDEN_LU = 5.0
_RISE_LU, _LATE_RISE_LU = 6.0, 3.0
_STARTLES_LU = -25.0
"""What stays further than this below voice or bed startles nobody, however fast it rises."""
_RISE_HOPS = 4


def level_checks(heard: Heard) -> Iterator[Check]:
    """What can be told of any file."""
    peak = decibels(heard.peak)
    yield Check("peak", "highest true peak", peak, "dBTP", most=_HIGHEST_DBTP)
    yield Check("integrated", "loudness of the whole", integrated(heard.energies), "LUFS")
    # The standard wants it told; a session with long rests cannot be narrower, and should not.
    yield Check("range", "loudness range", loudness_range(heard.energies), "LU")


def voice_checks(heard: Heard, sheet: CueSheet) -> Iterator[Check]:
    """What can be told of a track that has a sheet."""
    parts = windows(heard, sheet)
    lines = line_levels(heard, sheet, parts) if sheet.profile.speech else []
    target = sheet.profile.integrated_lufs
    level = integrated(heard.energies)
    if target is not None:
        limits = {"least": target - 1.0, "most": target + 1.0}
        yield Check("podcast", "loudness of the whole", level, "LUFS", **limits)
    if lines:
        yield from _spoken(lines, judged=target is None)
        yield from _separation(lines, sheet)
        level = float(np.median([line.voice_lufs for line in lines]))
        loudest = float(momentary(heard.energies).max(initial=-math.inf))
        yield Check(
            "sudden", "loudest moment above the voice", loudest - level, "LU", most=_SUDDEN_LU
        )
    if sheet.has_bed and math.isfinite(level):
        yield from _rises(heard, sheet, parts, level)


def loudness_range(energies: Energies) -> float:
    """Loudness range in LU as EBU Tech 3342 defines it; 0 for sound shorter than 3 s."""
    if len(energies) < _SHORT_TERM_HOPS:
        return 0.0
    means = np.convolve(energies, np.full(_SHORT_TERM_HOPS, 1.0 / _SHORT_TERM_HOPS), "valid")
    levels = OFFSET_LU + 10.0 * np.log10(np.maximum(means, 1e-15))
    heard = levels[levels >= _RANGE_GATES[0]]
    if not heard.size:
        return 0.0
    gate = 10.0 * math.log10(float(np.mean(10.0 ** (heard / 10.0)))) + _RANGE_GATES[1]
    low, high = np.percentile(heard[heard >= gate], (10.0, 95.0))
    return float(high - low)


def _spoken(lines: list[LineLevel], *, judged: bool) -> Iterator[Check]:
    """Podcasts set the voice by the whole, so its lines are compared with their own middle."""
    off = np.array([line.voice_lufs - line.meant_lufs for line in lines])
    off = np.maximum(off, -99.0)
    middle = 0.0 if judged else float(np.median(off))
    missing = int((off - middle < _UNHEARD_LU).sum())
    yield Check("lines", "sentences that are not heard", missing, most=0)
    if judged:
        powers = 10.0 ** (off / 10.0)
        away = 10.0 * math.log10(float(powers.mean()))
        yield Check("voice", "voice above its level", away, "LU", least=-0.5, most=0.5)
    yield Check(
        "even", "spread of the sentences' loudness", float(off.std()), "LU", most=_UNEVEN_LU
    )


def _separation(lines: list[LineLevel], sheet: CueSheet) -> Iterator[Check]:
    # A sentence that is not there at all has failed already, and has no level to compare.
    both = ((line.voice_lufs, line.bed_lufs) for line in lines)
    found = [voice - bed for voice, bed in both if math.isfinite(voice) and math.isfinite(bed)]
    if not found or not sheet.has_bed:
        return
    least = _least_separation(sheet.profile.separation_lu)
    median, tenth = (float(np.percentile(found, percent)) for percent in (50.0, 10.0))
    yield Check("separation", "voice above bed, median line", median, "LU", least=least)
    yield Check("separation-10", "the same, tenth percentile", tenth, "LU", least=least - 3.0)


def _least_separation(meant: float) -> float:
    """10 LU for music, 15 for ambience, 20 for those who hear badly, as research asks."""
    return next(least for least in (20.0, 15.0, 10.0, 0.0) if meant >= least)


def _rises(heard: Heard, sheet: CueSheet, parts: Windows, level: float) -> Iterator[Check]:
    rises = _rise(heard.energies, parts, level)
    half = len(rises) // 2
    most, late_most = (None, None) if sheet.has_own_music else (_RISE_LU, _LATE_RISE_LU)
    if sheet.ending == "sleep":
        late = float(rises[half:].max(initial=0.0))
        yield Check("late-rise", "rise within 0.4 s, second half", late, "LU", most=late_most)
    highest = float(rises.max(initial=0.0))
    yield Check("rise", "rise within 0.4 s between words and bells", highest, "LU", most=most)


def _rise(energies: Energies, parts: Windows, level: float) -> Hops:
    """By how much each 400 ms without a word or a strike is louder than the 400 ms before them."""
    if len(energies) < 2 * _RISE_HOPS:
        return np.zeros(0)
    levels = np.maximum(momentary(energies), level + _STARTLES_LU)
    rises = levels[_RISE_HOPS:] - levels[:-_RISE_HOPS]
    meant = np.convolve(parts.voiced | parts.struck, np.ones(2 * _RISE_HOPS), "valid") > 0
    return np.asarray(np.where(meant[: len(rises)], 0.0, rises))
