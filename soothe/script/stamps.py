"""Stamps: the place of a piece of text, written into the text itself while Jinja works on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from soothe.model import Place
from soothe.script.source import Origin, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPEN, _CLOSE = "\ue000", "\ue001"
_STAMP = re.compile(f"{_OPEN}(\\d+)\\.(\\d+)\\.(\\d+)(x?){_CLOSE}")
_ANY = re.compile(f"{_STAMP.pattern}|[{_OPEN}{_CLOSE}]")
_HEAD = re.compile(rf"\n(?=(?:{_OPEN}[^{_CLOSE}\n]*{_CLOSE}[ \t]*)+##)")


class Stamp(NamedTuple):
    """Where the text after it was typed."""

    file: int
    """Number of the source."""
    line: int
    column: int
    fixed: bool = False
    """True before the value of an expression."""

    def __str__(self) -> str:
        mark = "x" if self.fixed else ""
        return f"{_OPEN}{self.file}.{self.line}.{self.column}{mark}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What Jinja made of a script."""

    text: str
    """With stamps."""
    main: str
    """File of the script itself."""
    sources: Mapping[str, str]
    """Source texts by file, in the order in which stamps number them."""

    def lines(self) -> Iterator[Text]:
        """The lines that are not blank, with the places of their pieces."""
        files = tuple(self.sources)
        origin = Origin(0, Place(self.main, 1))
        for line in self.text.split("\n"):
            text = _read(line, files, origin)
            # Without a stamp of its own, the next line belongs to the same expression.
            origin = text.origins[-1]._replace(offset=0, fixed=True)
            if text.text.strip():
                yield text.stripped()

    def pieces(self) -> Iterator[Rendered]:
        """The text in pieces, each of which begins with a heading, but perhaps for the first.

        A heading without a stamp of its own stays in the piece above it, whose places it shares.
        """
        for text in _HEAD.split(self.text):
            yield replace(self, text=text)

    def own_sources(self) -> dict[str, str]:
        """The sources that this script was made of."""
        numbers = {int(match[1]) for match in _STAMP.finditer(self.text)}
        files = enumerate(self.sources.items())
        return {file: text for n, (file, text) in files if n in numbers or file == self.main}


def unstamped(text: str) -> str:
    """The text without stamps and parts of stamps."""
    return _ANY.sub("", text) if _OPEN in text or _CLOSE in text else text


def stamp_lines(text: str, stamp: Stamp) -> str:
    """The text with a stamp at the start of each of its lines; `stamp` is that of the first."""
    first, *rest = text.split("\n")
    below = (stamp._replace(line=stamp.line + n, column=1) for n in range(1, len(rest) + 1))
    pairs = zip((stamp, *below), (first, *rest), strict=True)
    return "\n".join(f"{mark}{part}" if part else "" for mark, part in pairs)


@lru_cache(maxsize=8192)
def _read(line: str, files: tuple[str, ...], origin: Origin) -> Text:
    """Cut the stamps out of a line; what stands before the first comes from `origin`."""
    origins = {0: origin}
    text, end = "", 0
    for match in _STAMP.finditer(line):
        text += unstamped(line[end : match.start()])
        end = match.end()
        # An expression can forge a stamp; it then points at a wrong file, but at one.
        file = files[min(int(match[1]), len(files) - 1)]
        place = Place(file, int(match[2]), int(match[3]))
        origins[len(text)] = Origin(len(text), place, bool(match[4]))
    return Text(text + unstamped(line[end:]), tuple(origins.values()))
