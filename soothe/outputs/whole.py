"""A sink without a buffer, such as a socket, may take a part of what it is given."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import RawIOBase


class Whole:
    """Gives a sink what it left again, until it has taken everything."""

    def __init__(self, sink: RawIOBase) -> None:
        self._sink = sink

    def write(self, data: bytes) -> int:
        """Writes everything.

        Raises:
            OSError: as the sink raised it, or it takes nothing and does not wait.
        """
        left = memoryview(data)
        while left:
            taken = self._sink.write(left)
            if not taken:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            left = left[taken:]
        return len(data)

    def read(self, count: int) -> bytes | None:
        """As the sink's."""
        return self._sink.read(count)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As the sink's."""
        return self._sink.seek(offset, whence)

    def tell(self) -> int:
        """As the sink's."""
        return self._sink.tell()

    def seekable(self) -> bool:
        """As the sink's."""
        return self._sink.seekable()

    def flush(self) -> None:
        """As the sink's."""
        self._sink.flush()
