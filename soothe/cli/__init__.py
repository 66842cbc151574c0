"""The command line: one file per command, and the only place that prints.

Nothing is loaded here: somebody may change their mind while the program still starts.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Load the program, run it, and leave with its exit code."""
    try:
        from soothe.cli import app

        app.main()
    except KeyboardInterrupt:
        from soothe.errors import INTERRUPTED

        if sys.stderr:  # None when it was closed before the start
            sys.stderr.write("\nStopped.\n")
        sys.exit(INTERRUPTED)
