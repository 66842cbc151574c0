"""The step that is under way: what of it is decided, and what it can still become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.model import Pause
from soothe.timeline.beats import Beat, wait
from soothe.timeline.course import Bar, Piece, pieces, pinned
from soothe.timeline.frames import bounds
from soothe.timeline.head import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.timeline.course import Course, Leg


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


def past(course: Course, leg: Leg) -> tuple[Leg, ...]:
    """The legs before one of them."""
    return tuple(each for each in course.legs if each.start < leg.start)


def bar_at(leg: Leg, at: int) -> int:
    """Index of the bar last begun at a frame.

    Raises:
        UsageError: nothing is heard in the step.
    """
    if not leg.bars:
        raise UsageError("Nothing is heard in this step.")
    return max(0, sum(bar.start <= at for bar in leg.bars) - 1)


def pin(leg: Leg, at: int) -> Head:
    """The leg with what is heard up to `at` decided, and all that the listener has decided."""
    if leg.decided:
        return Head.frozen(leg)
    number = bar_at(leg, at)
    bar = leg.bars[number]
    begun = pinned(bar.piece, min(at - bar.start, bar.frames))
    return widened(_head(leg, number, begun))


def stretched(leg: Leg, at: int, frames: int) -> Leg:
    """The leg with so many frames of quiet after the bar that is heard at `at`."""
    number = bar_at(leg, at)
    bar = leg.bars[number]
    quiet = Piece(wait(bar.piece.line, frames, leg.form.rate), bar.piece.mark, added=True)
    return leg.replaced(number, (bar, Bar(quiet, bar.end, frames)))


def wrapped(leg: Leg, at: int) -> Head:
    """The leg as short as it can be: its line to the end, and what must be said."""
    number = bar_at(leg, at)
    head = _head(leg, number, _no_more(leg.bars[number], at))
    head = replace(head, flows=((head.flows[0][0], *_short(leg, head.flows[0])),))
    return replace(head, decided=head.whole().natural()[0][0])


def _head(leg: Leg, number: int, begun: Piece) -> Head:
    """What follows a bar that has begun."""
    bar = leg.bars[number]
    added = [each.piece for each in _added(leg, number)]
    flows = tuple((begun, *added, *rest) for rest in following(leg, bar.piece))
    kept, spent = leg.bars[:number], bar.start - leg.start
    return Head(leg.index, leg.form, leg.start, kept, spent, flows, leg.form.typical)


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
