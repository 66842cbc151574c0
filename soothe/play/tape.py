"""What is heard at every output frame, as a value.

The mix can be read anywhere, so playing, pausing and seeking need no state in the sound path. A
tape says which part of the mix meets which output frame: it plays, it rests, or it crosses from one
tape to another. A key press makes a new tape out of the old one, and because a crossing may start
from a crossing, keys can be pressed as fast as anybody likes without a click.

Output frames count what the device has been given; positions count frames of the track.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Block: TypeAlias = npt.NDArray[np.int16]
    """Stereo samples `(frames, 2)`, as the device takes them."""

    Pcm: TypeAlias = Callable[[int, int], Block]
    """`pcm(start, frames)`: the track's own samples from frame `start` on."""


class Tape(Protocol):
    """What is heard from some output frame on."""

    @property
    def end(self) -> int:
        """First output frame from which nothing more is heard."""
        ...

    def read(self, start: int, frames: int) -> Block:
        """Samples for `frames` output frames from `start` on; silence beyond the end."""
        ...

    def position(self, frame: int) -> int:
        """Frame of the track that belongs to an output frame."""
        ...

    def heard(self, frame: int) -> int:
        """Frame of the track that is heard at an output frame, whatever is about to come."""
        ...

    def settled(self, frame: int) -> Tape:
        """The same sound from `frame` on, without crossings that are over by then."""
        ...


@dataclass(frozen=True, slots=True)
class Playing:
    """The track runs; its first frame meets, or would have met, output frame `origin`."""

    pcm: Pcm
    frames: int
    """Length of the track."""
    origin: int

    @property
    def end(self) -> int:
        """Output frame after the last frame of the track."""
        return self.origin + self.frames

    def at(self, place: int, frame: int) -> Playing:
        """The same track, its frame `place` meeting output frame `frame`."""
        return Playing(self.pcm, self.frames, frame - place)

    def read(self, start: int, frames: int) -> Block:
        """The track's samples, untouched."""
        within = max(0, min(frames, self.end - start))
        sound = self.pcm(start - self.origin, within)
        if within == frames:
            return sound
        return np.concatenate((sound, np.zeros((frames - within, 2), np.int16)))

    def position(self, frame: int) -> int:
        """Frame of the track, never outside it."""
        return max(0, min(self.frames, frame - self.origin))

    def heard(self, frame: int) -> int:
        """Frame of the track."""
        return self.position(frame)

    def settled(self, frame: int) -> Tape:  # noqa: ARG002 - nothing to shed
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class Resting:
    """Silence, with the place kept."""

    place: int
    """Frame of the track."""
    end: int = 0

    def read(self, start: int, frames: int) -> Block:  # noqa: ARG002 - silence is everywhere alike
        """Silence."""
        return np.zeros((frames, 2), np.int16)

    def position(self, frame: int) -> int:  # noqa: ARG002 - the place is kept
        """The place that is kept."""
        return self.place

    def heard(self, frame: int) -> int:  # noqa: ARG002 - the place is kept
        """The place that is kept."""
        return self.place

    def settled(self, frame: int) -> Tape:  # noqa: ARG002 - nothing to shed
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class Crossing:
    """One tape gives way to another over `frames` output frames from `start` on.

    The two weights add up to one, so a crossing is never louder than the louder of both and the
    ceiling of the mix holds.
    """

    old: Tape
    new: Tape
    start: int
    frames: int

    @property
    def end(self) -> int:
        """The end of the new tape, and not before the crossing is over."""
        return max(self.new.end, self.start + self.frames)

    def read(self, start: int, frames: int) -> Block:
        """Both tapes, weighted along half a cosine."""
        along = (np.arange(start, start + frames) - self.start) / self.frames
        weight = 0.5 - 0.5 * np.cos(np.pi * np.clip(along, 0.0, 1.0))[:, None]
        old, new = self.old.read(start, frames), self.new.read(start, frames)
        return np.rint(old * (1.0 - weight) + new * weight).astype(np.int16)

    def position(self, frame: int) -> int:
        """The place that is being crossed to, also before the crossing has begun."""
        return self.new.position(max(frame, self.start))

    def heard(self, frame: int) -> int:
        """The place of the old tape until the crossing begins, then that of the new one."""
        return (self.old if frame < self.start else self.new).heard(frame)

    def settled(self, frame: int) -> Tape:
        """The new tape once the crossing is over."""
        if frame >= self.start + self.frames:
            return self.new.settled(frame)
        return Crossing(self.old.settled(frame), self.new, self.start, self.frames)
