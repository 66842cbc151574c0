"""A polite end when the system asks for one: everything is put back before the program goes."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMINATED = 128 + signal.SIGTERM
"""Exit code of a program that was asked to end."""


@contextmanager
def terminable() -> Iterator[None]:
    """Let a request to end (SIGTERM) unwind the program, so that the terminal is given back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
