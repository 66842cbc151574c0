"""A sink that puts soothe's own comments and cover into the head of a FLAC file.

libsndfile has no door for chapters, lyrics and pictures. It writes the head first and comes back to
its first block at the very end; everything else it writes is moved by what the head has grown.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

_MAGIC = b"fLaC"
_FIRST_BLOCK_END = 42
_LAST = 0x80
_PADDING, _COMMENTS, _PICTURE = 1, 4, 6


class FlacHead:
    """Passes a FLAC file on to a sink, with other comments and a picture."""

    def __init__(self, sink: BinaryIO, comments: bytes, picture: bytes) -> None:
        self._sink = sink
        self._own = [(_COMMENTS, comments)] + ([(_PICTURE, picture)] if picture else [])
        self._start = sink.tell()
        self._head = b""
        self._grown: int | None = None

    def write(self, data: bytes) -> int:
        """Keeps the head until it is whole; then writes it anew, and the rest as it is."""
        if self._grown is not None:
            return self._sink.write(data)
        self._head += bytes(data)
        blocks = _blocks(self._head)
        if blocks is not None:
            fresh = self._rewritten(blocks)
            self._grown = len(fresh) - len(self._head)
            self._sink.write(fresh)
        return len(data)

    def read(self, count: int) -> bytes:
        """As the sink's."""
        return self._sink.read(count)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Goes to a place counted as libsndfile counts."""
        if self._grown is None:
            return self.tell()
        if whence == 0:
            offset += self._start + (self._grown if offset >= _FIRST_BLOCK_END else 0)
        self._sink.seek(offset, whence)
        return self.tell()

    def tell(self) -> int:
        """The place as libsndfile counts."""
        if self._grown is None:
            return len(self._head)
        place = self._sink.tell() - self._start
        return place - self._grown if place >= _FIRST_BLOCK_END + self._grown else place

    def _rewritten(self, blocks: list[tuple[int, bytes]]) -> bytes:
        first, *others = blocks
        kept = [block for block in others if block[0] not in {_COMMENTS, _PADDING}]
        fresh = [first, *self._own, *kept]
        ends = [0] * (len(fresh) - 1) + [_LAST]
        return _MAGIC + b"".join(
            struct.pack(">I", (kind | end) << 24 | len(body)) + body
            for (kind, body), end in zip(fresh, ends, strict=True)
        )


def _blocks(head: bytes) -> list[tuple[int, bytes]] | None:
    """(kind, body) of every metadata block; None as long as the last one is not there."""
    found, at, last = [], len(_MAGIC), False
    while not last and len(head) >= at + 4:
        (mark,) = struct.unpack_from(">I", head, at)
        last, kind, size = bool(mark >> 31), mark >> 24 & 0x7F, mark & 0xFFFFFF
        found.append((kind, head[at + 4 : at + 4 + size]))
        at += 4 + size
    return found if last and len(head) >= at else None
