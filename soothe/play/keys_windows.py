"""The Windows console: it hands out single key presses by itself, and has to be told of escapes."""

from __future__ import annotations

import ctypes
import msvcrt
import sys
import time
from typing import Self

assert sys.platform == "win32"  # noqa: S101 - tells the type checker elsewhere to look away

_NAMES = {"H": "up", "P": "down", "M": "right", "K": "left"}
_PREFIXES = ("\x00", "\xe0")
_TICK = 0.02
_STANDARD_ERROR = -12
_VIRTUAL_TERMINAL = 4


class ConsoleKeys:
    """Reads keys from the console."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """The console was never changed."""

    def poll(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed until now, waiting up to `timeout` seconds for the first."""
        until = time.monotonic() + timeout
        while not msvcrt.kbhit() and time.monotonic() < until:
            time.sleep(_TICK)
        keys = []
        while msvcrt.kbhit():
            keys.append(_read())
        return tuple(key for key in keys if key)


def _read() -> str:
    key = msvcrt.getwch()
    return _NAMES.get(msvcrt.getwch(), "") if key in _PREFIXES else key


def understand_escapes() -> None:
    """Let older consoles obey escape codes on standard error; newer ones always do."""
    kernel = ctypes.windll.kernel32
    handle, mode = kernel.GetStdHandle(_STANDARD_ERROR), ctypes.c_ulong()
    if kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        kernel.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL)
