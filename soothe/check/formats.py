"""What was found, as lines for a person, as JSON for a program, as annotations for GitHub."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from soothe.model import Problem

_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _ESCAPES | {":": "%3A", ",": "%2C"}


def as_text(problems: Sequence[Problem]) -> Iterator[str]:
    """`file:line:column: severity[rule]: message`, which editors know how to jump to."""
    for problem in problems:
        place = problem.place
        where = f"{shown(place.file)}:{place.line}:{place.column}"
        yield f"{where}: {problem.severity}[{problem.rule}]: {problem.message}"


def as_json(problems: Sequence[Problem]) -> Iterator[str]:
    """One list of objects."""
    rows = [
        {
            "file": shown(problem.place.file),
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "message": problem.message,
        }
        for problem in problems
    ]
    yield json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    for problem in problems:
        place = problem.place
        values = {
            "file": shown(place.file),
            "line": str(place.line),
            "col": str(place.column),
            "title": problem.rule,
        }
        fields = ",".join(f"{key}={_quoted(v, _IN_PROPERTIES)}" for key, v in values.items())
        yield f"::{problem.severity} {fields}::{_quoted(problem.message, _ESCAPES)}"


def shown(file: str) -> str:
    """A path as it is typed from the current folder, where it lies below that."""
    path = Path(file)
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        return os.fspath(path.relative_to(here))
    return file


def _quoted(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)


FORMATS: dict[str, Callable[[Sequence[Problem]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
