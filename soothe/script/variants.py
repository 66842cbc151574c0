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
from typing import TYPE_CHECKING

from soothe.model import Place
from soothe.script.source import Origin, Text, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.script.source import Findings

BRACES = re.compile(r"\{([^{}]*)\}")
"""A choice of wordings that holds no other choice."""
_MARK = re.compile(r"[{|}]")


@dataclass(slots=True)
class _Group:
    """What stands between two braces, as far as it is read; the outermost has none."""

    opening: Text = field(default=Text("", (Origin(0, Place("", 1)),)))
    alternatives: list[list[Text]] = field(default_factory=lambda: [[]])
    """The pieces of each."""

    def add(self, piece: Text) -> None:
        """One more piece of the last alternative."""
        if piece:
            self.alternatives[-1].append(piece)


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
        groups = [_Group()]
        end = 0
        for mark in _MARK.finditer(text.text):
            groups[-1].add(text.cut(end, mark.start()))
            end = mark.end()
            sign = text.cut(*mark.span())
            if mark[0] == "{":
                groups.append(_Group(sign))
            elif mark[0] == "|":
                groups[-1].alternatives.append([sign] if len(groups) == 1 else [])
            elif len(groups) > 1:
                chosen = self._chosen(groups.pop())
                groups[-1].alternatives[-1] += chosen
            else:
                self._stray(sign)
        groups[-1].add(text.cut(end))
        for group in groups[1:]:
            self._stray(group.opening)
        parts = (part for group in groups for part in group.alternatives)
        return joined((text.cut(0, 0), *chain.from_iterable(parts)))

    def _chosen(self, group: _Group) -> list[Text]:
        place = group.opening.place()
        if len(group.alternatives) == 1:
            message = r"{...} offers a single wording. Write {a|b}, or \{ for a plain brace."
            self.findings.error(place, "variant", message)
        return group.alternatives[self.index(place, len(group.alternatives))]

    def _stray(self, brace: Text) -> None:
        message = r"This brace has no partner. Write {a|b}, or \{ for a plain brace."
        self.findings.error(brace.place(), "variant", message)

    def _number(self, place: Place) -> int:
        """A large number that belongs to this choice alone."""
        line = _lines(self.sources[place.file])[place.line - 1].strip()
        self._seen[line] += 1
        what = "\0".join((str(self.seed), self.key, line, str(self._seen[line])))
        return int.from_bytes(blake2b(what.encode(), digest_size=16).digest())


@lru_cache(maxsize=16)
def _lines(source: str) -> list[str]:
    return source.split("\n")
