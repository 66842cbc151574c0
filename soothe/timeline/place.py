"""Putting every cue at its frame, once it is known how long each step lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.model import Placed, Span
from soothe.timeline.beats import Beat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.timeline.beats import Cycles
    from soothe.timeline.form import Form


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
        placed.extend(_fill(form, frames, start, index))
        spans.append(Span(form.step, start, frames))
        start += frames
    return tuple(spans), tuple(placed)


def _fill(form: Form, frames: int, start: int, step: int) -> Iterator[Placed]:
    flow, counts, rest = form.choose(frames)
    pauses, cycles = iter(flow.pauses(rest)), iter(counts)
    for item in flow.items:
        if isinstance(item, Beat):
            length = next(pauses) if item.elastic else item.least
            yield Placed(item.cue, start, length, step, item.line)
        else:
            number = next(cycles)
            length = number * item.frames
            yield from _breathe(item, number, start, step)
        start += length


def _breathe(breath: Cycles, number: int, start: int, step: int) -> Iterator[Placed]:
    for index in range(number):
        for sound in breath.sounds(index):
            at = start + index * breath.frames + sound.start
            yield Placed(sound.cue, at, sound.frames, step, breath.line)
