"""Checks of time: what follows from the cue sheet alone, in frames."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from soothe.inspect.checked import Check
from soothe.model import Bell, Pause, Say
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Placed
    from soothe.outputs.cue_sheet import BreathCycle, CueSheet

_ROUNDING = 1
_LONGEST_SURPRISE = 30.0


def time_checks(sheet: CueSheet) -> Iterator[Check]:
    """Every check that needs no sound."""
    if sheet.timeline.spans:
        yield Check("steps", "steps out of their bounds", _steps_out(sheet), most=0)
        yield Check("sides", "longest less shortest side", _unequal(sheet), "frames", most=0)
    yield Check("pauses", "pauses out of their bounds", _pauses_out(sheet), most=0)
    if sheet.breaths:
        worst = max(_unsteady(breath, sheet) for breath in sheet.breaths)
        yield Check("breaths", "deviation from the breath's period", worst, "frames", most=0)
    if sheet.profile.speech and _guides(sheet):
        gap = _longest_gap(sheet)
        yield Check("surprise", "longest silence not announced", gap, "s", most=_LONGEST_SURPRISE)


def _steps_out(sheet: CueSheet) -> int:
    return sum(
        not _within(span.frames, span.step.least, span.step.most, sheet)
        for span in sheet.timeline.spans
    )


def _pauses_out(sheet: CueSheet) -> int:
    return sum(
        not _within(placed.frames, placed.cue.least, placed.cue.most, sheet)
        for placed in sheet.timeline.placed
        if isinstance(placed.cue, Pause)
    )


def _within(frames: int, least: float, most: float, sheet: CueSheet) -> bool:
    rate = sheet.timeline.rate
    return to_frames(least, rate) - _ROUNDING <= frames <= to_frames(most, rate) + _ROUNDING


def _unequal(sheet: CueSheet) -> int:
    pairs = defaultdict(list)
    for span in sheet.timeline.spans:
        if span.step.pair:
            pairs[span.step.pair].append(span.frames)
    return max((max(sides) - min(sides) for sides in pairs.values()), default=0)


def _unsteady(breath: BreathCycle, sheet: CueSheet) -> int:
    """Largest distance in frames of anything in a breath from a moment that it may be heard at."""
    starts = [
        placed.start
        for placed in sheet.timeline.placed
        if (placed.step, placed.line) == (breath.step, breath.line)
    ]
    if not starts:
        return 0
    base = starts[0] - min(breath.offsets)
    return max(
        min(_around(start - base - offset, breath.frames) for offset in breath.offsets)
        for start in starts
    )


def _around(frames: int, cycle: int) -> int:
    """Distance from a whole number of cycles."""
    return min(frames % cycle, -frames % cycle)


def _guides(sheet: CueSheet) -> list[Placed]:
    """What tells the listener that the session goes on, while it should be followed awake."""
    timeline = sheet.timeline
    asleep = timeline.frames // 2 if sheet.ending == "sleep" else timeline.frames
    return [
        placed
        for placed in timeline.placed
        if isinstance(placed.cue, Say | Bell) and placed.start <= asleep
    ]


def _longest_gap(sheet: CueSheet) -> float:
    rate = sheet.timeline.rate
    announced = [
        placed.start
        for placed in sheet.timeline.placed
        if isinstance(placed.cue, Pause) and placed.cue.announced
    ]
    gaps = [
        (after.start - before.start - before.frames) / rate
        for before, after in pairwise(_guides(sheet))
        if not any(before.start <= start < after.start for start in announced)
    ]
    return max(gaps, default=0.0)
