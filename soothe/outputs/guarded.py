"""A sink for foreign libraries, which lose or garble an error that is raised through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.outputs.passing import Passing

if TYPE_CHECKING:
    from typing import BinaryIO


class Guarded(Passing):
    """Passes everything on to a sink; keeps its first error until `check` raises it."""

    def __init__(self, sink: BinaryIO) -> None:
        super().__init__(sink)
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
            return self._sink.write(data) or 0
        except OSError as error:
            self._error = self._error or error
            return len(data)
