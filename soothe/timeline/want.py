"""Sharing a length in real numbers: all stretch or shrink under one pressure, within bounds.

Steps share the length of the session; pauses share what a step's words leave over. Both minimise
the sum of `weight * (length - ideal) ** 2 / ideal`. That is convex, so at the optimum every length
is `ideal + pressure * ideal / weight`, cut off at its bounds, with one pressure for all. For
pauses, of weight one, this says that all are the same multiple of their ideals.
"""

from __future__ import annotations

from bisect import bisect_left
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Want(NamedTuple):
    """Somebody who takes part in a length: bounds and what it would like, in frames."""

    least: int
    most: int
    ideal: float
    """Above zero."""
    weight: float = 1.0
    """How firmly it holds its ideal; above zero."""
    copies: int = 1
    """How many times its length counts in the sum: two for the steps of a pair."""

    @property
    def give(self) -> float:
        """Frames that it yields to a pressure of one."""
        return self.ideal * self.copies / self.weight

    def under(self, pressure: float) -> float:
        """Its real length under a pressure, which it shares with all others."""
        return min(self.most, max(self.least, self.ideal + pressure * self.give))

    def cost(self, length: float) -> float:
        """How far a length is from what it would like."""
        return self.weight * (length - self.ideal) ** 2 / self.ideal

    def price(self, length: int, move: int) -> float:
        """What one frame more (`move` 1) or less (-1) adds to the cost; infinite past a bound."""
        if not self.least <= length + move <= self.most:
            return float("inf")
        return self.weight * (2 * move * (length - self.ideal) + 1) / self.ideal


def cost(wants: Iterable[Want], lengths: Iterable[float]) -> float:
    """What all these lengths cost together."""
    return fsum(want.cost(length) for want, length in zip(wants, lengths, strict=True))


def relax(wants: Sequence[Want], total: int) -> tuple[float, ...]:
    """The cheapest real lengths with the sum `total`, copies counted, or as near as bounds let."""
    common = pressure(wants, total)
    return tuple(want.under(common) for want in wants)


def pressure(wants: Sequence[Want], total: float) -> float:
    """The pressure at which the real lengths have the sum `total`, copies counted."""
    rows = [(w.least, w.most, w.ideal, w.give, w.copies) for w in wants]

    def length(pressure: float) -> float:
        # `Want.under` spelled out: nothing else in a fit takes as long.
        return fsum(
            [
                copies * min(most, max(least, ideal + pressure * give))
                for least, most, ideal, give, copies in rows
            ]
        )

    knots = sorted(
        {(edge - ideal) / give for least, most, ideal, give, _ in rows for edge in (least, most)}
    )
    # Between two neighbouring knots nobody meets a bound, so the sum grows in a straight line.
    above = bisect_left(knots, total, key=length)
    if not 0 < above < len(knots):
        return knots[above and -1] if knots else 0.0
    low, high = knots[above - 1 : above + 1]
    least, most = length(low), length(high)
    return low + (high - low) * (total - least) / (most - least)
