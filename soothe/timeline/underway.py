"""The step that is under way: what of it is decided, and what it can still become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.timeline.beats import Beat, wait
from soothe.timeline.course import Piece, pieces, pinned
from soothe.timeline.frames import bounds
from soothe.timeline.rest import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.timeline.course import Bar, Course, Leg


def now(course: Course, at: int) -> Leg:
    """The leg that is heard at a frame.

    Raises:
        UsageError: the steps have not begun or are over.
    """
    leg = course.legs[course.leg_at(at)]
    if at < leg.start:
        raise UsageError("The first step has not begun.")
    if at >= leg.end:
        raise UsageError("The last step is over.")
    return leg


def bar_at(leg: Leg, at: int) -> int:
    """Index of the bar last begun at a frame.

    Raises:
        UsageError: nothing is heard in the step.
    """
    if not leg.bars:
        raise UsageError("Nothing is heard in this step.")
    return max(0, sum(bar.start <= at for bar in leg.bars) - 1)


def pin(leg: Leg, at: int, *, extra: int = 0) -> Head:
    """The leg with what is heard up to `at` decided, and `extra` frames of quiet put in."""
    number = bar_at(leg, at)
    bar = leg.bars[number]
    begun = pinned(bar.piece, min(at - bar.start, bar.frames))
    added = [each.piece for each in _added(leg, number)]
    if extra:
        quiet = wait(bar.piece.line, extra, leg.form.rate)
        added.append(Piece(quiet, bar.piece.mark, added=True))
    flows = tuple((begun, *added, *rest) for rest in following(leg, bar.piece))
    kept = leg.bars[:number]
    return widened(
        Head(leg.index, leg.form, leg.start, kept, bar.start - leg.start, flows, leg.form.typical)
    )


def following(leg: Leg, after: Piece) -> Iterator[tuple[Piece, ...]]:
    """What each flow of the step has after a piece."""
    order = {item.line: i for i, item in enumerate(leg.form.flows[-1].items)}
    own = next(
        piece
        for piece in (pieces(flow.items) for flow in leg.form.flows)
        if any(each.line == after.line for each in piece)
    )
    line = [piece for piece in own if piece.line == after.line and piece.mark > after.mark]
    for flow in leg.form.flows:
        later = (p for p in pieces(flow.items) if order[p.line] > order[after.line])
        yield (*line, *later)


def widened(head: Head) -> Head:
    """The head within its author's bounds, where what was heard still lets it be."""
    step = head.form.step
    least, most = bounds(step.least, step.most, head.form.rate)
    natural = head.whole().natural()
    if any(first <= most and least <= last for first, last in natural):
        return replace(head, window=(least, most))
    return head


def _added(leg: Leg, number: int) -> Iterator[Bar]:
    """What the listener has asked for right after a bar."""
    for bar in leg.bars[number + 1 :]:
        if not bar.piece.added:
            return
        yield bar


def at_least(piece: Piece) -> Piece:
    """A piece that lasts no longer than it must."""
    item = piece.item
    if isinstance(item, Beat):
        return replace(piece, item=Beat(item.cue, item.line, item.least, item.least, item.least))
    return replace(piece, item=replace(item, most=item.least))
