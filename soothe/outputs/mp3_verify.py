"""A cheap proof that an MP3 is whole: every frame is walked, none is decoded."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from soothe.errors import OutputError
from soothe.outputs.mp3_frame import FRAME, head_bytes, is_mono, main_data_begin, split
from soothe.outputs.mp3_info import DELAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from soothe.outputs.recording import Recording

_ID3_HEADER = 10
_BLOCK = 1 << 16
_SAME_IN_ALL_FRAMES = 0xFFFF0CC0
"""Sync, version, layer, checksum, rate and channel mode."""


def verify_mp3(path: Path, track: Recording) -> None:
    """Walks the file's frames and compares them with what its first frame and the track say.

    Raises:
        OutputError: a frame is broken, missing or too many, or a stated figure is wrong.
    """
    with path.open("rb") as file:
        file.seek(_tag_bytes(file.read(_ID3_HEADER)))
        frames = _walk(file)
        info = next(frames, b"")
        count, size, padding = _stated(info)
        walked, walked_bytes = _measure(info, frames)
    _expect("frames", walked, count)
    _expect("bytes", walked_bytes + len(info), size)
    _expect("samples", walked * FRAME - DELAY - padding, track.frames)
    _expect("channels", 1 if is_mono(info) else 2, track.channels)


def _expect(what: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise OutputError(
            f"The MP3 is broken: it has {found} {what} where {wanted} belong. Please report this."
        )


def _tag_bytes(header: bytes) -> int:
    if not header.startswith(b"ID3"):
        return 0
    size = 0
    for seven_bits in header[6:10]:
        size = size << 7 | seven_bits
    return _ID3_HEADER + size


def _walk(file: BinaryIO) -> Iterator[bytes]:
    data = bytearray()
    while block := file.read(_BLOCK):
        data += block
        yield from split(data)
    _expect("bytes after its last frame", len(data), 0)


def _stated(info: bytes) -> tuple[int, int, int]:
    """(frames, bytes, padding) as the info frame tells them."""
    at = head_bytes(info) if info else 0
    if info[at : at + 4] not in {b"Info", b"Xing"}:
        raise OutputError("The MP3 is broken: it does not state its length. Please report this.")
    count, size = struct.unpack_from(">II", info, at + 8)
    gapless = int.from_bytes(info[at + 137 : at + 140], "big")
    return count, size, gapless & 0xFFF


def _measure(info: bytes, frames: Iterator[bytes]) -> tuple[int, int]:
    """(frames, bytes) as they are; every frame must be like the first and find its reservoir."""
    count = size = reservoir = 0
    kind, head = _kind(info), head_bytes(info)
    for frame in frames:
        if _kind(frame) != kind or main_data_begin(frame) > reservoir:
            raise OutputError(f"The MP3 is broken at frame {count}. Please report this.")
        reservoir += len(frame) - head
        count += 1
        size += len(frame)
    return count, size


def _kind(frame: bytes) -> int:
    return int.from_bytes(frame[:4], "big") & _SAME_IN_ALL_FRAMES
