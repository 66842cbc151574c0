"""A sink for foreign libraries, which lose or garble an error that is raised through them."""

from __future__ import annotations

from typing import BinaryIO


class Guarded:
    """Passes everything on to a sink; keeps its first error until `check` raises it."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._error: OSError | None = None

    def check(self) -> None:
        """Raises the error that was met, if any.

        Raises:
            OSError: as the sink raised it.
        """
        if self._error is not None:
            raise self._error

    def write(self, data: bytes) -> int:
        """As the sink's; after an error it takes everything, so that the library can end."""
        try:
            return self._sink.write(data)
        except OSError as error:
            self._error = self._error or error
            return len(data)

    def read(self, count: int) -> bytes:
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
