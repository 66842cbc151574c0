"""Sentences that are still being spoken while their session is heard.

A session can begin on estimated lengths. As the real ones become known, what has been heard is
fixed and the rest is fitted again. A sentence whose turn comes before its clip does is waited for:
quiet goes before it, and the rest of the session gives the time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import Say
from soothe.timeline.beats import Beat, wait
from soothe.timeline.change import measure
from soothe.timeline.course import Bar, Piece, pieces
from soothe.timeline.rest import fit_rest
from soothe.timeline.spoken import form_of
from soothe.timeline.underway import bar_at, now, past, pin, stretched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.timeline.course import Course, Leg
    from soothe.timeline.form import Form
    from soothe.timeline.meter import ClipFrames
    from soothe.timeline.rest import Fitted

    Known = Callable[[Say], bool]


def arrive(
    course: Course, at: int, clip_frames: ClipFrames, known: Known, quiet: int = 0
) -> Fitted:
    """Fit everything after frame `at` to the lengths that sentences have now.

    Args:
        course: the session.
        at: frame from which on it may change.
        clip_frames: the length of each sentence, real or estimated.
        known: whether a sentence has been spoken; one that should sound at `at` and has not is put
            off.
        quiet: frames without words to begin with.

    Raises:
        UsageError: the steps are over.
        FitError: a word in a breath runs into what comes next.
    """
    at = max(at, course.settled)
    course = replace(course, items=measure(course.script, clip_frames, course.margins.rate))
    first = course.legs[0].start
    if at < first:
        return fit_rest(course, (), None, max(first, at + quiet))
    leg = _measured(course, now(course, at), at)
    leg = _put_off(leg, at, quiet) if _unsaid(leg, at, known) else _later(leg, at, quiet)
    return fit_rest(course, past(course, leg), pin(leg, at), leg.start)


def due(course: Course, at: int, known: Known) -> int | None:
    """The first frame, from `at` on, at which something should sound that is not there yet."""
    late = (
        max(at, bar.start)
        for leg in course.legs
        for bar in leg.bars
        if bar.end > at and not all(map(known, _says(bar.piece)))
    )
    return next(late, None)


def to_come(course: Course, at: int) -> tuple[Say, ...]:
    """What is still to be said after frame `at`, in order, each sentence once."""
    bars = (bar for leg in course.legs for bar in leg.bars if bar.end > at)
    return tuple(dict.fromkeys(say for bar in bars for say in _says(bar.piece)))


def _says(piece: Piece) -> Iterator[Say]:
    item = piece.item
    cues = [item.cue] if isinstance(item, Beat) else [s.cue for s in (*item.guided, *item.plain)]
    return (cue for cue in cues if isinstance(cue, Say))


def _measured(course: Course, leg: Leg, at: int) -> Leg:
    """The leg with every sentence after `at` as long as it is."""
    chosen = sorted({item.line for item in leg.form.flows[-1].items})
    items = course.items[leg.index]
    form = form_of(leg.form.step, items, chosen, leg.form.rate)
    leg = replace(leg, form=form)
    fresh = _items(form)
    for number, bar in enumerate(leg.bars):
        if bar.start > at:
            leg = leg.replaced(number, (_remeasured(leg.bars[number], fresh),))
    return leg


def _items(form: Form) -> dict[tuple[int, int], Piece]:
    every = (piece for flow in form.flows for piece in pieces(flow.items))
    return {(piece.line, piece.mark): piece for piece in every}


def _remeasured(bar: Bar, fresh: dict[tuple[int, int], Piece]) -> Bar:
    """The bar as its line has it now; what a listener added, and what is no sentence, stays."""
    piece = fresh.get((bar.piece.line, bar.piece.mark), bar.piece)
    if bar.piece.added or not any(_says(piece)):
        return bar
    frames = piece.item.least if isinstance(piece.item, Beat) else bar.frames
    return Bar(piece, bar.start, frames)


def _unsaid(leg: Leg, at: int, known: Known) -> bool:
    return not all(map(known, _says(leg.bars[bar_at(leg, at)].piece)))


def _put_off(leg: Leg, at: int, quiet: int) -> Leg:
    """The leg with quiet in the place of what should sound at `at`, which then follows."""
    number = bar_at(leg, at)
    bar = leg.bars[number]
    # Marked as what comes before it, so that it counts as still to come.
    frames = at - bar.start + quiet
    still = Piece(wait(bar.piece.line, frames, leg.form.rate), bar.piece.mark - 1, added=True)
    stays = replace(bar, start=bar.start + frames)
    return leg.replaced(number, (Bar(still, bar.start, frames), stays))


def _later(leg: Leg, at: int, quiet: int) -> Leg:
    return stretched(leg, at, quiet) if quiet else leg
