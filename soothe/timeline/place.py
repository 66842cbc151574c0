"""Putting every cue at its frame, once it is known how long each step lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from soothe.model import Placed, Span
from soothe.timeline.beats import Beat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.timeline.beats import Cycles, Item
    from soothe.timeline.form import Form


class Laid(NamedTuple):
    """An item of a step at its time."""

    item: Item
    start: int
    """Frames from the start of the track."""
    frames: int

    def placed(self, step: int) -> list[Placed]:
        """Its cues, as part of the step at this index of the timeline."""
        if isinstance(self.item, Beat):
            return [Placed(self.item.cue, self.start, self.frames, step, self.item.line)]
        return list(_breathe(self.item, self.frames // self.item.frames, self.start, step))


def place(
    forms: Sequence[tuple[Form, int]], start: int
) -> tuple[tuple[Span, ...], tuple[Placed, ...]]:
    """The spans of the steps and everything in them, from frame `start` on, without gaps.

    Args:
        forms: the steps, in order, each with the frames that it lasts.
        start: frames before the first step.
    """
    spans: list[Span] = []
    placed: list[Placed] = []
    for index, (form, frames) in enumerate(forms):
        for laid in lay(form, frames, start):
            placed += laid.placed(index)
        spans.append(Span(form.step, start, frames))
        start += frames
    return tuple(spans), tuple(placed)


def lay(form: Form, frames: int, start: int) -> Iterator[Laid]:
    """The items of the flow that is at ease in `frames` frames, one after the other."""
    flow, lengths = form.filled(frames)
    for item, length in zip(flow.items, lengths, strict=True):
        yield Laid(item, start, length)
        start += length


def _breathe(breath: Cycles, number: int, start: int, step: int) -> Iterator[Placed]:
    for index in range(number):
        for sound in breath.sounds(index):
            at = start + index * breath.frames + sound.start
            yield Placed(sound.cue, at, sound.frames, step, breath.line)
