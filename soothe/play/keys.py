"""Keys, as a person presses them: a letter, or the name of a key that has none.

A reader of raw keys needs no library: the terminal is asked not to wait for Enter, and what arrives
is decoded. Where there is no terminal, there are no keys.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from typing import TextIO

if sys.platform == "win32":
    from soothe.play.keys_windows import ConsoleKeys
else:
    from soothe.play.keys_posix import TerminalKeys


class Keys(Protocol):
    """A reader of keys; a context manager that leaves the terminal as it found it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def poll(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed until now, waiting up to `timeout` seconds for the first."""
        ...


class NoKeys:
    """Nobody presses anything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""

    def poll(self, timeout: float) -> tuple[str, ...]:
        """Wait, and report no key."""
        time.sleep(timeout)
        return ()


def open_keys(stream: TextIO | None = None) -> Keys:
    """A reader of the keys typed into `stream` (standard input); no keys without a terminal."""
    stream = stream or sys.stdin
    if stream is None or stream.closed or not stream.isatty():
        return NoKeys()
    if sys.platform == "win32":
        return ConsoleKeys()
    return TerminalKeys(stream.fileno())
