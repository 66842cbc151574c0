"""Screens: a painted one for a terminal, and plain caption lines for everything else.

Plain ANSI: a library for this would cost more time to import than the first sound takes.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol, Self

from soothe.play.screen import render

if sys.platform == "win32":
    from soothe.play.keys_windows import understand_escapes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from soothe.play.screen import View

_PLAINER = str.maketrans("━─┿┼←→…—\u2018\u2019\u201c\u201d", "=-++<>.-''\"\"")
_ENTER = "\x1b[?1049h\x1b[?25l"
_LEAVE = "\x1b[?25h\x1b[?1049l"
_CLEAR = "\x1b[H\x1b[2J"


class Screen(Protocol):
    """Shows views; a context manager that leaves the terminal as it found it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def show(self, view: View) -> None:
        """Let the person see `view`."""
        ...


class Painted:
    """The whole terminal, on its second screen, so that what stood there comes back."""

    def __init__(self, stream: TextIO, *, styled: bool) -> None:
        self._stream = stream
        self._styled = styled
        self._shown: tuple[tuple[int, int], list[str]] | None = None

    def __enter__(self) -> Self:
        if sys.platform == "win32":
            understand_escapes()
        self._write(_ENTER)
        return self

    def __exit__(self, *_: object) -> None:
        self._write(_LEAVE)

    def show(self, view: View) -> None:
        """Paint the lines that changed."""
        size = os.get_terminal_size(self._stream.fileno())
        lines = render(view, size.columns, size.lines)
        lines += [""] * (size.lines - len(lines))
        if self._shown is None or self._shown[0] != (size.columns, size.lines):
            self._write(_CLEAR)
            old: list[str] = []
        else:
            old = self._shown[1]
        changed = [
            self._row(row, line)
            for row, line in enumerate(lines)
            if row >= len(old) or old[row] != line
        ]
        self._shown = ((size.columns, size.lines), lines)
        if changed:
            self._write("".join(changed))

    def _row(self, row: int, line: str) -> str:
        text = f"\x1b[1m{line}\x1b[0m" if self._styled and row == 0 else line
        return f"\x1b[{row + 1};1H{text}\x1b[K"

    def _write(self, text: str) -> None:
        self._stream.write(encodable(text, self._stream.encoding))
        self._stream.flush()


class Dark(Painted):
    """The whole terminal, and nothing on it."""

    def show(self, view: View) -> None:
        """Clear the screen, once."""
        del view
        if self._shown is None:
            self._write(_CLEAR)
            self._shown = ((0, 0), [])


class Plain:
    """Each caption on a line of its own, as it comes: for screen readers, pipes and logs."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._caption = self._note = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""

    def show(self, view: View) -> None:
        """Write the caption and the news if they are new."""
        if view.note != self._note:
            self._print(f"({view.note})" if view.note else "")
        if view.captions and view.caption != self._caption:
            self._print(view.caption)
        self._caption, self._note = view.caption, view.note

    def _print(self, text: str) -> None:
        if text:
            print(encodable(text, self._stream.encoding), file=self._stream, flush=True)


def encodable(text: str, encoding: str | None) -> str:
    """`text`, with plainer characters if `encoding` (None: any) cannot write it."""
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        plainer = text.translate(_PLAINER).encode(encoding or "utf-8", "replace")
        return plainer.decode(encoding or "utf-8")
    return text


def open_screen(
    stream: TextIO | None = None,
    *,
    plain: bool = False,
    dark: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Screen:
    """A painted or dark screen on a terminal, otherwise plain lines; `stream` is standard error."""
    stream = stream or sys.stderr
    if plain or not stream.isatty() or environ.get("TERM") == "dumb":
        return Plain(stream)
    return (Dark if dark else Painted)(stream, styled="NO_COLOR" not in environ)
