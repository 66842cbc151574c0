"""Skips: a session goes on at another place, and the rest is fitted to the time that is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.model import Pause
from soothe.timeline.beats import Beat
from soothe.timeline.course import Bar, Piece, remainder
from soothe.timeline.head import Head
from soothe.timeline.rest import Fitted, fit_rest
from soothe.timeline.underway import following, widened
from soothe.units import to_frames

if TYPE_CHECKING:
    from soothe.timeline.course import Course, Leg

PEACE = 0.3
"""Seconds between a skip and what follows it."""


def jump(course: Course, at: int, place: int) -> Fitted:
    """Go on at frame `at` with what would be heard at frame `place`; the rest makes room.

    A place within a sentence means its beginning, or what follows it when that has been heard.
    After the last step nothing is left but the ending, which then comes early.

    Raises:
        UsageError: that is where it is already.
    """
    at = max(at, course.settled)
    now = at + to_frames(PEACE, course.margins.rate)
    here = course.leg_at(at)
    leg = _cut(course.legs[here], at, now) if here >= 0 else None
    past = course.legs[: max(here, 0)]
    landing = _landing(course, at, max(place, course.legs[0].start))
    course = replace(course, settled=now)
    if landing is None:
        if leg is None or at >= course.legs[-1].end:
            raise UsageError("After the last step nothing follows but the end.")
        return Fitted(replace(course, legs=(*past, leg)))
    there, bar, skipped = landing
    head = _head(there, bar, skipped, now)
    if leg is None:
        return fit_rest(course, (), head, now)
    if course.legs[here] is there and at < there.end:
        spent = now - leg.start
        head = replace(
            head,
            start=leg.start,
            kept=leg.bars,
            spent=spent,
            typical=head.typical + spent,
            window=None,
        )
    else:
        past = (*past, leg)
    head = _bedded(course, head, at, bar.start)
    return fit_rest(course, past, head, head.start)


def _landing(course: Course, at: int, place: int) -> tuple[Leg, Bar, int] | None:
    """The leg and bar to go on with, and how much of the bar is left out; None: the ending."""
    for leg in course.legs:
        for bar in leg.bars if leg.end > place else ():
            if bar.end < place or (bar.frames and bar.end == place):
                continue
            skipped = _skipped(bar, at, place)
            if skipped < bar.frames or not bar.frames:
                return leg, bar, skipped
    return None


def _skipped(bar: Bar, at: int, place: int) -> int:
    """How much of a bar that ends after `place` is left out; all of it, if it has been heard."""
    item = bar.piece.item
    wanted = max(0, place - bar.start)
    if not isinstance(item, Beat):
        cycles = wanted // item.frames
        repeated = bar.start + cycles * item.frames <= at < place
        return (cycles + repeated) * item.frames
    if isinstance(item.cue, Pause):
        return wanted
    return bar.frames if bar.start <= at < place else 0


def _head(there: Leg, bar: Bar, skipped: int, now: int) -> Head:
    """What follows from a bar of a leg on, as a leg that begins at frame `now`."""
    first = remainder(bar.piece, skipped)
    flows = tuple((first, *rest) for rest in following(there, bar.piece))
    left = max(1, there.end - bar.start - skipped)
    head = Head(there.index, there.form, now, (), 0, flows, left)
    if bar is there.bars[0] and not skipped:
        return widened(replace(head, typical=there.form.typical))
    return head


def _bedded(course: Course, head: Head, at: int, place: int) -> Head:
    """The head with the bed as it is at `place`, where that is another than at `at`."""
    bed = course.bed_at(place)
    if bed == course.bed_at(at):
        return head
    line = head.flows[0][0].line
    change = Piece(Beat(bed, line, 0, 0, 0), head.flows[0][0].mark)
    return replace(head, flows=tuple((change, *flow) for flow in head.flows))


def _cut(leg: Leg, at: int, now: int) -> Leg:
    """The leg as it was heard until `at`; a sentence then breaks off."""
    bars = tuple(
        replace(bar, frames=min(bar.frames, now - bar.start)) for bar in leg.bars if bar.start < at
    )
    return replace(leg, bars=bars, frames=now - leg.start)
