"""Sounds at their places on silence: the lines of the voice, the strikes of bells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np

from soothe.mix.curves import draw, scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soothe.loudness import Energies
    from soothe.mix.curves import Positions, Values
    from soothe.model import Samples

_KEPT_SOUNDS = 8


class Sound(Hashable, Protocol):
    """Something that can be heard at several places of a session, with its measures."""

    @property
    def frames(self) -> int:
        """Length."""
        ...

    @property
    def energies(self) -> Energies:
        """K-weighted mean square of each 10 ms."""
        ...

    @property
    def peaks(self) -> Values:
        """True peak of each 100 ms, linear."""
        ...

    def samples(self) -> Samples:
        """Stereo samples `(frames, 2)`."""
        ...


AnySound_co = TypeVar("AnySound_co", bound=Sound, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Hit(Generic[AnySound_co]):
    """A sound at its place."""

    start: int
    """Frames from the start of the track."""
    gain: float
    """Amplitude factor."""
    sound: AnySound_co

    @property
    def end(self) -> int:
        """Frame after its last."""
        return self.start + self.sound.frames


class Hits:
    """A stem of sounds at their places, under the envelope of the session."""

    def __init__(self, hits: Iterable[Hit[Sound]], envelope: Callable[[Positions], Values]) -> None:
        self._hits = sorted(hits, key=lambda hit: hit.start)
        self._starts = [hit.start for hit in self._hits]
        self._longest = max((hit.sound.frames for hit in self._hits), default=0)
        self._envelope = envelope
        self._load = lru_cache(maxsize=_KEPT_SOUNDS)(_samples)

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on."""
        block = np.zeros((frames, 2), np.float32)
        self.add(block, start)
        return block

    def add(self, block: Samples, start: int) -> None:
        """Mixes what is heard from frame `start` on into a block `(frames, 2)`."""
        end = start + len(block)
        for hit in self._near(start, end):
            low, high = max(start, hit.start), min(end, hit.end)
            if low < high:
                sound = self._load(hit.sound)[low - hit.start : high - hit.start]
                level = draw(self._envelope, low, high - low) * np.float32(hit.gain)
                block[low - start : high - start] += scaled(sound, level)

    def _near(self, start: int, end: int) -> list[Hit[Sound]]:
        """Every sound that may reach into a stretch, in order of start."""
        first = bisect_right(self._starts, start - self._longest)
        return self._hits[first : bisect_left(self._starts, end)]


def _samples(sound: Sound) -> Samples:
    return sound.samples()
