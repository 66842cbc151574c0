"""Which lines of a step are heard, and in which order they make its flows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from soothe.timeline.beats import Beat, wait
from soothe.timeline.flow import Flow
from soothe.timeline.form import Form
from soothe.timeline.frames import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from soothe.model import Line, Step
    from soothe.timeline.beats import Item


class Lines(Protocol):
    """The items of each line of a step, by its index; they may be measured when asked for."""

    def __getitem__(self, index: int, /) -> Sequence[Item]:
        """The items of a line."""
        ...


def heard(step: Step, kept: Collection[str]) -> tuple[int, ...]:
    """Indices of the lines whose conditions hold when steps of these names were kept."""
    return tuple(
        index
        for index, line in enumerate(step.lines)
        if not (line.kept or line.dropped)
        or (
            all(name in kept for name in line.kept)
            and not any(name in kept for name in line.dropped)
        )
    )


def asked_of(step: Step) -> frozenset[str]:
    """The names of steps on which the conditions of its lines hang."""
    return frozenset(name for line in step.lines for name in (*line.kept, *line.dropped))


def form_of(step: Step, lines: Lines, chosen: Sequence[int], rate: int) -> Form:
    """The step with the chosen of its lines, one flow for each rank of optional lines.

    Args:
        step: the step.
        lines: the items of each of its lines.
        chosen: indices of the lines that may be heard.
        rate: frames per second.
    """
    ranks = {index: rank(step.lines[index]) for index in chosen}
    flows = (
        [index for index in chosen if ranks[index] <= most] for most in sorted({0, *ranks.values()})
    )
    ordered = (_ordered(step, lines, flow, rate) for flow in flows)
    return Form(step, rate, tuple(Flow.of(items, step.title) for items in ordered))


def rank(line: Line) -> int:
    """Rank at which a line joins; 0: it is always heard."""
    return 0 if line.safety else line.room


def _ordered(step: Step, lines: Lines, chosen: Sequence[int], rate: int) -> Iterable[Item]:
    tied = [(end, index) for index in chosen if (end := step.lines[index].before_end) is not None]
    free = [index for index in chosen if step.lines[index].before_end is None]
    tail: list[Item] = []
    after = 0
    # From the end backwards; of two lines tied to the same moment the later one is heard last.
    for end, index in sorted(tied, key=lambda line: (line[0], -line[1])):
        items = _at_ease(lines[index])
        length = sum(_frames(item) for item in items)
        start = max(nearest(end, rate), after + length)
        if rest := start - after - length:
            items.append(wait(index, rest, rate))
        tail, after = items + tail, start
    return [*(item for index in free for item in lines[index]), *tail]


def _at_ease(items: Sequence[Item]) -> list[Item]:
    """The items with nothing left to decide; the last pause gives way to the wait for the end."""
    kept = list(items)
    while kept and isinstance(last := kept[-1], Beat) and last.elastic:
        kept.pop()
    return [_settled(item) for item in kept]


def _settled(item: Item) -> Item:
    if isinstance(item, Beat):
        return replace(item, least=item.reference, most=item.reference)
    return replace(item, most=item.least)


def _frames(item: Item) -> int:
    return item.reference if isinstance(item, Beat) else item.frames * item.least
