"""What a listener can change while a session is heard: `begin` it, then change what is left.

Each change is a function from a course and the frame from which it takes effect to a new course.
Up to that frame both say the same, word for word and frame for frame, so that one can cross to the
other while it sounds. A sentence that has begun is heard to its end, unless it is skipped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.timeline.course import Course, Leg
from soothe.timeline.head import Head
from soothe.timeline.meter import Meter
from soothe.timeline.plan import prepare
from soothe.timeline.refuse import refused
from soothe.timeline.rest import Fitted, fit_rest
from soothe.timeline.underway import now, past, pin, stretched, wrapped

if TYPE_CHECKING:
    from soothe.model import Script
    from soothe.timeline.beats import Item
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
    items = measure(script, clip_frames, rate)
    margins = reach.margins
    fade_out = margins.fade_out(target)
    course = Course(script, items, margins, target, fade_out, (), sound or script.sound)
    return fit_rest(course, (), None, margins.fade_in).course


def measure(
    script: Script, clip_frames: ClipFrames, rate: int
) -> tuple[tuple[tuple[Item, ...], ...], ...]:
    """For each step the items of each of its lines, sentences as long as `clip_frames` says.

    Raises:
        FitError: a word in a breath runs into what comes next.
    """
    meters = (Meter(step, clip_frames, rate) for step in script.steps)
    return tuple(
        tuple(meter.items(line) for line in range(len(meter.step.lines))) for meter in meters
    )


def hold(course: Course, at: int, frames: int) -> Fitted:
    """Let the step that is heard at frame `at` last so many frames longer.

    The rest of the session makes room. The other side of its pair, where it is still to come, gets
    as much.

    Raises:
        UsageError: the steps have not begun or are over.
    """
    at = max(at, course.settled)
    leg = now(course, at)
    return _refitted(course, leg, Head.frozen(stretched(leg, at, frames)))


def wrap(course: Course, at: int) -> Fitted:
    """Bring the step that is heard at frame `at` to its end: its line, and what must be said.

    Raises:
        UsageError: the steps have not begun or are over.
    """
    at = max(at, course.settled)
    leg = now(course, at)
    return _refitted(course, leg, wrapped(leg, at))


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


def _refitted(course: Course, leg: Leg, head: Head, *, steady: bool = True) -> Fitted:
    return fit_rest(course, past(course, leg), head, leg.start, steady=steady)
