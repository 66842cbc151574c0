"""Which lengths of the finished track are possible, fades and silence included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soothe.timeline.lengths import Lengths
    from soothe.timeline.margins import Margins


@dataclass(frozen=True, slots=True)
class Reach:
    """Every length that a session can have, in frames of the finished track."""

    margins: Margins
    content: Lengths
    """What the steps together can last; never empty."""

    @property
    def least(self) -> int:
        """The shortest track."""
        return self.margins.shortest(self.content.least)

    @property
    def most(self) -> int:
        """The longest track."""
        return self.margins.longest(self.content.most)

    def contains(self, target: int) -> bool:
        """Whether a track of `target` frames is possible."""
        return self.margins.content(target) in self.content

    def nearest(self, target: int) -> tuple[int | None, int | None]:
        """The longest track not above `target` and the shortest not below it; None if none is."""
        if self.contains(target):
            return target, target
        content = self.margins.content(target)
        below, above = self.content.below(content), self.content.above(content)
        return (
            None if below is None else self.margins.longest(below),
            None if above is None else self.margins.shortest(above),
        )
