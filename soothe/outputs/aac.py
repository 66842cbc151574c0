"""AAC in segments: several encoders work side by side, and their frames become one stream.

A frame of AAC is whole in itself. All that ties it to the next is that the two overlap, and fade
into each other through halves of one window. Each segment's encoder starts some frames early, so
that its hearing model and its bit budget are as a single encoder's would be. The right one takes
over after a frame for which both chose the same window; should there be none, the left one goes on
to the end: slower, and still right.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from soothe.outputs.libav import LAYOUTS, as_frame, load_av
from soothe.outputs.segments import Segment, joined_runs

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from soothe.outputs.recording import Recording

FRAME = 1024
"""Samples that each frame of AAC adds."""
EARLY = 144
"""Frames that an encoder starts before its bound: its bit budget takes that long to settle. After a
third of them noise is half as far again from the original as a single encoder's, after all, a
seventh."""

_LATE = 2
_LONGEST = 3000
_TOGETHER = 4
_ONE_CHANNEL, _PAIR = 0, 1
"""The first three bits of a frame."""


def frame_count(samples: int) -> int:
    """AAC frames of a number of samples; the first one only fades in."""
    return -(-samples // FRAME) + 1


def plan(frames: int) -> tuple[int, ...]:
    """The bounds between segments of at most about a minute; they depend on the length alone."""
    count = _TOGETHER * -(-frames // (_TOGETHER * _LONGEST)) if frames > _LONGEST else 1
    return tuple(frames * index // count for index in range(1, count))


def aac_frames(
    track: Recording, bitrate: int, bounds: tuple[int, ...], *, workers: int
) -> Generator[list[bytes], None, None]:
    """All frames in order, in runs; without bounds a single encoder makes them.

    Args:
        track: the sound.
        bitrate: kilobits per second.
        bounds: the frames at which another encoder takes over, or soon after.
        workers: how many encode at once. A few segments for each are held, whatever the length.
    """
    work = partial(_encode, track, bitrate)
    return joined_runs(work, join, bounds, frame_count(track.frames), workers=workers)


class AacSegment(Segment):
    """The AAC frames from `first` on, encoded as far as asked for."""

    def __init__(self, track: Recording, bitrate: int, first: int) -> None:
        super().__init__(track, first, FRAME)
        self._encoder = _open_encoder(track, bitrate)

    def window(self, index: int) -> int | None:
        """The window of frame `index`."""
        return window(self.frames[index - self.first])

    def _encoded(self, start: int, count: int, *, last: bool) -> list[bytes]:
        frames = [*self._encoder.encode(as_frame(self._track, start, count))]
        return [bytes(each) for each in (*frames, *(self._encoder.encode(None) if last else ()))]


def join(left: AacSegment, right: AacSegment, total: int) -> int:
    """Finds the frame at which `right` takes over.

    Returns:
        The frame, at or after the right one's bound; `total` if the left one goes on to the end.
    """
    for index in range(right.first + EARLY, total):
        left.encode_to(index + 1)
        right.encode_to(index + 1)
        if left.window(index - 1) == right.window(index - 1) is not None:
            return index
    return total


def window(frame: bytes) -> int | None:
    """Sequence and shape of the window that all channels of a frame share; None: not all do."""
    head = int.from_bytes(frame[:4], "big")
    kind, together = head >> 29, head >> 24 & 1
    if kind == _ONE_CHANNEL:
        return head >> 13 & 0b111
    return head >> 20 & 0b111 if kind == _PAIR and together else None


def _encode(track: Recording, bitrate: int, bounds: tuple[int, int]) -> AacSegment:
    """The frames between two bounds, with what a join needs before and after."""
    first, end = bounds
    segment = AacSegment(track, bitrate, max(0, first - EARLY))
    segment.encode_to(end + _LATE)
    return segment


def _open_encoder(track: Recording, bitrate: int) -> Any:  # noqa: ANN401 - a module that may be missing has no types
    encoder = load_av().CodecContext.create("aac", "w")
    encoder.sample_rate = track.rate
    encoder.layout = LAYOUTS[track.channels]
    encoder.format = "fltp"
    encoder.bit_rate = bitrate * 1000
    # Else it writes its version before the window of every 256th frame.
    encoder.options = {"flags": "+bitexact"}
    return encoder
