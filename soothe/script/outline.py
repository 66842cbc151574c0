"""Headings: cuts the rendered lines into steps and reads the bounds and options of each.

The options are one table: a name, a pattern for its value, and an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soothe.script.bounds import parse_bounds
from soothe.script.source import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.model import Place
    from soothe.script.source import Findings, Text

_HEADING = re.compile(r"##[ \t]+(?P<title>.*?)[ \t]*\[(?P<options>[^\[\]]*)\]")
_FACTOR = r"\d+(?:\.\d+)?"
_NAME = r"[\w-]+"

OPTIONS = {
    "drop": (re.compile(r"[1-9]\d*"), "drop:1"),
    "pair": (re.compile(_NAME), "pair:foot"),
    "id": (re.compile(_NAME), "id:welcome"),
    "pace": (re.compile(_FACTOR), "pace:0.9"),
    "only": (re.compile(r"sleep|get-up"), "only:sleep"),
    "weight": (re.compile(_FACTOR), "weight:0.3"),
}
"""Pattern of the value, and an example, by name."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A step as its heading announces it."""

    title: str
    place: Place
    bounds: tuple[float, float, float]
    options: dict[str, str]
    lines: list[Text] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id given, otherwise one made from the title."""
        return self.options.get("id") or slug(self.title)

    @property
    def pair(self) -> str | None:
        """The pair it belongs to, if any."""
        return self.options.get("pair")

    @property
    def names(self) -> set[str]:
        """What it can be called: id and pair."""
        return {self.id, self.pair or self.id}


def slug(title: str) -> str:
    """A title as a name: `Left shoulder` is `left-shoulder`."""
    return "-".join(re.findall(r"\w+", title.lower()))


def outline(lines: Iterable[Text], findings: Findings) -> tuple[Heading, ...]:
    """The headings in order, each with the lines below it."""
    headings: list[Heading] = []
    for line in lines:
        if line.text.startswith("## "):
            headings.append(_heading(line, findings))
        elif headings:
            headings[-1].lines.append(line)
        else:
            message = "Words before the first step. Begin with: ## Arrive [30s..1m..3m]"
            findings.error(line.place(), "no-step", message)
    return tuple(headings)


def _heading(line: Text, findings: Findings) -> Heading:
    place = line.place()
    match = _HEADING.fullmatch(line.text)
    if match is None or not match["title"]:
        message = "A step needs a title and bounds. Write it like ## Arrive [30s..1m..3m]"
        findings.error(place, "heading", message)
        return Heading(line.text[2:].strip(), place, (0.0, 0.0, 0.0), {})
    options: dict[str, str] = {}
    bounds = None
    for word in re.finditer(r"\S+", match["options"]):
        where = line.place(match.start("options") + word.start())
        if ".." in word[0] and ":" not in word[0]:
            bounds = parse_bounds(word[0])
            if bounds is None:
                message = f"{word[0]} are not bounds in order. Write them like 30s..1m..3m."
                findings.error(where, "bounds", message)
        else:
            _add_option(word[0], where, options, findings)
    return Heading(match["title"], place, bounds or (0.0, 0.0, 0.0), options)


def _add_option(word: str, place: Place, options: dict[str, str], findings: Findings) -> None:
    name, _, value = word.partition(":")
    if name not in OPTIONS:
        message = f"A step has no option {word!r}.{suggestion(name, OPTIONS)}"
        findings.error(place, "unknown-option", message)
    elif not OPTIONS[name][0].fullmatch(value):
        message = f"{word!r} cannot be read. Write it like {OPTIONS[name][1]}."
        findings.error(place, "bad-option", message)
    else:
        options[name] = value
