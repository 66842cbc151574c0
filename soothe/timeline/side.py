"""More time for the side that is under way, such as this foot, and not for the other one."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from soothe.timeline.head import Head
from soothe.timeline.lengths import nearest
from soothe.timeline.rest import Fitted, fit_rest
from soothe.timeline.underway import now, past, stretched

if TYPE_CHECKING:
    from soothe.model import Script
    from soothe.timeline.course import Course, Leg


def more(course: Course, at: int, frames: int) -> Fitted:
    """Let what is left of the side that is heard at frame `at` last so many frames longer.

    Its steps share the time as they share what is left; the other side, where it is still to come,
    keeps what it has. Both are promises: what else changes later, they stand. A step without a pair
    has no side and gets the time alone.

    Raises:
        UsageError: the steps have not begun or are over.
    """
    at = max(at, course.settled)
    leg = now(course, at)
    coming = _coming(course, leg)
    whole = leg.end - at + sum(each.frames for each in coming)
    longer = {each.index: _longer(each, frames, whole) for each in coming}
    gained = sum(longer[each.index] - each.frames for each in coming)
    head = Head.frozen(stretched(leg, at, max(0, frames - gained)))
    promised = dict(course.promised) | _others(course, leg, coming) | longer
    course = replace(course, promised=tuple(sorted(promised.items())))
    return fit_rest(course, past(course, leg), head, leg.start)


def _coming(course: Course, leg: Leg) -> list[Leg]:
    """The legs that follow on the same side."""
    side = _side(course.script, leg.index)
    later = (each for each in course.legs if each.start > leg.start)
    return list(takewhile(lambda each: side is not None and _same(course, each, side), later))


def _same(course: Course, leg: Leg, side: int) -> bool:
    return _side(course.script, leg.index) == side


def _side(script: Script, index: int) -> int | None:
    """Which one of its pair a step is, from 0; None for a step without a pair."""
    pair = script.steps[index].pair
    return sum(step.pair == pair for step in script.steps[:index]) if pair else None


def _longer(leg: Leg, frames: int, whole: int) -> int:
    """The leg with its share of `frames`, as far as its author lets it."""
    return nearest(
        leg.form.runs or ((leg.frames, leg.frames),), leg.frames * (whole + frames) // whole
    )


def _others(course: Course, leg: Leg, coming: list[Leg]) -> dict[int, int]:
    """What the other side of these steps has, where it is still to come."""
    steps = course.script.steps
    pairs = {steps[each.index].pair for each in (leg, *coming)} - {None}
    return {
        each.index: each.frames
        for each in course.legs
        if each.start > leg.start and steps[each.index].pair in pairs
    }
