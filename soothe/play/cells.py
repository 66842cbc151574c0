"""Text measured in terminal cells: an East Asian wide character takes two, an accent none."""

from __future__ import annotations

import unicodedata

_NO_WIDTH = ("Mn", "Me", "Cf", "Cc")


def width(text: str) -> int:
    """Cells that `text` takes."""
    return sum(_cells(char) for char in text)


def clip(text: str, cells: int) -> str:
    """`text`, cut with an ellipsis if it takes more than `cells`."""
    if width(text) <= cells:
        return text
    return _head(text, cells - 1) + "…" if cells > 0 else ""


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most `cells`, broken at spaces, or anywhere within what has none."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer) <= cells:
            line = longer
            continue
        pieces = _pieces(word, cells)
        lines += ([line] if line else []) + pieces[:-1]
        line = pieces[-1]
    return [*lines, line] if line else lines


def justify(left: str, right: str, cells: int) -> str:
    """`left` and `right` at the two edges; the left one gives way."""
    right = clip(right, cells)
    left = clip(left, max(0, cells - width(right) - 1))
    return left + " " * (cells - width(left) - width(right)) + right


def _cells(char: str) -> int:
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _head(text: str, cells: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _cells(char)
        if taken > cells:
            return text[:index]
    return text


def _pieces(word: str, cells: int) -> list[str]:
    pieces = []
    while width(word) > cells:
        head = _head(word, cells) or word[0]
        pieces.append(head)
        word = word[len(head) :]
    return [*pieces, word]
