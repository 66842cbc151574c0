"""What a plain text says about itself: `Title:`, `Duration:` and other lines above a `---` line.

People end such a head with a line of `---`, put it between two of them as YAML does, or leave out
both; then only names that are usual in a head count, for any line may begin with `Remember:`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from soothe.errors import UsageError
from soothe.script.remarks import without_remarks
from soothe.script.spellings import read_seconds
from soothe.units import parse_minutes

_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)")
_NESTED = re.compile(r"[ \t]|[-#]")
"""What stands in the head of a text besides its own lines: items and comments of YAML."""
_END = re.compile(r"(?:-{3,}|\.{3})[ \t]*")
_TELLING = {
    *("title", "author", "language", "lang", "duration", "length"),
    *("titel", "autor", "sprache", "dauer"),
}
"""At least one of them makes lines without a `---` a head; `Voice: Sit down.` alone is none."""
_USUAL = _TELLING | {
    *("subtitle", "date", "theme", "topic", "category", "tags"),
    *("level", "tone", "style", "pace", "voice"),
}
_LANGUAGES = {"english": "en", "englisch": "en", "german": "de", "deutsch": "de"}
"""Tags of the languages that soothe knows words of, by what people call them."""
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
    remarks: tuple[int, ...] = ()
    """Numbers of the lines, from 1, that are said to the author and not to a listener."""

    @property
    def title(self) -> str:
        """The title of the head, or the first heading of the body, if there is one."""
        heading = next((m[1] for line in self.body if (m := _TITLE.fullmatch(line))), "")
        return self.values.get("title") or self.values.get("titel") or heading

    @property
    def lang(self) -> str:
        """The language of the head or of an SSML document, if one is named."""
        found = _LANG.search("\n".join(self.body))
        named = self.values.get("language") or self.values.get("lang") or self.values.get("sprache")
        if not named:
            return found[1] if found else ""
        return _LANGUAGES.get(re.split(r"\W", named, maxsplit=1)[0].lower(), named)

    @property
    def seconds(self) -> float:
        """The length that the head names; 0 when it names none that can be read."""
        names = ("duration", "length", "dauer")
        text = next((self.values[name] for name in names if self.values.get(name)), "")
        try:
            return float(parse_minutes(text))
        except UsageError:
            return read_seconds(text) or 0.0


def read_fields(source: str) -> Fields:
    """Part the head of a text from its body; a text may have none."""
    written = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines, remarks = without_remarks(written)
    values, first = _head(lines)
    return Fields(values, first + 1, lines[first:], tuple(index + 1 for index in remarks))


def _head(lines: list[str]) -> tuple[dict[str, str], int]:
    """The values of a head, and the index of the line after it; a heading may stand above it."""
    framed = bool(_END.fullmatch(lines[0]))
    values: dict[str, str] = {}
    heading: dict[str, str] = {}
    unruled: tuple[dict[str, str], int] = {}, 0
    for number, line in enumerate(lines[framed:], start=framed):
        match, title = _FIELD.fullmatch(line.replace("*", "")), _TITLE.fullmatch(line)
        if values and _END.fullmatch(line):
            return heading | values, number + 1
        if match:
            values[match[1].strip().lower()] = match[2].strip().strip("\"'")
        elif title and not values and not framed:
            heading = {"title": title[1]}
        elif line.strip() and not (framed and values and _NESTED.match(line)):
            break
        elif not framed and _is_head(values) and not unruled[0]:
            unruled = heading | values, number + 1
    return unruled


def _is_head(values: dict[str, str]) -> bool:
    """Whether values are those of a head that no line closes."""
    return values.keys() <= _USUAL and bool(values.keys() & _TELLING)
