"""Turns what Jinja raises into findings with a place and a way out."""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.filters import FILTERS
from jinja2.parser import Parser
from jinja2.tests import TESTS

from soothe.model import Place
from soothe.suggest import guess, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from soothe.script.source import Findings
    from soothe.script.stamps import Rendered

_LOOP = re.compile(r"\{%-?\s*(end)?for\b")
_QUOTED = re.compile(r"'([^']+)'")
_UNDEFINED = re.compile(r"'([^']+)' is undefined")
_FILTERS = {*FILTERS, "spoken"}
_UNKNOWN = re.compile(r"No (filter|test) named '([^']+)'\.")
_CONFUSING = (
    ("{{{", " {{{ confuses Jinja: write { {{ with a space."),
    ("}}}", " }}} confuses Jinja: write }} } with a space."),
    ("}}|", " }}| confuses Jinja: write }} | with a space."),
    ("{#", " {# opens a comment: write { # with a space."),
)
_OFFSET = re.compile(r"(unexpected char \S{3,12}) at (\d+)")
"""Where Jinja met a character, counted from the beginning of the text."""
_WAYS_OUT: tuple[tuple[str, str], ...] = (
    ("unexpected char '&'", " Write and in place of &&."),
    ("unexpected char '!'", " Write not in place of !."),
    ("unexpected char '\u201c'", ' Curly quotes do not count: write "...".'),
    ("unexpected char '\u201d'", ' Curly quotes do not count: write "...".'),
    ("got '='", " Two values are compared with ==."),
    ("unknown tag 'elseif'", " Write elif."),
    ("unknown tag 'elsif'", " Write elif."),
    ("unknown tag 'end'", " Write endif, endfor or endmacro."),
)
"""What to write instead, by a part of Jinja's message."""


def note(error: Exception, rendered: Rendered, names: Iterable[str], findings: Findings) -> None:
    """Add what Jinja raised to the findings; `names` are those that the script could have used."""
    file, line = _where(error, rendered)
    text = "".join(rendered.sources.get(file, "").split("\n")[line - 1 : line])
    message = _message(error)
    offset = _OFFSET.match(str(error))
    column = _in_line(rendered.sources[file], int(offset[2])) if offset else _column(message, text)
    findings.error(
        Place(file, line, column),
        "undefined" if isinstance(error, UndefinedError) else "template",
        f"{message.rstrip('.')}.{_hint(error, message, text, names)}",
    )


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"There is no file {error.name!r} beside the script or in its language's folders"
    if isinstance(error, MemoryError):
        return "This asks for more memory than a script may have"
    if isinstance(error, RecursionError):
        return (
            "Files or macros call each other here without end, or templates are nested too deeply."
            " Take one of them out, or let an if end it"
        )
    if isinstance(error, SyntaxError):
        return "Loops are nested more than twenty deep here. Take some of them apart"
    message = error.message if isinstance(error, TemplateError) else str(error)
    return _OFFSET.sub(r"\1", message or type(error).__name__)


def _where(error: Exception, rendered: Rendered) -> tuple[str, int]:
    """File and line of an error: its own for wrong syntax, otherwise the innermost template's."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or rendered.main, error.lineno
    if isinstance(error, SyntaxError):
        return rendered.main, _deepest_loop(rendered.sources[rendered.main])
    places = [_place(frame, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return next(
        (place for place in reversed(places) if place[0] in rendered.sources), (rendered.main, 1)
    )


def _place(frame: FrameType, line: int) -> tuple[str, int]:
    """Where a frame is at work: in a rendered template, or in one that is being read."""
    parser = frame.f_locals.get("self")
    if isinstance(parser, Parser):
        return parser.filename or "", parser.stream.current.lineno
    return frame.f_code.co_filename, line


def _deepest_loop(source: str) -> int:
    """Number of the line with the innermost loop."""
    depth = deepest = 0
    line = 1
    for match in _LOOP.finditer(source):
        depth += -1 if match[1] else 1
        if depth > deepest:
            deepest, line = depth, source.count("\n", 0, match.start()) + 1
    return line


def _in_line(source: str, offset: int) -> int:
    """The column of a character that is counted from the beginning of a source."""
    return offset - source.rfind("\n", 0, offset)


def _column(message: str, text: str) -> int:
    """Where a quoted name of the message stands in its line, otherwise where Jinja begins in it."""
    # Behind an unknown tag Jinja names those that it looked for, which may stand there too.
    said = message.partition(". Jinja")[0] if "unknown tag" in message else message
    names = [rf"\b{re.escape(name)}\b" for name in reversed(_QUOTED.findall(said))]
    matches = (re.search(pattern, text) for pattern in (*names, r"\{[{%#]", r"\S|$"))
    return next(match.start() + 1 for match in matches if match)


def _hint(error: Exception, message: str, text: str, names: Iterable[str]) -> str:
    """The way out, as far as it is known."""
    if match := _UNDEFINED.fullmatch(message):
        return suggestion(match[1], names)
    if match := _UNKNOWN.fullmatch(message):
        return guess(match[2], _FILTERS if match[1] == "filter" else TESTS)
    if not isinstance(error, TemplateSyntaxError):
        return ""
    ways = (way for part, way in _WAYS_OUT if part in message)
    return next(ways, None) or next((hint for mark, hint in _CONFUSING if mark in text), "")
