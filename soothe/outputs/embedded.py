"""Where a file keeps its cue sheet, and how it is found again.

MP3: a private frame of ID3. WAV: a chunk before the sound. M4A and M4B: a box at the end. Opus
and FLAC: a comment, in base 64. Players skip all of them.
"""

from __future__ import annotations

import base64
import binascii
import struct
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWNER = b"soothe"
CHUNK = b"sooC"
COMMENT = "SOOTHE_CUE_SHEET"
_BOX = UUID("7c0c0f3e-6f2b-4e6e-9a51-736f6f746865").bytes
_MOST_BYTES = 1 << 24
_HEAD_BYTES = 1 << 20


def box(packed: bytes) -> bytes:
    """The box of an MP4 file that holds a sheet."""
    return struct.pack(">I4s", 24 + len(packed), b"uuid") + _BOX + packed


def comment(packed: bytes) -> str:
    """The text of a comment that holds a sheet."""
    return base64.b64encode(packed).decode()


def find_packed(path: Path) -> bytes | None:
    """The packed sheet of a file of any kind; None if it has none.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(12)
        file.seek(0)
        if head.startswith(b"ID3"):
            return next(_in_id3(file), None)
        if head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE":
            return next(_in_wav(file), None)
        if head[4:8] == b"ftyp":
            return next(_in_mp4(file), None)
        if head.startswith(b"OggS"):
            return _in_comments(b"".join(_payloads(file.read(_HEAD_BYTES))))
        return _in_comments(file.read(_HEAD_BYTES)) if head.startswith(b"fLaC") else None


def _in_id3(file: BinaryIO) -> Iterator[bytes]:
    head = file.read(10)
    size = sum(part << shift for part, shift in zip(head[6:], (21, 14, 7, 0), strict=False))
    end = file.tell() + size
    while len(head := file.read(10)) == 10:  # noqa: PLR2004 - name, size and flags
        name, length, _ = struct.unpack(">4sIH", head)
        if not name.strip(b"\0") or file.tell() + length > end:
            return
        body = file.read(length)
        owner, _, packed = body.partition(b"\0")
        if owner == OWNER:
            yield packed


def _in_wav(file: BinaryIO) -> Iterator[bytes]:
    file.seek(12)
    while len(head := file.read(8)) == 8:  # noqa: PLR2004 - a name and a size of four bytes each
        name, size = struct.unpack("<4sI", head)
        if name == CHUNK and size <= _MOST_BYTES:
            yield file.read(size)
        if name == b"data":
            return
        file.seek(size + size % 2, 1)


def _in_mp4(file: BinaryIO) -> Iterator[bytes]:
    start = 0
    while len(head := file.read(16)) >= 8:  # noqa: PLR2004 - a size and a name of four bytes each
        size, name = struct.unpack(">I4s", head[:8])
        if size == 1:  # The size follows, in 64 bits.
            size = int.from_bytes(head[8:], "big")
        if size < 8:  # noqa: PLR2004 - smaller than its own head: damaged, or to the end
            return
        file.seek(start + 8)
        if name == b"uuid" and 24 <= size <= _MOST_BYTES and file.read(16) == _BOX:  # noqa: PLR2004 - its head
            yield file.read(size - 24)
        start += size
        file.seek(start)


def _in_comments(head: bytes) -> bytes | None:
    """The comment among those at the beginning."""
    _, found, rest = head.partition(f"{COMMENT}=".encode())
    encoded, _, _ = rest.partition(b"\0")
    try:
        return base64.b64decode(_length_of_base64(encoded)) if found else None
    except binascii.Error:
        return None


def _length_of_base64(encoded: bytes) -> bytes:
    """What of the bytes is base 64; the next comment's length follows without a separator."""
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    end = next((n for n, letter in enumerate(encoded) if letter not in letters), len(encoded))
    return encoded[: end // 4 * 4]


def _payloads(data: bytes) -> Iterator[bytes]:
    """What the pages of an Ogg stream carry."""
    at = 0
    while data[at : at + 4] == b"OggS" and at + 27 < len(data):
        segments = data[at + 27 : at + 27 + data[at + 26]]
        start = at + 27 + len(segments)
        at = start + sum(segments)
        yield data[start:at]
