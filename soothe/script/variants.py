"""Chooses among wordings: by the seed, the same for the same seed, and never alike in a pair.

A choice hangs on the seed, the step (or its pair), the wording of the source line that offers it
and how often that line came before in the step. It does not hang on line numbers, so a line that is
added somewhere else changes no other choice.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from soothe.script.source import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from soothe.model import Place
    from soothe.script.source import Findings

BRACES = re.compile(r"\{([^{}]*)\}")
"""A choice of wordings that holds no other choice."""
_MARK = re.compile(r"[{|}]")
_Piece: TypeAlias = "Text | int"
"""Words, or the index of the group that stands there."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands between two braces."""

    opening: Place
    alternatives: list[list[_Piece]] = field(default_factory=lambda: [[]])


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A text before its choices."""

    pieces: Sequence[_Piece]
    groups: Sequence[_Group]
    """In the order in which they close: the innermost first."""
    strays: Sequence[Place]
    """Braces without a partner."""


@dataclass(slots=True)
class Chooser:
    """Makes the choices of one step, in order; the passes of a pair avoid each other's."""

    seed: int
    key: str
    """The step's id or its pair."""
    turn: int
    """How many steps of the pair came before."""
    sources: Mapping[str, str]
    """Source texts by file."""
    findings: Findings
    _seen: Counter[str] = field(default_factory=Counter)
    _begun: dict[tuple[str, int], tuple[str, blake2b]] = field(default_factory=dict)
    """A source line, and the digest of all but the count, by file and number: a line may be as long
    as a book and offer a choice in each of its words."""

    def index(self, place: Place, count: int) -> int:
        """One of `count` alternatives that are offered at a place."""
        return (self._number(place) + self.turn) % count

    def order(self, place: Place, count: int) -> list[int]:
        """All alternatives, shuffled; another pass begins elsewhere."""
        number = self._number(place)
        left, order = list(range(count)), []
        for size in range(count, 0, -1):
            number, pick = divmod(number, size)
            order.append(left.pop(pick))
        shift = self.turn % count
        return order[shift:] + order[:shift]

    def inline(self, text: Text) -> Text:
        """The text with one alternative of every `{a|b|c}`, the innermost first."""
        parsed = _parsed(text)
        for place in parsed.strays:
            message = r"This brace has no partner. Write {a|b}, or \{ for a plain brace."
            self.findings.error(place, "variant", message)
        return _worded(text, tuple(map(self._pick, parsed.groups)))

    def _pick(self, group: _Group) -> int:
        if len(group.alternatives) == 1:
            message = r"{...} offers a single wording. Write {a|b}, or \{ for a plain brace."
            self.findings.error(group.opening, "variant", message)
        return self.index(group.opening, len(group.alternatives))

    def _number(self, place: Place) -> int:
        """A large number that belongs to this choice alone."""
        where = place.file, place.line
        if where not in self._begun:
            line = _lines(self.sources[place.file])[place.line - 1].strip()
            what = "\0".join((str(self.seed), self.key, line, ""))
            self._begun[where] = line, blake2b(what.encode(), digest_size=16)
        line, begun = self._begun[where]
        self._seen[line] += 1
        digest = begun.copy()
        digest.update(str(self._seen[line]).encode())
        return int.from_bytes(digest.digest())


@dataclass(slots=True)
class _Parser:
    """Finds the choices of one text."""

    begun: list[_Group]
    """Not closed yet, the innermost last; the first has no braces and is the text itself."""
    groups: list[_Group] = field(default_factory=list)
    strays: list[Place] = field(default_factory=list)

    def parsed(self, text: Text) -> _Parsed:
        end = 0
        for mark in _MARK.finditer(text.text):
            self._add(text.cut(end, mark.start()))
            self._mark(text, mark.start())
            end = mark.end()
        self._add(text.cut(end))
        strays = (*self.strays, *(group.opening for group in self.begun[1:]))
        every = (pieces for group in self.begun for pieces in group.alternatives)
        return _Parsed(tuple(chain.from_iterable(every)), self.groups, strays)

    def _add(self, words: Text) -> None:
        if words:
            self.begun[-1].alternatives[-1].append(words)

    def _mark(self, text: Text, at: int) -> None:
        inside = len(self.begun) > 1
        if text.text[at] == "{":
            self.begun.append(_Group(text.place(at)))
        elif text.text[at] == "|":
            self.begun[-1].alternatives.append([] if inside else [text.cut(at, at + 1)])
        elif inside:
            self.groups.append(self.begun.pop())
            self.begun[-1].alternatives[-1].append(len(self.groups) - 1)
        else:
            self.strays.append(text.place(at))


# Another seed asks for the same texts again, and so does another combination of choices.
@lru_cache(maxsize=8192)
def _parsed(text: Text) -> _Parsed:
    return _Parser([_Group(text.place())]).parsed(text)


@lru_cache(maxsize=8192)
def _worded(text: Text, picks: tuple[int, ...]) -> Text:
    """The text with these alternatives, one for each of its groups."""
    parsed = _parsed(text)
    chosen: list[list[Text]] = []
    for group, pick in zip(parsed.groups, picks, strict=True):
        chosen.append(_flat(group.alternatives[pick], chosen))
    return joined((text.cut(0, 0), *_flat(parsed.pieces, chosen)))


def _flat(pieces: Iterable[_Piece], chosen: Sequence[Sequence[Text]]) -> list[Text]:
    """The words alone, where those of each group are known."""
    return list(chain.from_iterable(chosen[p] if isinstance(p, int) else (p,) for p in pieces))


@lru_cache(maxsize=16)
def _lines(source: str) -> list[str]:
    return source.split("\n")
