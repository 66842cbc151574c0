"""Requests to end (Ctrl-C, SIGTERM, a closed terminal) while several threads make sound.

As Python has it, a request is raised wherever the program happens to be. Where a lock was just
taken it would stay so, and the threads that need it would wait for ever. Here a request is kept
until the loop asks for it, ten times a second.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class Requests:
    """What was asked for and not heeded yet."""

    def __init__(self) -> None:
        self._end: BaseException | None = None

    def heed(self) -> None:
        """End as it was asked for, if it was.

        Raises:
            KeyboardInterrupt: after Ctrl-C.
            SystemExit: after another signal, with its exit code.
        """
        if self._end is not None:
            raise self._end

    def keep(self, number: int, _: object) -> None:
        """Keep a request; who asks once more does not wait."""
        self.heed()
        self._end = KeyboardInterrupt() if number == signal.SIGINT else SystemExit(128 + number)


@contextmanager
def requests() -> Iterator[Requests]:
    """Keep the requests to end that come meanwhile.

    Signals that are ignored, or that something other than Python takes, are left alone.
    """
    kept = Requests()
    before = {}
    if threading.current_thread() is threading.main_thread():
        handlers = ((each, signal.getsignal(each)) for each in _SIGNALS)
        before = {
            each: handler for each, handler in handlers if handler not in {None, signal.SIG_IGN}
        }
    for each in before:
        signal.signal(each, kept.keep)
    try:
        yield kept
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
