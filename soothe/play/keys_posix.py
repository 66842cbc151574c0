"""Keys from a POSIX terminal in cbreak mode.

The mode is put back on leaving, whatever happened. Ctrl-C interrupts as ever; Ctrl-Z is switched
off, since a stopped program would leave the shell on a screen that is not its own.
"""

from __future__ import annotations

import codecs
import os
import select
import termios
import tty
from typing import Self

from soothe.play.escape import decode

PATIENCE = 0.03
"""Seconds in which the rest of an arrow key's sequence arrives; alone, the escape is dropped."""


class TerminalKeys:
    """Reads keys from the terminal at file descriptor `fd`."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._fd)
        tty.setcbreak(self._fd)
        modes = termios.tcgetattr(self._fd)
        modes[6][termios.VSUSP] = os.fpathconf(self._fd, "PC_VDISABLE")
        termios.tcsetattr(self._fd, termios.TCSANOW, modes)
        return self

    def __exit__(self, *_: object) -> None:
        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

    def poll(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed until now, waiting up to `timeout` seconds for the first."""
        text = self._read(PATIENCE if self._rest else timeout)
        keys, rest = decode(self._rest + text)
        self._rest = rest if text else ""
        return keys

    def _read(self, timeout: float) -> str:
        ready, _, _ = select.select([self._fd], [], [], timeout)
        return self._utf8.decode(os.read(self._fd, 1024)) if ready else ""
