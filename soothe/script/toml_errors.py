"""Says what an author most likely did when TOML cannot be read, and what to write instead."""

from __future__ import annotations

import re

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_TOO_MANY_DIGITS = re.compile(r"\d{4000}")
"""Python refuses such a number without saying where it stands."""
_HERE = "\0"
"""Stands in the line where the parser stopped."""
_UNQUOTED = ' Text stands in quotes: title = "Warm hands".'
_ONE_KEY = ' A key is one word of plain letters; put it in quotes otherwise: "my key" = "...".'
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("", "\0[\u2018\u2019\u201c-\u201f]", ' Curly quotes do not count: write "...".'),
    ("Illegal character", "[\u201c-\u201f]", ' Curly quotes do not count: write "...".'),
    ("Illegal character '\\n'", "", ' A text is not closed on this line: write " at its end.'),
    ("Invalid value", r"(?i)\0(?:yes|no|on|off|true|false)\b", " Write true or false."),
    ("Invalid value", r"\0=", " A single = is enough."),
    ("Invalid value", r"=\s*\0\s*(?:#.*)?$", " The value is missing behind the =."),
    ("Invalid value", r"\0\w", _UNQUOTED),
    ("Expected '='", r"\0\s*:", ' Write = and no colon: title = "...".'),
    ("Expected '='", r"\0.*=", _ONE_KEY),
    ("Expected '='", "", ' A fact is a key, a = and a value: title = "...".'),
    ("Expected newline", r"\d\0[\w.]", _UNQUOTED),
    ("Expected newline", r"^\s*\[.*\]\s*\0", " What is in a table begins on the next line."),
    ("Expected newline", r"\"\0\w", r" Write \" for a quote between quotes."),
    ("Expected newline", "", " One fact stands on each line."),
    ("Unclosed", r"\d\0[\w.]", _UNQUOTED),
    ("Unclosed array", "", " A comma or the closing ] is missing before this place."),
    ("Unclosed inline table", "", " A comma or the closing } is missing before this place."),
    ("Invalid initial", r",\s*\0", " { ... } stands on one line, with no comma before its }."),
    ("Cannot overwrite", "", " This key stands twice: take one out."),
    ("Cannot declare", "", " This table stands twice: make one of both."),
    ("Unescaped '\\'", "", r" Write \\ for a backslash."),
    ("Expected ']'", "", " A table begins with its name between [ and ]: [params]."),
    ("Invalid statement", r"\0(?://|/\*|;|<!--)", " A comment begins with #."),
    ("Invalid statement", "", ' A fact is a key, a = and a value: title = "...".'),
    ("Exceeds the limit", "", " This number has thousands of digits: shorten it."),
)
_CAUSES = tuple((start, re.compile(pattern), hint) for start, pattern, hint in _TABLE)
"""How the parser's message begins, what the line then looks like, and the way out."""


def explain(error: ValueError, lines: list[str]) -> tuple[int, int, str]:
    """Line and column in the TOML, from 1, of what is wrong with it, and what to write instead.

    Args:
        error: what the parser raised.
        lines: the TOML that it read.
    """
    message = str(error)
    place = _PLACE.search(message)
    line, column = _where(place, lines)
    said = message[: place.start()] if place else message.partition(" (")[0]
    text = lines[line - 1]
    marked = f"{text[: column - 1]}{_HERE}{text[column - 1 :]}"
    causes = (hint for start, pattern, hint in _CAUSES if _fits(start, pattern, said, marked))
    return line, column, f"{said}.{next(causes, '')}"


def _fits(start: str, pattern: re.Pattern[str], said: str, marked: str) -> bool:
    return said.startswith(start) and bool(pattern.search(marked))


def _where(place: re.Match[str] | None, lines: list[str]) -> tuple[int, int]:
    if place and place["line"]:
        return int(place["line"]), int(place["column"])
    numbered = enumerate(lines, start=1)
    found = ((n, match.start() + 1) for n, line in numbered if (match := _digits(line)))
    return next(found, (len(lines), 1))


def _digits(line: str) -> re.Match[str] | None:
    return _TOO_MANY_DIGITS.search(line)
