"""The MP3 frames of a whole track, encoded by several threads; the same for any number of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from soothe.outputs.mp3_frame import FRAME
from soothe.outputs.mp3_segment import EARLY, encode_segment, join
from soothe.outputs.segments import joined_runs

if TYPE_CHECKING:
    from collections.abc import Generator

    from soothe.outputs.lame import LameSettings
    from soothe.outputs.recording import Recording

_LONGEST = 2400
_TOGETHER = 4
_PERIOD = 49
"""Frames after which the pattern of padded frames repeats at 44.1 kHz, whatever the bitrate."""


def frame_count(samples: int) -> int:
    """MP3 frames that LAME makes of a number of samples."""
    return -(-samples // FRAME) + 1


def plan(frames: int) -> tuple[int, ...]:
    """The bounds between segments, in MP3 frames; they depend on the length alone.

    Segments are at most about a minute long, and their number is a multiple of four so that
    two or four workers finish together. Encoders start on multiples of the padding period, so that
    every frame has the size that a single encoder would give it.
    """
    count = _TOGETHER * -(-frames // (_TOGETHER * _LONGEST)) if frames > _LONGEST else 1
    return tuple(frames * i // count // _PERIOD * _PERIOD + EARLY for i in range(1, count))


def mp3_frames(
    track: Recording, settings: LameSettings, bounds: tuple[int, ...], *, workers: int
) -> Generator[list[bytes], None, None]:
    """All frames in order, in runs; without bounds a single encoder makes them.

    Memory does not grow with the length: a few segments for each worker are held.

    Raises:
        UsageError: MP3 does not know the track's rate.
    """
    work = partial(encode_segment, track, settings)
    return joined_runs(work, join, bounds, frame_count(track.frames), workers=workers)
