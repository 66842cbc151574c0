"""MP3 in segments: several encoders work side by side, and their frames become one stream.

Each segment has an encoder of its own that starts some frames early, so that at the bound its
filters, its hearing model and its bit reservoir are as a single encoder's would be. At the bound
the left encoder goes on until a frame is found where it left at least as many reservoir bytes free
as the right one's frame needs. There the right one's bytes are copied into the left one's tail: no
header changes, and every decoder plays on as if nothing had happened. Should no such frame come,
the left encoder simply keeps encoding to the end: slower, and still right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.outputs.lame import LameSettings, open_encoder
from soothe.outputs.mp3_frame import (
    FRAME,
    last_main_data,
    main_data_begin,
    put_last_main_data,
    split,
)
from soothe.outputs.segments import Segment

if TYPE_CHECKING:
    from soothe.outputs.recording import Recording

EARLY = 24
"""Frames that an encoder starts before its bound."""

_LATE = 8
_RESERVOIR = 10
"""Frames that surely hold the longest reservoir, 511 bytes, at the lowest bitrate."""


class Mp3Segment(Segment):
    """The MP3 frames from `first` on, encoded as far as asked for."""

    def __init__(self, track: Recording, settings: LameSettings, first: int) -> None:
        super().__init__(track, first, FRAME)
        self._encoder = open_encoder(settings, track.rate, track.channels)
        self._pending = bytearray()

    def needs(self, index: int) -> int:
        """Reservoir bytes before frame `index` that belong to it."""
        return main_data_begin(self.frames[index - self.first])

    def _encoded(self, start: int, count: int, *, last: bool) -> list[bytes]:
        self._pending += self._encoder.encode(self._track.bytes(start, count))
        if last:
            self._pending += self._encoder.flush()
        return split(self._pending)


def encode_segment(track: Recording, settings: LameSettings, bounds: tuple[int, int]) -> Mp3Segment:
    """The frames between two bounds, with what a join needs before and after.

    Raises:
        UsageError: MP3 does not know the track's rate.
    """
    first, end = bounds
    segment = Mp3Segment(track, settings, max(0, first - EARLY))
    segment.encode_to(end + _LATE)
    return segment


def join(left: Mp3Segment, right: Mp3Segment, total: int) -> int:
    """Finds the frame at which `right` takes over and puts its reservoir bytes into `left`.

    Returns:
        The frame, at or after the right one's bound; `total` if the left one goes on to the end.
    """
    for index in range(max(left.first + _RESERVOIR, right.first + EARLY), total):
        left.encode_to(index + 1)
        right.encode_to(index + 1)
        if left.needs(index) >= right.needs(index):
            _hand_over(left, right, index)
            return index
    return total


def _hand_over(left: Mp3Segment, right: Mp3Segment, index: int) -> None:
    before = right.take(index)
    kept = left.frames[: index - left.first]
    put_last_main_data(kept, last_main_data(before, right.needs(index)))
    left.frames = kept
