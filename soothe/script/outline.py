"""Headings: cuts the rendered lines into steps and reads the bounds and options of each.

The options are one table: a name, a pattern for its value, and an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from soothe.script.bounds import parse_bounds
from soothe.script.marks import UNSEEN, escape, plain
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from soothe.model import Place
    from soothe.script.source import Findings, Text

_HEADING = re.compile(r"##[ \t]+(?P<title>[^\[\]]*[^\[\]\s])[ \t]*\[(?P<options>[^\[\]]*)\]")
_FACTOR = r"0\.[1-9]\d*|[1-9]\d{0,3}(?:\.\d+)?"
_NAME = r"[\w-]+"
_LIKE_BOUNDS = re.compile(r"[\d.,+-]|nan\b|inf\b|.*\.\.")
"""The beginning of what is meant as a length, and is no option."""

OPTIONS = {
    "drop": (re.compile(r"[1-9]\d{0,3}"), "drop:1"),
    "pair": (re.compile(_NAME), "pair:foot"),
    "id": (re.compile(_NAME), "id:welcome"),
    "pace": (re.compile(r"0\.[5-9]\d*|1(?:\.\d+)?|2"), "pace:0.9, from 0.5 to 2"),
    "only": (re.compile(r"sleep|get-up"), "only:sleep"),
    "weight": (re.compile(_FACTOR), "weight:0.3"),
}
"""Pattern of the value, and an example, by name."""
NONE = "none"
_CAN_BE_NONE = {"drop", "pair", "only"}
"""Options of an extended script's step that a step may take away, as in `drop:none`."""


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """A step as its heading announces it; equal only to itself, so that it can be a key."""

    title: str
    place: Place
    bounds: tuple[float, float, float]
    """Least, typical and most seconds."""
    options: Mapping[str, str]
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
    def key(self) -> str:
        """The pair, or the step alone."""
        return self.pair or self.id


def slug(title: str) -> str:
    """A title as a name: `Left shoulder` is `left-shoulder`."""
    return "-".join(re.findall(r"\w+", title.lower()))


def outline(
    lines: Iterable[Text], findings: Findings, base: Mapping[str, Heading] | None = None
) -> tuple[Heading, ...]:
    """The headings in order, each with the lines below it.

    Args:
        lines: the rendered lines.
        findings: where errors are noted.
        base: steps of the extended script by id; a heading takes what it does not name itself.
    """
    headings: list[Heading] = []
    for line in lines:
        if line.text.startswith("##"):
            headings.append(_heading(line, findings, base or {}))
        elif headings:
            headings[-1].lines.append(line)
        else:
            message = "There are words before the first step. Begin with ## Arrive [30s..1m..3m]"
            findings.error(line.place(), "no-step", message)
    return tuple(headings)


def _heading(line: Text, findings: Findings, base: Mapping[str, Heading]) -> Heading:
    line = escape(line)
    place = line.place()
    match = _HEADING.fullmatch(line.text)
    if match is None:
        message = "A step needs a title and bounds, like ## Arrive [30s..1m..3m]"
        findings.error(place, "heading", message)
        return Heading(plain(line.text.strip("# ")), place, (0.0, 0.0, 0.0), {})
    if unseen := re.search(UNSEEN, line.text):
        message = f"{unseen[0]!a} can be neither heard nor seen. Take it out."
        findings.error(line.place(unseen.start()), "heading", message)
    first, *others = re.finditer(r"\S+|\Z", match["options"])
    bounds = parse_bounds(first[0])
    options: dict[str, str] = {}
    for word in others if bounds else (first, *others):
        if word[0] and not _LIKE_BOUNDS.match(word[0]):
            where = line.place(match.start("options") + word.start())
            _add_option(word[0], where, options, findings)
    heading = Heading(plain(match["title"]), place, bounds or (0.0, 0.0, 0.0), options)
    given = base.get(heading.id)
    merged = {**given.options, **options} if given else options
    heading = replace(heading, options={k: v for k, v in merged.items() if v != NONE})
    if bounds:
        return heading
    if given and not _LIKE_BOUNDS.match(first[0]):
        return replace(heading, bounds=given.bounds)
    written = " ".join(takewhile(_LIKE_BOUNDS.match, match["options"].split()))
    message = f"[{written}] are no bounds in order. Begin with them, like [30s..1m..3m]."
    findings.error(line.place(match.start("options") + first.start()), "bounds", message)
    return heading


def _add_option(word: str, place: Place, options: dict[str, str], findings: Findings) -> None:
    name, _, value = word.partition(":")
    if name not in OPTIONS:
        message = f"A step has no option {word!r}.{suggestion(name, OPTIONS)}"
        findings.error(place, "unknown-option", message)
    elif not OPTIONS[name][0].fullmatch(value) and not (value == NONE and name in _CAN_BE_NONE):
        message = f"{word!r} cannot be used. Write it like {OPTIONS[name][1]}."
        findings.error(place, "bad-option", message)
    elif name in options:
        message = f"{name} stands here twice. Keep {options[name]!r} or {value!r}."
        findings.error(place, "bad-option", message)
    else:
        options[name] = value
