"""Chooses among wordings: by the seed, the same for the same seed, and never alike in a pair.

A choice hangs on the seed, the step (or its pair), the wording of the source line that offers it
and how often that line came before in the step. It does not hang on line numbers, so a line that is
added somewhere else changes no other choice.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.model import Place
    from soothe.script.source import Findings, Text

BRACES = re.compile(r"\{([^{}]*)\}")
"""A choice of wordings that holds no other choice."""
_STRAY = re.compile(r"[{}]")


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
        while match := BRACES.search(text.text):
            start, end = match.span(1)
            choices = match[1].split("|")
            place = text.place(match.start())
            if len(choices) == 1:
                message = r"{...} offers a single wording. Write {a|b}, or \{ for a plain brace."
                self.findings.error(place, "variant", message)
            chosen = self.index(place, len(choices))
            start += sum(len(choice) + 1 for choice in choices[:chosen])
            middle = text.cut(start, start + len(choices[chosen]))
            text = text.cut(0, match.start()) + middle + text.cut(end + 1)
        if stray := _STRAY.search(text.text):
            message = r"This brace has no partner. Write {a|b}, or \{ for a plain brace."
            self.findings.error(text.place(stray.start()), "variant", message)
        return text

    def _number(self, place: Place) -> int:
        """A large number that belongs to this choice alone."""
        line = self.sources[place.file].split("\n")[place.line - 1].strip()
        self._seen[line] += 1
        what = "\0".join((str(self.seed), self.key, line, str(self._seen[line])))
        return int.from_bytes(blake2b(what.encode(), digest_size=16).digest())
