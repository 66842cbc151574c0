"""Sets of lengths: which whole numbers of frames can be reached, exactly and without listing them.

A step can last any number of frames between two bounds, or between several pairs of bounds: its
runs. A pair of steps doubles them, which leaves only every second frame. So a `Lengths` keeps one
list of runs for each remainder modulo a stride; with the stride a multiple of every count of steps
that are timed as one, sums and unions stay exact whatever the frame rate.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Run: TypeAlias = tuple[int, int]
"""First and last of consecutive whole numbers, both included."""
Runs: TypeAlias = tuple[Run, ...]
"""Ascending runs with at least one number missing between neighbours."""


def merge(runs: Iterable[Run]) -> Runs:
    """The union of runs; empty ones, whose last is before their first, vanish."""
    merged: list[Run] = []
    for first, last in sorted(runs):
        if last < first:
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def overlap(left: Runs, right: Runs) -> Runs:
    """The numbers that lie in both."""
    return merge((max(a, c), min(b, d)) for (a, b), (c, d) in product(left, right))


def nearest(runs: Runs, number: int) -> int:
    """The number in the runs, which are not empty, that is nearest to another; of two the lower."""
    return min(
        (max(first, min(number, last)) for first, last in runs),
        key=lambda found: abs(found - number),
    )


def _plus(left: Runs, right: Runs, carry: int) -> Iterable[Run]:
    return ((a + c + carry, b + d + carry) for (a, b), (c, d) in product(left, right))


@dataclass(frozen=True, slots=True)
class Lengths:
    """A set of whole numbers."""

    stride: int
    rows: tuple[Runs, ...]
    """`rows[r]` holds the runs of q for which `r + stride * q` belongs to the set."""

    @classmethod
    def of(cls, runs: Runs, copies: int = 1, stride: int = 1) -> Lengths:
        """`copies` times every number of the runs; `stride` is a multiple of `copies`."""
        rows: list[Runs] = [()] * stride
        step = stride // copies
        for rest in range(step):
            rows[rest * copies] = merge(
                (-((rest - first) // step), (last - rest) // step) for first, last in runs
            )
        return cls(stride, tuple(rows))

    @property
    def least(self) -> int:
        """The least member of a set that is not empty."""
        return min(r + self.stride * runs[0][0] for r, runs in enumerate(self.rows) if runs)

    @property
    def most(self) -> int:
        """The greatest member of a set that is not empty."""
        return max(r + self.stride * runs[-1][1] for r, runs in enumerate(self.rows) if runs)

    def __contains__(self, number: int) -> bool:
        return self.below(number) == number

    def __add__(self, other: Lengths) -> Lengths:
        """Every sum of a number from here and one from there; both have the same stride."""
        sums: list[list[Run]] = [[] for _ in self.rows]
        for (i, left), (j, right) in product(enumerate(self.rows), enumerate(other.rows)):
            carry, row = divmod(i + j, self.stride)
            sums[row].extend(_plus(left, right, carry))
        return Lengths(self.stride, tuple(merge(runs) for runs in sums))

    def __or__(self, other: Lengths) -> Lengths:
        """Every number from here or there; both have the same stride."""
        rows = zip(self.rows, other.rows, strict=True)
        return Lengths(self.stride, tuple(merge(left + right) for left, right in rows))

    def below(self, number: int) -> int | None:
        """The greatest member that is not above `number`."""
        found = []
        for row, runs in enumerate(self.rows):
            quotient = (number - row) // self.stride
            if after := bisect_right(runs, quotient, key=itemgetter(0)):
                found.append(row + self.stride * min(runs[after - 1][1], quotient))
        return max(found, default=None)

    def above(self, number: int) -> int | None:
        """The least member that is not below `number`."""
        found = []
        for row, runs in enumerate(self.rows):
            quotient = -((row - number) // self.stride)
            if (at := bisect_left(runs, quotient, key=itemgetter(1))) < len(runs):
                found.append(row + self.stride * max(runs[at][0], quotient))
        return min(found, default=None)
