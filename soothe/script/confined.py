"""What strangers bring runs in a process of its own: how it starts, and what bounds it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from threading import Timer

MEMORY = 512 * 2**20
"""Bytes that such a process may hold, where the system knows such a limit."""


def command(module: str) -> list[str]:
    """What starts a module of soothe's; nothing that lies beside a script is ever imported."""
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """In which only soothe's own folder is searched first."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}


def expire(seconds: float) -> None:
    """End this process after so long, even if nobody is there any more who would."""
    watch = Timer(seconds, os._exit, (1,))
    watch.daemon = True
    watch.start()


def limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time, where the system can; the parent watches the clock."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  unknown to Windows

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        # macOS knows the name of the first limit but refuses to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
