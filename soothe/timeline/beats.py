"""What a step is made of, in frames: what is fixed, what can stretch, what can be repeated.

A `Beat` is a cue with the frames it may take; a `Cycles` is a breath, whose cycles may be few or
many but always last equally long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from soothe.model import Pause
from soothe.units import to_seconds

if TYPE_CHECKING:
    from soothe.model import BedChange, Bell, Say, Show


@dataclass(frozen=True, slots=True)
class Beat:
    """A cue and the frames it may take; all three are equal unless it is an elastic pause."""

    cue: Say | Pause | Bell | BedChange | Show
    line: int
    """Index of the line within its step."""
    least: int
    reference: int
    most: int

    @property
    def elastic(self) -> bool:
        """Whether fitting decides its length."""
        return self.least < self.most


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard within a breath."""

    cue: Say | Bell
    start: int
    """Frames from the start of the cycle."""
    frames: int


@dataclass(frozen=True, slots=True)
class Cycles:
    """A breath: fitting decides the number of its cycles."""

    line: int
    frames: int
    """Of one cycle."""
    least: int
    """Cycles."""
    most: int
    """Cycles."""
    guided_cycles: int
    guided: tuple[Sound, ...]
    plain: tuple[Sound, ...]

    def sounds(self, index: int) -> tuple[Sound, ...]:
        """What is heard in the cycle at `index`, from 0."""
        return self.guided if index < self.guided_cycles else self.plain


Item: TypeAlias = Beat | Cycles


def fixed(cue: Say | Bell | BedChange | Show, line: int, frames: int) -> Beat:
    """A cue that lasts as long as it lasts."""
    return Beat(cue, line, frames, frames, frames)


def wait(line: int, frames: int, rate: int, *, announced: bool = False) -> Beat:
    """An exact pause that no author wrote as one."""
    seconds = to_seconds(frames, rate)
    return Beat(Pause(seconds, seconds, seconds, announced), line, frames, frames, frames)
