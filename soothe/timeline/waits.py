"""Time that a session does not count: waits for the listener, and the sound after the last word.

Nothing is fitted again here. What comes later comes later, and the end with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.model import Pause, Ready, Say
from soothe.timeline.beats import Beat, wait
from soothe.timeline.course import Bar, Piece
from soothe.timeline.underway import bar_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.timeline.course import Course, Leg


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the listener fetches or does something."""

    say: Say
    """What was asked."""
    spoken: int
    """Frames in which it is said."""
    start: int
    """First frame of the wait after it."""
    end: int


def stops(course: Course) -> tuple[Stop, ...]:
    """Every wait for the listener, in order."""
    return tuple(stop for leg in course.legs for stop in _stops(leg))


def delay(course: Course, at: int, frames: int) -> Course:
    """Let everything after the pause that is heard at frame `at` come so much later, or earlier.

    Before the first step it is the steps that come later. A pause never becomes shorter than what
    has been heard of it.

    Raises:
        UsageError: something else than a pause is heard at `at`.
    """
    at = max(at, course.settled)
    here = course.leg_at(at)
    if here < 0:
        by = max(frames, at - course.legs[0].start)
        legs = tuple(leg.moved(by) for leg in course.legs)
        return replace(course, legs=legs, target=course.target + by)
    leg = course.legs[here]
    number = bar_at(leg, at)
    bar = leg.bars[number]
    item = bar.piece.item
    if at >= leg.end or not (isinstance(item, Beat) and isinstance(item.cue, Pause)):
        raise UsageError("Only a pause can be made longer.")
    by = max(frames, at - bar.end)
    length = bar.frames + by
    longer = replace(bar.piece, item=Beat(item.cue, item.line, length, length, length))
    return _put(course, here, number, (Bar(longer, bar.start, length),))


def remind(course: Course, stop: Stop, frames: int) -> Course:
    """Say again what a stop has asked, and wait so many frames more."""
    here = course.leg_at(stop.start)
    leg = course.legs[here]
    number = bar_at(leg, stop.start)
    bar = leg.bars[number]
    line, mark = bar.piece.line, bar.piece.mark
    said = Piece(Beat(stop.say, line, stop.spoken, stop.spoken, stop.spoken), mark, added=True)
    quiet = Piece(wait(line, frames, leg.form.rate), mark, added=True)
    new = (
        bar,
        Bar(said, bar.end, stop.spoken),
        Bar(quiet, bar.end + stop.spoken, frames),
    )
    return _put(course, here, number, new)


def linger(course: Course, frames: int) -> Course:
    """The course with a sound that takes so many frames to fade after the last step."""
    return replace(course, fade_out=frames, target=course.target + frames - course.fade_out)


def _put(course: Course, here: int, number: int, new: tuple[Bar, ...]) -> Course:
    """The course with other bars in the place of one; what follows moves."""
    leg = course.legs[here].replaced(number, new)
    by = leg.end - course.legs[here].end
    legs = (*course.legs[:here], leg, *(each.moved(by) for each in course.legs[here + 1 :]))
    return replace(course, legs=legs, target=course.target + by)


def _stops(leg: Leg) -> Iterator[Stop]:
    asked = {
        (line, cue.say)
        for line, each in enumerate(leg.form.step.lines)
        for cue in each.cues
        if isinstance(cue, Ready)
    }
    for said, waited in pairwise(leg.bars):
        match said.piece.item:
            case Beat(cue=Say() as say, line=line) if (line, say) in asked:
                yield Stop(say, said.frames, waited.start, waited.end)
