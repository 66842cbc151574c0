"""What a plain text says about itself: `Title:`, `Duration:` and other lines above a `---` line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from soothe.errors import UsageError
from soothe.script.spellings import read_seconds
from soothe.units import parse_minutes

_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)")
_END = re.compile(r"-{3,}[ \t]*")
_TITLE = re.compile(r"#[ \t]+(.*?)[ \t#]*")
_LANG = re.compile(r"<(?:\w+:)?speak\b[^>]*\bxml:lang\s*=\s*[\"']([\w-]+)")


@dataclass(frozen=True, slots=True)
class Fields:
    """The head of a plain text, and where its body begins."""

    values: dict[str, str]
    """By key in lower case."""
    first: int
    """Number of the first line of the body, from 1."""
    body: list[str]

    @property
    def title(self) -> str:
        """The title of the head, or the first heading of the body, if there is one."""
        heading = next((m[1] for line in self.body if (m := _TITLE.fullmatch(line))), "")
        return self.values.get("title") or heading

    @property
    def lang(self) -> str:
        """The language of the head or of an SSML document, if one is named."""
        found = _LANG.search("\n".join(self.body))
        return self.values.get("language") or self.values.get("lang") or (found[1] if found else "")

    @property
    def seconds(self) -> float:
        """The length that the head names; 0 when it names none that can be read."""
        text = self.values.get("duration") or self.values.get("length") or ""
        try:
            return float(parse_minutes(text))
        except UsageError:
            return read_seconds(text)


def read_fields(source: str) -> Fields:
    """Part the head of a text from its body; a text without a `---` line below has none."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    values: dict[str, str] = {}
    start = 1 if _END.fullmatch(lines[0]) else 0
    for number, line in enumerate(lines[start:], start=start):
        if _END.fullmatch(line) and values:
            return Fields(values, number + 2, lines[number + 1 :])
        match = _FIELD.fullmatch(line)
        if match:
            values[match[1].strip().lower()] = match[2].strip().strip("\"'")
        elif line.strip():
            break
    return Fields({}, 1, lines)
