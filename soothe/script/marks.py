"""What stands before a line: `+`, `!`, `~`, `|`, `>`, `1>`, `@-10s`, `[if ...]` and `[every ...]`.

The marks are one table of patterns; any may follow any other, and what is left is the line's words.
Backslashes are settled before: an escaped mark turns into a private twin that no pattern matches
and that becomes the plain character again when the words are read out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import punctuation
from typing import TYPE_CHECKING, Literal

from soothe.script.bounds import TIME
from soothe.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.script.source import Text

_TWIN = 0xE100
"""Where the private twins of the ASCII characters begin."""
_TO_TWIN = {ord(char): _TWIN + ord(char) for char in punctuation}
INLINE_TO_TWIN = {ord(char): _TO_TWIN[ord(char)] for char in "[]{}|~*_`\\<>@#"}
"""Translates what could be a mark inside a line into its twin; the ends of sentences stay."""
_TO_PLAIN = {twin: code for code, twin in _TO_TWIN.items()}
UNSEEN = "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]"
"""Pattern of characters that control a terminal or turn the direction of writing: what is read is
not what is said."""
PICTURE = "[\u2190-\u21ff\u2300-\u2bff\U0001f000-\U0001faff]"
"""Pattern of small pictures, whose names some voices would say."""
_ESCAPED = re.compile(rf"\\([{re.escape(punctuation)}])")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line's words and what its marks say about them."""

    words: Text
    group: Literal["", "~", "|"] = ""
    """Opens a group of wordings, or is one more of them."""
    safety: bool = False
    optional: bool = False
    shown: bool = False
    turn: int = 0
    """Only in this pass of a pair; 0: in every."""
    before_end: float | None = None
    """Seconds before the end of the step."""
    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    every: str = ""
    """Bounds of the quiet between the wordings of a group, as written."""


def escape(line: Text) -> Text:
    """The line with every escaped character as its twin."""
    return line.replaced(_ESCAPED, lambda m: line.cut(m.start(1), m.end()).translated(_TO_TWIN))


def protect(value: str) -> str:
    """A value whose characters are all plain words, whatever they would mean in a script."""
    return value.translate(_TO_TWIN)


def plain(text: str) -> str:
    """The text as it is read out: twins are themselves again."""
    return text.translate(_TO_PLAIN)


def read_marks(line: Text) -> Marked:
    """Take the marks off a line."""
    marked, end = Marked(line), 0
    while True:
        for pattern, apply in _MARKS:
            if match := pattern.match(line.text, end):
                marked, end = apply(marked, match), match.end()
                break
        else:
            return replace(marked, words=line.cut(end))


def _if(marked: Marked, match: re.Match[str]) -> Marked:
    if match[1]:
        return replace(marked, dropped=(*marked.dropped, match[2]))
    return replace(marked, kept=(*marked.kept, match[2]))


_TABLE: tuple[tuple[str, Callable[[Marked, re.Match[str]], Marked]], ...] = (
    (r"\+", lambda marked, _: replace(marked, optional=True)),
    (r"!", lambda marked, _: replace(marked, safety=True)),
    (r">", lambda marked, _: replace(marked, shown=True)),
    (r"~", lambda marked, _: replace(marked, group="~")),
    (r"\|", lambda marked, _: replace(marked, group="|")),
    (r"(\d{1,3})>", lambda marked, match: replace(marked, turn=int(match[1]))),
    (rf"@-({TIME})(?!\S)", lambda m, match: replace(m, before_end=parse_duration(match[1]))),
    (rf"\[every ({TIME}\.\.{TIME})\]", lambda m, match: replace(m, every=match[1])),
    (r"\[if (no )?([\w-]+)\]", _if),
)
_MARKS = tuple((re.compile(rf"{pattern}\s*"), apply) for pattern, apply in _TABLE)
