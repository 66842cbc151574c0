"""The beds of a session as one stem: each at its level, crossfaded, ducked and faded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.curves import draw, rise, scaled

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.mix.curves import Positions, Values
    from soothe.model import Samples, Stem


@dataclass(frozen=True, slots=True)
class Source:
    """One bed, from where it begins to come in until the next has taken over."""

    stem: Stem
    gain: float
    """Amplitude factor that brings it to its level under speech."""
    peak: float
    """Bound of its true peak, linear, before that factor."""
    start: int
    """Frame at which it begins to come in."""
    rise: int
    """Frames over which it comes in; 0: there from the beginning."""
    end: int
    """Frame at which the next begins to come in."""
    fall: int
    """Frames over which it leaves."""

    def presence(self, positions: Positions) -> Values:
        """Factor of its crossfades, at equal power, with its own gain."""
        come = rise((positions - self.start) / self.rise) if self.rise else 1.0
        leave = rise((positions - self.end) / self.fall)
        return np.asarray(self.gain * np.sqrt(come * (1.0 - leave)))


@dataclass(frozen=True, slots=True)
class Ambience:
    """A stem of beds under one automation."""

    sources: tuple[Source, ...]
    automation: Callable[[Positions], Values]
    """Factor common to all beds."""

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on."""
        block = np.zeros((frames, 2), np.float32)
        self.add(block, start)
        return block

    def add(self, block: Samples, start: int) -> None:
        """Mixes what is heard from frame `start` on into a block `(frames, 2)`."""
        for source in self.sources:
            gain = draw(partial(self.gain, source), start, len(block))
            if gain.any():
                block += scaled(source.stem.read(start, len(block)), gain)

    def gain(self, source: Source, positions: Positions) -> Values:
        """Factor of one of the beds."""
        return source.presence(positions) * self.automation(positions)
