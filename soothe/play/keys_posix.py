"""Keys from a POSIX terminal in cbreak mode.

The mode is put back on leaving, whatever happened, and around Ctrl-Z, so that the shell never
inherits a terminal that does not echo.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import termios
import threading
import tty
from typing import TYPE_CHECKING, Self

from soothe.play.escape import decode

if TYPE_CHECKING:
    from types import FrameType

PATIENCE = 0.03
"""Seconds in which the rest of an arrow key's sequence arrives; alone, the escape is dropped."""


class TerminalKeys:
    """Reads keys from the terminal at file descriptor `fd`."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._text = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._fd)
        tty.setcbreak(self._fd)
        self._watching = threading.current_thread() is threading.main_thread()
        if self._watching:
            self._handler = signal.signal(signal.SIGTSTP, self._suspend)
        return self

    def __exit__(self, *_: object) -> None:
        if self._watching:
            signal.signal(signal.SIGTSTP, self._handler)
        self._restore()

    def poll(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed until now, waiting up to `timeout` seconds for the first."""
        text = self._rest + self._read(PATIENCE if self._rest else timeout)
        unchanged = text == self._rest
        keys, self._rest = decode(text)
        if unchanged:
            self._rest = ""
        return keys

    def _read(self, timeout: float) -> str:
        ready, _, _ = select.select([self._fd], [], [], timeout)
        return self._text.decode(os.read(self._fd, 1024)) if ready else ""

    def _restore(self) -> None:
        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

    def _suspend(self, _signal: int, _frame: FrameType | None) -> None:
        self._restore()
        os.kill(os.getpid(), signal.SIGSTOP)
        tty.setcbreak(self._fd)
