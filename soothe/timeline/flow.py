"""A step with a certain choice of its lines: what it can last, and how it fills what it is given.

The breaths come first: every total that their counts can have, with the smallest counts that have
it (compared from the first breath on). The pauses take up the rest, between their least and most.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from soothe.errors import FitError
from soothe.timeline.beats import Beat, Cycles
from soothe.timeline.share import share
from soothe.timeline.want import Want

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from soothe.timeline.beats import Item
    from soothe.timeline.lengths import Run

_WAYS = 200_000
"""Tries at the counts of one step, each a microsecond; what comes with soothe needs fifty."""
Counts: TypeAlias = tuple[int, ...]
"""Cycles of each breath of a flow, in order."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The items heard, in order, and their sums without the breaths, in frames."""

    items: tuple[Item, ...]
    fixed: int
    """What no choice changes."""
    least: int
    reference: int
    most: int
    breaths: tuple[tuple[int, Counts], ...]
    """(frames of all breaths, how many cycles each has)."""

    @classmethod
    def of(cls, items: Iterable[Item], title: str) -> Flow:
        """The flow of these items, in the step of that title.

        Raises:
            FitError: its breaths can be counted in too many ways.
        """
        items = tuple(items)
        beats = [item for item in items if isinstance(item, Beat)]
        return cls(
            items,
            sum(beat.least for beat in beats if not beat.elastic),
            sum(beat.least for beat in beats),
            sum(beat.reference for beat in beats),
            sum(beat.most for beat in beats),
            _breaths([item for item in items if isinstance(item, Cycles)], title),
        )

    def runs(self) -> list[Run]:
        """The lengths it can have, one run for each total of the breaths."""
        return [(self.least + frames, self.most + frames) for frames, _ in self.breaths]

    def roomy(self, rest: int) -> bool:
        """Whether its pauses reach their references when `rest` frames are not breath."""
        return rest >= self.reference

    def strain(self, rest: int) -> float:
        """How far its pauses are from ease, as a ratio not below 1, in `rest` frames."""
        low, high = sorted((rest - self.fixed, self.reference - self.fixed))
        if low == high:
            return 1.0
        return high / low if low else inf

    def filled(self, counts: Counts, rest: int) -> tuple[int, ...]:
        """The frames of each item, with these cycles of the breaths, and `rest` for all else."""
        pauses, cycles = iter(self.pauses(rest)), iter(counts)
        lengths = []
        for item in self.items:
            if isinstance(item, Beat):
                lengths.append(next(pauses) if item.elastic else item.least)
            else:
                lengths.append(next(cycles) * item.frames)
        return tuple(lengths)

    def pauses(self, rest: int) -> tuple[int, ...]:
        """The lengths of its elastic pauses, in order, in `rest` frames."""
        beats = (item for item in self.items if isinstance(item, Beat) and item.elastic)
        wants = [Want(beat.least, beat.most, beat.reference) for beat in beats]
        return share(wants, rest - self.fixed)


def _breaths(breaths: Sequence[Cycles], title: str) -> tuple[tuple[int, Counts], ...]:
    totals: dict[int, Counts] = {0: ()}
    for breath in breaths:
        if len(totals) * (breath.most - breath.least + 1) > _WAYS:
            raise FitError(
                f"{title}: its breaths can be counted in more than {_WAYS} ways. "
                "Give fewer of them a range: x4 in place of x1..8.",
                below=None,
                above=None,
            )
        longer: dict[int, Counts] = {}
        for frames, counts in totals.items():
            for cycles in range(breath.least, breath.most + 1):
                found = (*counts, cycles)
                total = frames + cycles * breath.frames
                longer[total] = min(longer.get(total, found), found)
        totals = longer
    return tuple(sorted(totals.items()))
