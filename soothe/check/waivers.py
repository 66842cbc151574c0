"""Waivers: an author's word, with a reason, that a finding on one line is meant to be so.

`{# soothe: ok long-sentence because it is a proverb #}` in the text, `# soothe: ok ...` in the
front matter; on the line itself or on the line above it. A waiver without a reason, for a rule that
does not exist, or against nothing is a finding too, so that none outlives what it was written for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.check.rules import BY_NAME
from soothe.model import Place, Problem
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RULE = "waiver"
_WAIVER = re.compile(
    r"(?:#|<!--)\s*soothe:\s*ok\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)"
    r"(?:\s+because\s+(?P<reason>.*?))?\s*(?:[-+]?#\}|-->|$)"
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """What one comment silences."""

    place: Place
    rules: tuple[str, ...]
    reason: str

    def covers(self, problem: Problem) -> bool:
        """Whether it silences this finding."""
        same = problem.place.file == self.place.file and problem.rule in self.rules
        return same and problem.place.line - self.place.line in {0, 1}


def waivers(sources: Mapping[str, str]) -> Iterator[Waiver]:
    """Every waiver of these sources."""
    for file, source in sources.items():
        for number, line in enumerate(source.split("\n"), start=1):
            if match := _WAIVER.search(line):
                rules = tuple(re.split(r"\s*,\s*", match["rules"]))
                reason = (match["reason"] or "").strip()
                yield Waiver(Place(file, number, match.start() + 1), rules, reason)


def settle(problems: Iterable[Problem], found: Iterable[Waiver]) -> Iterator[Problem]:
    """The problems that no waiver covers, and what is wrong with the waivers."""
    given = tuple(found)
    broken = tuple(problems)
    for waiver in given:
        if message := _complaint(waiver, filter(waiver.covers, broken)):
            yield Problem(waiver.place, "warning", RULE, message)
    reasoned = [waiver for waiver in given if waiver.reason]
    for problem in broken:
        if not any(waiver.covers(problem) for waiver in reasoned):
            yield problem


def _complaint(waiver: Waiver, covered: Iterable[Problem]) -> str:
    """What is wrong with a waiver; nothing for one that is needed."""
    for name in waiver.rules:
        if name not in BY_NAME:
            return f"There is no rule {name!r}.{suggestion(name, BY_NAME)}"
    if not waiver.reason:
        return f"Say why: # soothe: ok {waiver.rules[0]} because ..."
    idle = set(waiver.rules) - {problem.rule for problem in covered}
    return f"Nothing here breaks {' or '.join(sorted(idle))}. Take it out." if idle else ""
