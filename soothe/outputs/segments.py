"""Encoders side by side: each makes the frames of a segment, and their frames become one stream.

What is common to MP3 and AAC: a segment is encoded as far as asked for, and hands its frames over
when it is known where the next one takes over. How two segments are joined is each format's own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from soothe.outputs.parallel import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from soothe.outputs.recording import Recording

_LAG = 3
"""Frames that an encoder keeps to itself until it has heard what follows them."""
_STEP = 96
"""Frames read at once: with fewer, mixing spends its time between blocks; with more, in memory."""


class Segment(ABC):
    """The frames from `first` on.

    Args:
        track: the whole sound.
        first: its first frame.
        samples: how many samples a frame adds.
    """

    def __init__(self, track: Recording, first: int, samples: int) -> None:
        self.first = first
        self.frames: list[bytes] = []
        self._track = track
        self._samples = samples
        self._fed = first * samples

    @property
    def end(self) -> int:
        """The first frame that is not encoded yet."""
        return self.first + len(self.frames)

    def encode_to(self, end: int) -> None:
        """Encodes at least up to frame `end`, or to the end of the track."""
        while self.end < end and self._fed < self._track.frames:
            missing = max(1, end + _LAG - self._fed // self._samples)
            count = min(min(missing, _STEP) * self._samples, self._track.frames - self._fed)
            start, self._fed = self._fed, self._fed + count
            self.frames += self._encoded(start, count, last=self._fed == self._track.frames)

    def take(self, end: int) -> list[bytes]:
        """Hands over the frames before `end`."""
        count = end - self.first
        taken, self.frames, self.first = self.frames[:count], self.frames[count:], end
        return taken

    @abstractmethod
    def _encoded(self, start: int, count: int, *, last: bool) -> list[bytes]:
        """The frames that become whole with these samples; after the last ones, all that remain."""


AnySegment = TypeVar("AnySegment", bound=Segment)


def joined_runs(
    encode: Callable[[tuple[int, int]], AnySegment],
    join: Callable[[AnySegment, AnySegment, int], int],
    bounds: tuple[int, ...],
    total: int,
    *,
    workers: int,
) -> Generator[list[bytes], None, None]:
    """All frames in order, in runs; without bounds a single encoder makes them.

    Memory does not grow with the length: a few segments for each worker are held.

    Args:
        encode: makes the segment between two bounds.
        join: finds the frame at which the right of two takes over; `total`: it never does.
        bounds: the frames at which another encoder takes over, or soon after.
        total: frames of the whole track.
        workers: how many encode at once.
    """
    with closing(in_order(encode, pairwise((0, *bounds, total)), workers=workers)) as segments:
        left = next(segments)
        for right in segments:
            end = join(left, right, total)
            if end == total:
                break
            yield left.take(end)
            right.take(end)
            left = right
        left.encode_to(total)
        yield left.take(total)
