"""The first frame of an MP3: a silent one that tells players the length, to the sample.

Its layout is Xing's with LAME's extension. Decoders drop `DELAY` samples (and their own 529) at the
start and the padding at the end, and so return exactly the samples that went in.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from soothe.outputs.mp3_frame import BITRATES, FRAME, cbr_offset, frame_bytes, is_mono

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Sequence

DELAY = 576
"""Samples of silence that LAME puts before the sound."""

_CBR, _VBR = 1, 4
_VBR_HOLDER_BITRATE = 128
_FRAMES_BYTES_TOC = 7


@dataclass(frozen=True, slots=True)
class Info:
    """What the info frame tells."""

    frames: int
    """MP3 frames that follow it."""
    samples: int
    """Length of the sound in samples per channel."""
    toc: Sequence[int]
    """Bytes of sound before each hundredth of the time, a hundred of them."""
    audio_bytes: int
    """Bytes of all frames that follow it."""
    bitrate: int | None
    """Constant kilobits per second; None: variable."""


def constant_info(samples: int, frames: int, bitrate: int, rate: int) -> Info:
    """What is known before the first frame is encoded, at a constant bitrate."""
    toc = [cbr_offset(frame, bitrate, rate) for frame in _toc_frames(frames)]
    return Info(frames, samples, toc, cbr_offset(frames, bitrate, rate), bitrate)


def measured_info(samples: int, sizes: array[int]) -> Info:
    """What is known when all frames are encoded, from their sizes in bytes."""
    between = (sum(sizes[start:end]) for start, end in pairwise(_toc_frames(len(sizes))))
    return Info(len(sizes), samples, list(accumulate(between, initial=0)), sum(sizes), None)


def _toc_frames(frames: int) -> Iterator[int]:
    """The frames that the table of contents points at: one for each hundredth of the time."""
    return (frames * hundredth // 100 for hundredth in range(100))


def info_header(first: bytes, bitrate: int | None) -> bytes:
    """Header of the info frame, made from that of the first frame of sound."""
    index = BITRATES.index(bitrate or _VBR_HOLDER_BITRATE)
    return bytes((first[0], first[1] | 1, index << 4 | first[2] & 0x0C, first[3] & 0xCF))


def info_frame(header: bytes, info: Info) -> bytes:
    """The whole frame; `header` is from `info_header`."""
    size = frame_bytes(header)
    total = size + info.audio_bytes
    toc = bytes(min(255, (size + at) * 256 // total) for at in info.toc)
    name = b"Xing" if info.bitrate is None else b"Info"
    counts = struct.pack(">4s3I", name, _FRAMES_BYTES_TOC, info.frames, total)
    side_information = bytes(17 if is_mono(header) else 32)
    body = header + side_information + counts + toc + _lame_tag(info, total)
    return (body + struct.pack(">H", _crc16(body))).ljust(size, b"\0")


def _lame_tag(info: Info, total: int) -> bytes:
    padding = info.frames * FRAME - DELAY - info.samples
    method = _VBR if info.bitrate is None else _CBR
    gapless = (DELAY << 12 | padding).to_bytes(3, "big")
    # Lowpass, gains, preset and the checksum of the sound are zero, which means "not stated": the
    # sound is not known yet when this frame is written.
    return struct.pack(
        ">9sBB8xBB3s4xI2x", b"LAME3.100", method, 0, 0, min(255, info.bitrate or 0), gapless, total
    )


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
