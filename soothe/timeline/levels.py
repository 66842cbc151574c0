"""Which steps are kept: all of them, or as many as the time allows in comfort.

Level 0 keeps every step; each level drops one more group, the lowest `drop` first. A level is
comfortable when every step can have its least length and a part of the way to its typical one, a
part that grows with the length asked for: sooner leave a step out than hurry through all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from soothe.model import Step
    from soothe.timeline.lengths import Lengths
    from soothe.timeline.part import Part

EASE = Fraction(92, 100)
"""How much of the way to the typical lengths a level must leave, in proportion to the session."""
FULL = Fraction(85, 100)
"""The part of the usual length from which on no more is asked."""


@dataclass(frozen=True, slots=True)
class Level:
    """The session with some groups of steps dropped."""

    kept: tuple[int, ...]
    """Indices of the steps, in order."""
    parts: tuple[Part, ...]
    content: Lengths
    """Frames that the kept steps together can last."""

    def comfortable(self, content: int, usual: int) -> bool:
        """Whether `content` frames let nobody hurry; `usual` is the typical sum of all steps."""
        return comfortable([(part.least, part.typical) for part in self.parts], content, usual)


def comfortable(parts: Iterable[tuple[int, int]], content: int, usual: int) -> bool:
    """Whether `content` frames let nobody hurry.

    Args:
        parts: least and typical frames of each.
        content: frames of all of them together.
        usual: typical frames of all steps of the session, kept or not.
    """
    ease = EASE * min(FULL, Fraction(content, usual))
    return content >= sum(least + ease * max(0, typical - least) for least, typical in parts)


def keeps(steps: Sequence[Step]) -> Iterator[tuple[int, ...]]:
    """The steps kept at each level, as ascending indices; a level without steps is none.

    Steps with one key share the highest of their drop numbers, and one without any keeps them all.
    """
    drops: dict[str, float] = {}
    for step in steps:
        own = inf if step.drop is None else step.drop
        drops[step.key] = max(own, drops.get(step.key, own))
    for gone in sorted({-inf, *drops.values()} - {inf}):
        if kept := tuple(i for i, step in enumerate(steps) if drops[step.key] > gone):
            yield kept


def choose(levels: Sequence[Level], content: int, usual: int) -> Level:
    """The level for `content` frames, which at least one of them can have.

    The first comfortable one; where there is none, the one that drops most.
    """
    possible = [level for level in levels if content in level.content]
    comfortable = (level for level in possible if level.comfortable(content, usual))
    return next(comfortable, possible[-1])
