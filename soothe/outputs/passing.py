"""What every sink in front of another sink hands on as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import RawIOBase
    from typing import BinaryIO


class Passing:
    """Everything but `write`, as the sink behind it has it."""

    def __init__(self, sink: BinaryIO | RawIOBase) -> None:
        self._sink = sink

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
