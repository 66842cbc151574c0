"""A session under way: the timeline, and of what each step is made, so that the rest can change.

A `Timeline` says what is heard when. A `Course` also knows what else could have been: every flow of
every step, the steps left out, the bounds. Changes (`change.py`) keep what has been heard and have
the rest fitted again (`rest.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final, TypeGuard

from soothe.model import BedChange, Pause, Say, Span, Timeline
from soothe.timeline.beats import Beat
from soothe.timeline.place import Laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Cue, Placed, Script
    from soothe.timeline.beats import Item
    from soothe.timeline.form import Form
    from soothe.timeline.margins import Margins

_BROKEN: Final = " […]"


@dataclass(frozen=True, slots=True)
class Piece:
    """An item and where it stands in its line."""

    item: Item
    mark: int
    """Index of the item within its line; of what a listener added, that of the item before it."""
    added: bool = False
    """True for time that the listener asked for."""

    @property
    def line(self) -> int:
        """Index of its line within the step."""
        return self.item.line


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece at its time."""

    piece: Piece
    start: int
    """Frames from the start of the track."""
    frames: int

    @property
    def end(self) -> int:
        """Frame after its last."""
        return self.start + self.frames

    def placed(self, step: int) -> Iterator[Placed]:
        """Its cues, as part of the step at this index of the timeline; none goes past its end."""
        item = self.piece.item
        if isinstance(item, Beat):
            whole = max(self.frames, item.least)
        else:
            whole = -(-self.frames // item.frames) * item.frames
        for placed in Laid(item, self.start, whole).placed(step):
            if placed.start + placed.frames <= self.end:
                yield placed
            elif placed.start < self.end:
                cue = broken(placed.cue) if isinstance(placed.cue, Say) else placed.cue
                yield replace(placed, cue=cue, frames=self.end - placed.start)


def broken(say: Say) -> Say:
    """A sentence that was skipped while it was spoken; its rest is silence."""
    return replace(say, text=say.text + _BROKEN, emphasis=())


def is_broken(cue: Cue) -> TypeGuard[Say]:
    """Whether a cue is what is left of a sentence that was skipped."""
    return isinstance(cue, Say) and cue.text.endswith(_BROKEN)


@dataclass(frozen=True, slots=True)
class Leg:
    """A step that was heard, is heard or will be; one that is repeated makes a second leg."""

    index: int
    """Of the step in the script."""
    form: Form
    """Every flow of the step as its author wrote it."""
    bars: tuple[Bar, ...]
    start: int
    frames: int
    decided: bool = False
    """True when the listener has said how it goes on, so that it stays so."""

    @property
    def end(self) -> int:
        """Frame after its last."""
        return self.start + self.frames

    def moved(self, by: int) -> Leg:
        """The same leg, later by so many frames."""
        bars = tuple(replace(bar, start=bar.start + by) for bar in self.bars)
        return replace(self, bars=bars, start=self.start + by)

    def replaced(self, number: int, new: tuple[Bar, ...]) -> Leg:
        """The leg with these bars in the place of one; what follows moves with their end."""
        by = new[-1].end - self.bars[number].end
        later = (replace(bar, start=bar.start + by) for bar in self.bars[number + 1 :])
        return replace(self, bars=(*self.bars[:number], *new, *later), frames=self.frames + by)


@dataclass(frozen=True, slots=True)
class Course:
    """A fitted session that can still change."""

    script: Script
    items: tuple[tuple[tuple[Item, ...], ...], ...]
    """For each step of the script the items of each of its lines."""
    margins: Margins
    target: int
    """Frames that were asked for, waits included."""
    fade_out: int
    legs: tuple[Leg, ...]
    sound: str | None = None
    """The bed from the beginning, for those who skip back to it."""
    settled: int = 0
    """Frame up to which nothing can change any more."""
    promised: tuple[tuple[int, int], ...] = ()
    """Of the pairs that the listener has set apart: (index of a step to come, its frames)."""

    @property
    def frames(self) -> int:
        """The whole length as it stands; it differs from `target` where that cannot be met."""
        return self.legs[-1].end + self.fade_out + self.margins.silence

    def leg_at(self, frame: int) -> int:
        """Index of the leg at a frame; -1 before the first, the last one after them all."""
        return sum(leg.start <= frame for leg in self.legs) - 1

    def bed_at(self, frame: int) -> BedChange:
        """The bed and its level at a frame, as a change to them."""
        changes = [
            bar.piece.item.cue
            for leg in self.legs
            for bar in leg.bars
            if isinstance(bar.piece.item, Beat)
            and isinstance(bar.piece.item.cue, BedChange)
            and bar.start <= frame
        ]
        beds = [change.bed for change in changes if change.bed]
        level = changes[-1].gain_db if changes else 0.0
        return BedChange(beds[-1] if beds else self.sound, level)

    def timeline(self) -> Timeline:
        """What sounds when, from the very beginning."""
        heard = {leg.index for leg in self.legs}
        return Timeline(
            rate=self.margins.rate,
            frames=self.frames,
            fade_in=self.margins.fade_in,
            fade_out=self.fade_out,
            silence=self.margins.silence,
            spans=tuple(self._spans()),
            placed=tuple(self._placed()),
            dropped=tuple(s for i, s in enumerate(self.script.steps) if i not in heard),
        )

    def _spans(self) -> Iterator[Span]:
        for leg in self.legs:
            yield Span(self.script.steps[leg.index], leg.start, leg.frames)

    def _placed(self) -> Iterator[Placed]:
        for index, leg in enumerate(self.legs):
            for bar in leg.bars:
                yield from bar.placed(index)


def pieces(items: Iterable[Item]) -> tuple[Piece, ...]:
    """The items of a flow, each counted within its line."""
    counters: dict[int, count[int]] = {}
    return tuple(Piece(item, next(counters.setdefault(item.line, count()))) for item in items)


def pinned(piece: Piece, elapsed: int) -> Piece:
    """A piece of which so many frames have been heard: it can no longer be shorter."""
    item = piece.item
    if isinstance(item, Beat):
        if item.elastic:
            bounds = (max(elapsed, frames) for frames in (item.least, item.reference, item.most))
            item = Beat(item.cue, item.line, *bounds)
    else:
        begun = -(-elapsed // item.frames)
        item = replace(item, least=max(item.least, begun), most=max(item.most, begun))
    return replace(piece, item=item)


def remainder(piece: Piece, skipped: int) -> Piece:
    """A piece without its first frames; words and bells stay whole, breaths go by whole cycles."""
    item = piece.item
    if isinstance(item, Beat):
        if not isinstance(item.cue, Pause):
            return piece
        least, reference, most = (
            max(0, frames - skipped) for frames in (item.least, item.reference, item.most)
        )
        # A stretch is a multiple of the reference, and no multiple of nothing fills a pause.
        reference = min(most, max(reference, least, 1))
        return replace(piece, item=Beat(item.cue, item.line, least, reference, most))
    gone = skipped // item.frames
    shorter = replace(
        item,
        least=max(0, item.least - gone),
        most=item.most - gone,
        guided_cycles=max(0, item.guided_cycles - gone),
    )
    return replace(piece, item=shorter)
