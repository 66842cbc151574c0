"""A sink without a buffer, such as a socket, may take a part of what it is given."""

from __future__ import annotations

import errno
import os

from soothe.outputs.passing import Passing


class Whole(Passing):
    """Gives a sink what it left again, until it has taken everything."""

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
