"""The command line: one file per command, and the only place that prints.

Nothing is loaded here: somebody may change their mind while the program still starts.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["main"]

_BETWEEN_SWEEPS = 100_000
"""Objects made, less those gone, between two looks for cycles."""
_TURN = 2e-4
"""Seconds after which a thread gives way to one that waits for Python."""


def main() -> NoReturn:
    """Load the program, run it, and leave with its exit code."""
    _hasten()
    try:
        from soothe.cli import app

        app.main()
    except KeyboardInterrupt:
        from soothe.errors import INTERRUPTED

        if sys.stderr:  # None when it was closed before the start
            sys.stderr.write("\nStopped.\n")
        sys.exit(INTERRUPTED)
    finally:
        # All that is left goes with the process. Python would look through it for cycles once more,
        # which took an eighth of a short answer.
        gc.freeze()


def _hasten() -> None:
    """Set Python up for a program that loads much at once and then works in a few threads."""
    # What is loaded stays until the end: to look through it for cycles every 700 objects, as Python
    # would, costs a twentieth of what loading takes.
    gc.set_threshold(_BETWEEN_SWEEPS)
    # The sound is made ready beside the words and needs Python for moments only. It would wait 5 ms
    # for each: a tenth of all that comes before the first sound.
    sys.setswitchinterval(_TURN)
    # Numpy would start threads for large matrices, which soothe has none of: a tenth of a second.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
