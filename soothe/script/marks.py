"""What stands before a line: `+`, `!`, `~`, `|`, `>`, `1>`, `@-10s` and `[if ...]`.

The marks are one table of patterns; any may follow any other, and what is left is the line's words.
Backslashes are settled here too: an escaped mark turns into a private twin that no pattern matches
and that becomes the plain character again when the words are read out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from soothe.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.script.source import Text

_ESCAPED = re.compile(r"\\([\[\]{}~|*+!>@#<\\])")
_FILLER = "\ue002"
_TWIN = 0xE100
_PLAIN = {_TWIN + code: chr(code) for code in range(128)} | {ord(_FILLER): None}


@dataclass(frozen=True, slots=True)
class Marked:
    """A line's words and what its marks say about them."""

    words: Text
    group: Literal["", "~", "|"] = ""
    """Opens a group of variants, or is one more of them."""
    safety: bool = False
    optional: bool = False
    shown: bool = False
    turn: int = 0
    """Only in this pass of a pair; 0: in every."""
    before_end: float | None = None
    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def escape(line: Text) -> Text:
    """The line with every backslash pair turned into a filler and a twin, as long as before."""
    text = _ESCAPED.sub(lambda match: _FILLER + chr(_TWIN + ord(match[1])), line.text)
    return replace(line, text=text)


def protect(value: str) -> str:
    """A value whose characters are all plain words, whatever they are in a script."""
    marks = "[]{}~|*+!>@#<\\"
    return "".join(chr(_TWIN + ord(char)) if char in marks else char for char in value)


def plain(text: str) -> str:
    """The text as it is read out: twins are themselves again."""
    return text.translate(_PLAIN)


def read_marks(line: Text) -> Marked:
    """Take the marks off a line."""
    marked = Marked(line)
    while True:
        words = marked.words
        for pattern, apply in _MARKS:
            if match := pattern.match(words.text):
                marked = apply(replace(marked, words=words.cut(match.end())), match)
                break
        else:
            return marked


def _ending(marked: Marked, match: re.Match[str]) -> Marked:
    return replace(marked, before_end=parse_duration(match[1]))


def _turn(marked: Marked, match: re.Match[str]) -> Marked:
    return replace(marked, turn=int(match[1]))


def _condition(marked: Marked, match: re.Match[str]) -> Marked:
    if match[1]:
        return replace(marked, dropped=(*marked.dropped, match[2]))
    return replace(marked, kept=(*marked.kept, match[2]))


def _flag(**change: object) -> Callable[[Marked, re.Match[str]], Marked]:
    return lambda marked, _match: replace(marked, **change)  # type: ignore[arg-type]


_MARKS: tuple[tuple[re.Pattern[str], Callable[[Marked, re.Match[str]], Marked]], ...] = tuple(
    (re.compile(pattern + r"\s*"), apply)
    for pattern, apply in (
        (r"([12])>", _turn),
        (r"\[if (no )?([\w-]+)\]", _condition),
        (r"@-(\d+(?:\.\d+)?(?:ms|[hms]))(?!\S)", _ending),
        (r"\+", _flag(optional=True)),
        (r"!", _flag(safety=True)),
        (r">", _flag(shown=True)),
        (r"~", _flag(group="~")),
        (r"\|", _flag(group="|")),
    )
)
