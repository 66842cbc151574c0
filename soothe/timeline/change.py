"""What a listener can change while a session is heard: `begin` it, then change what is left.

Each change is a function from a course and the frame from which it takes effect to a new course.
Up to that frame both say the same, word for word and frame for frame, so that one can cross to the
other while it sounds. A sentence that has begun is heard to its end, unless it is skipped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import Pause
from soothe.timeline.beats import Beat
from soothe.timeline.course import Bar, Course, Leg, Piece, pinned
from soothe.timeline.meter import Meter
from soothe.timeline.plan import prepare
from soothe.timeline.refuse import refused
from soothe.timeline.rest import Fitted, Head, fit_rest
from soothe.timeline.underway import at_least, bar_at, now, pin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Script
    from soothe.timeline.meter import ClipFrames


def begin(
    script: Script, clip_frames: ClipFrames, target: int, *, rate: int, sound: str | None = None
) -> Course:
    """A session that has not begun; its timeline is that of `fit` with the same arguments.

    Args:
        script: the session in words.
        clip_frames: the length of each sentence as spoken, in frames at `rate`.
        target: frames of the finished track.
        rate: frames per second.
        sound: the bed that it begins with; None: what the script names.

    Raises:
        FitError: `target` cannot be reached, or a step can never meet its own bounds.
    """
    reach = prepare(script, clip_frames, rate=rate).reach
    if not reach.contains(target):
        raise refused(script.title, reach, target)
    meters = (Meter(step, clip_frames, rate) for step in script.steps)
    items = tuple(
        tuple(meter.items(line) for line in range(len(meter.step.lines))) for meter in meters
    )
    margins = reach.margins
    fade_out = margins.fade_out(target)
    course = Course(script, items, margins, target, fade_out, (), sound or script.sound)
    return fit_rest(course, (), None, margins.fade_in).course


def hold(course: Course, at: int, frames: int, *, together: bool = True) -> Fitted:
    """Let the step that is heard at frame `at` last so many frames longer.

    The rest of the session makes room. Unless `together` is false, the other side of its pair,
    where it is still to come, gets as much.

    Raises:
        UsageError: the steps have not begun or are over.
    """
    at = max(at, course.settled)
    leg = now(course, at)
    head = pin(leg, at, extra=frames)
    length = leg.frames + frames
    return _refitted(course, leg, replace(head, window=(length, length)), together=together)


def wrap(course: Course, at: int) -> Fitted:
    """Bring the step that is heard at frame `at` to its end: its line, and what must be said.

    Raises:
        UsageError: the steps have not begun or are over.
    """
    at = max(at, course.settled)
    leg = now(course, at)
    head = pin(leg, at)
    begun = _no_more(leg.bars[bar_at(leg, at)], at)
    head = replace(head, flows=((begun, *_short(leg, head.flows[0])),))
    least = head.whole().natural()[0][0]
    return _refitted(course, leg, replace(head, window=(least, least)))


def retime(course: Course, at: int, target: int) -> Fitted:
    """Let the whole session last `target` frames, from frame `at` on.

    Raises:
        UsageError: the steps are over.
    """
    longer = course.margins.fade_out(target) - course.margins.fade_out(course.target)
    course = replace(course, target=target, fade_out=course.fade_out + longer)
    at = max(at, course.settled)
    if at < course.legs[0].start:
        return fit_rest(course, (), None, course.legs[0].start, steady=False)
    leg = now(course, at)
    return _refitted(course, leg, pin(leg, at), steady=False)


# -- the step under way -------------------------------------------------------------------------


def _refitted(
    course: Course, leg: Leg, head: Head, *, together: bool = True, steady: bool = True
) -> Fitted:
    past = tuple(each for each in course.legs if each.start < leg.start)
    return fit_rest(course, past, head, leg.start, together=together, steady=steady)


def _no_more(bar: Bar, at: int) -> Piece:
    """A bar that ends as soon as it may: a pause at once, a breath when it is out."""
    begun = at_least(pinned(bar.piece, at - bar.start))
    item = begun.item
    if not isinstance(item, Beat):
        cycles = -(-(at - bar.start) // item.frames)
        return replace(begun, item=replace(item, least=cycles, most=cycles))
    if isinstance(item.cue, Pause):
        frames = min(at - bar.start, bar.frames)
        return replace(begun, item=Beat(item.cue, item.line, frames, frames, frames))
    return begun


def _short(leg: Leg, flow: tuple[Piece, ...]) -> Iterator[Piece]:
    """After the piece that is heard the words of its line, and lines that may not be left out."""
    lines = leg.form.step.lines
    for piece in flow[1:]:
        bound = lines[piece.line].safety or lines[piece.line].before_end is not None
        begun = piece.line == flow[0].line and isinstance(piece.item, Beat)
        if not piece.added and (bound or begun):
            yield at_least(piece)
