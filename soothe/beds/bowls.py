"""Singing bowls: soft strikes of a few bowls, one after another, each ringing into the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.beds.params import number, numbers, rows
from soothe.beds.partials import PARTIAL_SPANS, Strike
from soothe.beds.scatter import Scatter

if TYPE_CHECKING:
    from soothe.beds.texture import Texture


_LOOSE = 0.6
"""Strikes keep some distance: two at once are loud, and a long gap is a hole."""


@dataclass(frozen=True, slots=True)
class Bowls:
    """Settings of a layer of bowls."""

    hertz: tuple[float, ...] = numbers(136.1, 182.0, 204.0, 273.0, least=30, most=2000)
    """Pitch of each bowl."""
    partials: tuple[tuple[float, float, float], ...] = rows(
        (1.0, 0.0, 4.5), (2.71, -10.0, 2.6), (5.15, -22.0, 1.3), spans=PARTIAL_SPANS
    )
    """Rows of (ratio, level in decibels, seconds in which it falls by 8.7 dB)."""
    every: float = number(7.0, 2, 120)
    """Mean seconds from one strike to the next."""
    ring: float = number(14.0, 2, 20)
    """Seconds until a strike has died away."""
    attack_ms: float = number(220.0, 80, 5000)
    range_db: float = number(6.0, 0, 30)
    """How much softer than the loudest the softest strike is."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        bowls = (
            Strike(hertz, self.partials, self.attack_ms, self.ring).sound(rate)
            for hertz in self.hertz
        )
        return Scatter(tuple(bowls), rate, seed, 1.0 / self.every, self.range_db, _LOOSE)
