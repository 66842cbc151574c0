"""Fitting what has not been heard yet, by the rules of a whole session.

What is under way comes first: a `Head` is the step that is heard now, with what it can still
become. After it come the steps that follow in the script, kept or left out as the time that is
left allows. A pair whose first side has been heard gives its other side the same length, or the
nearest that it can have; if the end could not be met so, the debt is forgiven. Either way whoever
asked is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from soothe.errors import FitError
from soothe.timeline.levels import Level, choose
from soothe.timeline.remaining import Remaining
from soothe.timeline.solve import solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.timeline.course import Course, Leg
    from soothe.timeline.head import Head


@dataclass(frozen=True, slots=True)
class Fitted:
    """A course after a change, and what the change could not keep."""

    course: Course
    apart: bool = False
    """True when the sides of a pair last differently though the listener has not asked for it."""

    @property
    def late(self) -> int:
        """Frames by which the session ends after the asked end; negative: before it."""
        return self.course.frames - self.course.target


def fit_rest(
    course: Course,
    past: tuple[Leg, ...],
    head: Head | None,
    start: int,
    *,
    steady: bool = True,
) -> Fitted:
    """The course with everything after `past` fitted again, to its target or as near as can be.

    Args:
        course: what is asked for, and its legs as they were to be.
        past: legs that stay as they are.
        head: the step under way; None before the first.
        start: first frame of the head, or of the first step.
        steady: whether the steps that were coming stay the same where they can.

    Raises:
        FitError: no arrangement exists at all.
    """
    course = _freed(course, head)
    asked = course.target - course.fade_out - course.margins.silence - start
    for equal in (True, False):
        rest = Remaining(course, past, head, equal=equal)
        levels = rest.levels()
        if any(asked + rest.before in level.content for level in levels) or (levels and not equal):
            break
    if not levels:
        raise FitError("What is left cannot be arranged in any way.", below=None, above=None)
    content = _nearest(levels, asked + rest.before)
    same = _steady(levels, course, content, rest) if steady else None
    level = same or choose(levels, content, rest.usual)
    groups = rest.groups(level.kept)
    solved = zip(groups, solve(level.parts, content), strict=True)
    lengths = {index: frames for group, frames in solved for index in group}
    legs = tuple(rest.legs(level.kept, lengths, start))
    return Fitted(replace(course, legs=past + legs), apart=rest.apart(lengths))


def _freed(course: Course, head: Head | None) -> Course:
    """The course without a promise that the listener has just overruled."""
    if head is None or head.decided is None:
        return course
    kept = tuple(promise for promise in course.promised if promise[0] != head.index)
    return replace(course, promised=kept)


def _steady(levels: Sequence[Level], course: Course, content: int, rest: Remaining) -> Level | None:
    """The level with the steps that were coming anyway, while they need not hurry much.

    Half the ease that a new session asks for is enough: somebody who holds a step for a moment has
    not asked for another session.
    """
    coming = {leg.index for leg in course.legs if leg.index > rest.after}
    for level in levels:
        same = coming == {index for index in level.kept if index > rest.after}
        if same and content in level.content and level.comfortable(content, 2 * rest.usual):
            return level
    return None


def _nearest(levels: Sequence[Level], asked: int) -> int:
    content = reduce(or_, (level.content for level in levels))
    found = (content.below(asked), content.above(asked))
    return min((each for each in found if each is not None), key=lambda each: abs(each - asked))
