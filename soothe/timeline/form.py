"""A step as one level of the session keeps it: the flows it can choose from, and its choice.

Optional lines join by rank, so a step has one flow for each number of ranks that it takes in. It
can last whatever any of them can last within its bounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from soothe.timeline.frames import bounds, nearest
from soothe.timeline.lengths import merge, overlap

if TYPE_CHECKING:
    from soothe.model import Step
    from soothe.timeline.flow import Counts, Flow
    from soothe.timeline.lengths import Runs

    Option: TypeAlias = tuple[int, Counts, int]
    """Ranks taken in, cycles of each breath, frames left for all else."""


@dataclass(frozen=True, slots=True)
class Form:
    """A step and its flows, the one with the fewest lines first."""

    step: Step
    rate: int
    flows: tuple[Flow, ...]
    _filled: dict[int, tuple[Flow, tuple[int, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `filled` has found: sessions of many lengths give a step the same frames."""

    @property
    def bounds(self) -> tuple[int, int]:
        """Least and most frames that the author allows."""
        return bounds(self.step.least, self.step.most, self.rate)

    @property
    def typical(self) -> int:
        """Frames that the author likes best, at least one."""
        return max(1, nearest(self.step.typical, self.rate))

    @property
    def runs(self) -> Runs:
        """The lengths that it can have, in frames."""
        return overlap(self.natural(), merge([self.bounds]))

    def natural(self) -> Runs:
        """The lengths that words, breaths and pauses can fill, whatever the bounds say."""
        return merge(run for flow in self.flows for run in flow.runs())

    def filled(self, length: int) -> tuple[Flow, tuple[int, ...]]:
        """The flow at ease in `length` frames, and how many of them each of its items lasts."""
        if length not in self._filled:
            flow, counts, rest = self.choose(length)
            self._filled[length] = flow, flow.filled(counts, rest)
        return self._filled[length]

    def choose(self, length: int) -> tuple[Flow, Counts, int]:
        """The flow at ease in `length` frames, which it can have.

        The richest flow whose pauses can be at or above their references, else any; of its counts
        of breaths those that bring the pauses nearest to their references, as a ratio. Equals:
        fewer lines, then smaller counts.

        Returns:
            The flow, the cycles of each breath, and the frames left for everything but breaths.
        """
        options = [
            (ranks, counts, length - frames)
            for ranks, flow in enumerate(self.flows)
            for frames, counts in flow.breaths
            if flow.least <= length - frames <= flow.most
        ]
        roomy = [ranks for ranks, _, rest in options if self.flows[ranks].roomy(rest)]
        if roomy:
            options = [option for option in options if option[0] == max(roomy)]
        ranks, counts, rest = min(options, key=self._strain)
        return self.flows[ranks], counts, rest

    def _strain(self, option: Option) -> tuple[float, Option]:
        return self.flows[option[0]].strain(option[2]), option
