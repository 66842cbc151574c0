"""The cover of an MP4 file, added to its index after libav has written it.

libav stands the index at the very end, so that it can grow without moving the sound.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, BinaryIO

from soothe.errors import OutputError
from soothe.outputs.vorbis import image_type

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH = (b"moov", b"udta", b"meta", b"ilst")
_VERSION_AND_FLAGS = 4
_KINDS = {"image/jpeg": 13, "image/png": 14}


def add_cover(sink: BinaryIO, cover: bytes) -> None:
    """Adds a JPEG or PNG to the tags of a whole MP4 file.

    Raises:
        OutputError: the file has no place for tags at its end.
    """
    end = sink.seek(0, os.SEEK_END)
    boxes = list(_way(sink, end))
    kind = struct.pack(">II", _KINDS[image_type(cover)], 0)
    picture = _box(b"covr", _box(b"data", kind + cover))
    inner, inner_size = boxes[-1]
    sink.seek(inner + inner_size)
    after = sink.read()
    for start, size in boxes:
        sink.seek(start)
        sink.write(struct.pack(">I", size + len(picture)))
    sink.seek(inner + inner_size)
    sink.write(picture + after)


def _way(sink: BinaryIO, end: int) -> Iterator[tuple[int, int]]:
    """(start, size) of each box from the index down to the tags."""
    start = 0
    for name in _PATH:
        start, size = _find(sink, name, start, end)
        yield start, size
        if name == _PATH[0] and start + size != end:
            raise OutputError("The index is not at the end of the file. Please report this.")
        end = start + size
        start += 8 + (_VERSION_AND_FLAGS if name == b"meta" else 0)


def _find(sink: BinaryIO, name: bytes, start: int, end: int) -> tuple[int, int]:
    while start < end:
        sink.seek(start)
        head = sink.read(16)
        size, found = struct.unpack(">I4s", head[:8])
        if size == 1:
            (size,) = struct.unpack(">Q", head[8:])
        if found == name:
            return start, size
        start += size
    raise OutputError(f"The file has no {name.decode()}. Please report this.")


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body
