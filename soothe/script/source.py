"""Text that remembers where it came from, and the list of what was found wrong with it.

A rendered line is a patchwork: pieces of the script, of an included file, of a macro, of a value.
`Text` keeps for each piece the place in the source where it begins, through every cut and join, so
that a finding can name file, line and column of what the author typed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from soothe.errors import ScriptError
from soothe.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Origin(NamedTuple):
    """From `offset` on, the text comes from `place`."""

    offset: int
    place: Place
    fixed: bool = False
    """True for the value of an expression: all of it comes from where the expression stands."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line, or a part of it, with its origins in order of offset; the first is at 0."""

    text: str
    origins: tuple[Origin, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def place(self, offset: int = 0) -> Place:
        """Where the character at `offset` stands in the source."""
        index = bisect_right(self.origins, offset, key=lambda origin: origin.offset) - 1
        start, place, fixed = self.origins[index]
        return place if fixed else replace(place, column=place.column + offset - start)

    def cut(self, start: int, end: int | None = None) -> Text:
        """The part from `start` to `end`, like a slice; neither may be negative."""
        text = self.text[start:end]
        index = bisect_right(self.origins, start, key=lambda origin: origin.offset) - 1
        first = Origin(0, self.place(start), self.origins[index].fixed)
        rest = (o._replace(offset=o.offset - start) for o in self.origins[index + 1 :])
        return Text(text, (first, *(origin for origin in rest if origin.offset < len(text))))

    def stripped(self) -> Text:
        """Without white space at both ends."""
        bare = self.text.lstrip()
        start = len(self.text) - len(bare)
        return self.cut(start, start + len(bare.rstrip()))

    def translated(self, table: Mapping[int, int]) -> Text:
        """With characters exchanged one for one."""
        return replace(self, text=self.text.translate(table))

    def __add__(self, other: Text) -> Text:
        shift = len(self.text)
        moved = (origin._replace(offset=origin.offset + shift) for origin in other.origins)
        return Text(self.text + other.text, (*self.origins, *moved))


@dataclass(slots=True)
class Findings:
    """Collects every problem of a script, so that its author sees them all at once."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, rule: str, message: str) -> None:
        """Note something that stops the script."""
        self.problems.append(Problem(place, "error", rule, message))

    def warning(self, place: Place, rule: str, message: str) -> None:
        """Note something that cannot be honoured but stops nothing."""
        self.problems.append(Problem(place, "warning", rule, message))

    def settle(self) -> tuple[Problem, ...]:
        """The warnings, in order of place, each once.

        Raises:
            ScriptError: there are errors; it holds everything found.
        """
        found = tuple(sorted(set(self.problems)))
        if any(problem.severity == "error" for problem in found):
            raise ScriptError(found)
        return found


def suggestion(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?` for the nearest known word, otherwise a list of what there is."""
    names = sorted(set(known))
    if close := get_close_matches(word, names, n=1):
        return f" Did you mean {close[0]!r}?"
    return f" There are: {', '.join(names)}." if names else ""
