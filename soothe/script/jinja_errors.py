"""Turns what Jinja raises into findings with a place and a way out."""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from soothe.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.script.source import Findings

_QUOTED = re.compile(r"'([^']+)'")
_CONFUSING = (
    ("{#", "{# opens a comment of Jinja; write { # with a space."),
    ("{{{", "{{{ confuses Jinja; write { {{ with a space."),
    ("}}}", "}}} confuses Jinja; write }} } with a space."),
    ("}}|", "}}| confuses Jinja; write }} | with a space."),
)


def note(error: Exception, main: str, sources: Mapping[str, str], findings: Findings) -> None:
    """Add what Jinja found to the findings."""
    file, line = _where(error, main, sources)
    lines = sources.get(file, "").split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    message = str(getattr(error, "message", None) or error)
    findings.error(
        Place(file, line, _column(message, text)),
        "undefined" if isinstance(error, UndefinedError) else "template",
        message.rstrip(".") + "." + _hint(text, error),
    )


def _where(error: Exception, main: str, sources: Mapping[str, str]) -> tuple[str, int]:
    """File and line of an error: its own for a wrong syntax, the innermost template's otherwise."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or main, error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    inside = [(frame.filename, frame.lineno or 1) for frame in frames if frame.filename in sources]
    return inside[-1] if inside else (main, 1)


def _column(message: str, text: str) -> int:
    """Where the quoted name of a message stands in its line, otherwise where Jinja begins in it."""
    names = _QUOTED.findall(message)
    for pattern in [*(rf"\b{re.escape(name)}\b" for name in reversed(names)), r"\{[{%#]", r"\S"]:
        if match := re.search(pattern, text):
            return match.start() + 1
    return 1


def _hint(text: str, error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return " Files are looked up beside the script and in the language's folder."
    return next((f" {hint}" for mark, hint in _CONFUSING if mark in text), "")
