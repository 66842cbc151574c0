"""Text that remembers where it came from, and the list of what was found wrong with it.

A rendered line is a patchwork: pieces of the script, of an included file, of a macro, of a value.
`Text` keeps for each piece the place in the source where it begins, through every cut and join, so
that a finding can name file, line and column of what the author typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from soothe.errors import ScriptError
from soothe.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


_LONGEST = 200
"""Characters at either end of a message that are always kept."""
_WIDE = re.compile(r"\s{2,}|[^\S ]")


class Origin(NamedTuple):
    """From `offset` on, the text comes from `place`."""

    offset: int
    place: Place
    fixed: bool = False
    """True for the value of an expression: all of it comes from where the expression stands."""

    def moved(self, offset: int) -> Origin:
        """The same origin so many characters later."""
        return Origin(self.offset + offset, self.place, self.fixed)

    def at(self, offset: int) -> Place:
        """Where the character at `offset`, which comes from here, stands in the source."""
        place, further = self.place, offset - self.offset
        if self.fixed or not further:
            return place
        return Place(place.file, place.line, place.column + further)


@dataclass(frozen=True, slots=True)
class Text:
    """One line, or a part of it, with its origins in order of offset; the first is at 0."""

    text: str
    origins: tuple[Origin, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def __hash__(self) -> int:
        # A string knows its hash, and all the origins need not be asked; but equal words may
        # stand in thousands of lines.
        return hash((self.text, self.origins[0].place.line))

    def place(self, offset: int = 0) -> Place:
        """Where the character at `offset` stands in the source."""
        return self.origins[self._after(offset) - 1].at(offset)

    def is_typed(self, offset: int) -> bool:
        """Whether the character at `offset` stands in the source, and in no value of it."""
        return not self.origins[self._after(offset) - 1].fixed

    def cut(self, start: int, end: int | None = None) -> Text:
        """The part from `start` to `end`, like a slice; neither may be negative."""
        text = self.text[start:end]
        if len(text) == len(self.text):
            return self
        after = self._after(start)
        before = self.origins[after - 1]
        first = Origin(0, before.at(start), before.fixed)
        rest = self.origins[after : bisect_left(self.origins, (start + len(text),), after)]
        return Text(text, (first, *[origin.moved(-start) for origin in rest]))

    def stripped(self) -> Text:
        """Without white space at both ends."""
        bare = self.text.strip()
        start = self.text.find(bare)
        return self if bare == self.text else self.cut(start, start + len(bare))

    def collapsed(self) -> Text:
        """Without white space at both ends, and with single spaces inside."""
        text = self.stripped()
        return text.replaced(
            _WIDE, lambda match: Text(" ", (Origin(0, text.place(match.start())),))
        )

    def replaced(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Text]) -> Text:
        """With another text for every match, found from left to right."""
        pieces, end = [], 0
        for match in pattern.finditer(self.text):
            pieces += [self.cut(end, match.start()), make(match)]
            end = match.end()
        return joined((*pieces, self.cut(end))) if pieces else self

    def translated(self, table: Mapping[int, int]) -> Text:
        """With characters exchanged one for one."""
        return replace(self, text=self.text.translate(table))

    def __add__(self, other: Text) -> Text:
        return joined((self, other))

    def _after(self, offset: int) -> int:
        """Index of the first origin behind the character at `offset`."""
        return bisect_left(self.origins, (offset + 1,))


def joined(pieces: Iterable[Text]) -> Text:
    """The texts one after another; there must be at least one."""
    texts: list[str] = []
    origins: list[Origin] = []
    length = 0
    for piece in pieces:
        if not length:
            origins = [*piece.origins]
        elif piece.text:
            origins += [origin.moved(length) for origin in piece.origins]
        texts.append(piece.text)
        length += len(piece.text)
    return Text("".join(texts), tuple(origins))


@dataclass(slots=True)
class Findings:
    """Collects every problem of a script, so that its author sees them all at once."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, rule: str, message: str) -> None:
        """Note something that stops the script."""
        self.problems.append(Problem(place, "error", rule, _clipped(message)))

    def warning(self, place: Place, rule: str, message: str) -> None:
        """Note something that cannot be honoured but stops nothing."""
        self.problems.append(Problem(place, "warning", rule, _clipped(message)))

    def settle(self) -> tuple[Problem, ...]:
        """The warnings, in order of place, each once.

        Raises:
            ScriptError: there are errors; it holds everything found.
        """
        found = tuple(sorted(set(self.problems)))
        if any(problem.severity == "error" for problem in found):
            raise ScriptError(found)
        return found


def _clipped(message: str) -> str:
    """A message that repeats what was typed, without the middle of what is endless."""
    head, tail = message[:_LONGEST], message[_LONGEST:]
    return message if len(tail) <= _LONGEST else f"{head} \u2026 {tail[-_LONGEST:]}"
