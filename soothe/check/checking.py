"""Checks one script: what reading it shows, what the rules find, and what is waived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.check.examine import examine
from soothe.check.rules import RULES
from soothe.check.texts import study_text
from soothe.check.waivers import settle, waivers
from soothe.errors import ScriptError
from soothe.model import Problem
from soothe.script.header import is_plain, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.check.study import Study


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about one script."""

    problems: tuple[Problem, ...]
    """In order of place."""
    files: tuple[str, ...]
    """The files that it is made of."""
    study: Study | None = None
    """What the rules looked at; None when it cannot be read, or is remembered."""


def check(path: Path, *, text: str | None = None, thorough: bool = False) -> Checked:
    """Every problem of a script.

    Args:
        path: the script.
        text: its source, when it is not the file's own.
        thorough: try every whole minute with three seeds.

    Raises:
        UsageError: the file cannot be read, or its language has no words.
    """
    source = read_source(path) if text is None else text
    try:
        if is_plain(path, source):
            study = study_text(path, source)
            noted = study.default.script.warnings
        else:
            study, noted = examine(path, source, thorough=thorough)
    except ScriptError as error:
        return Checked(error.problems, (str(path),))
    broken = any(problem.severity == "error" for problem in noted)
    found = {} if broken else _judged(study)
    known = {(problem.place, problem.rule) for problem in noted}
    rest = (problem for place, problem in found.items() if place not in known)
    left = settle(rest, waivers(study.sources))
    return Checked(tuple(sorted((*noted, *left))), tuple(study.sources), study)


def _judged(study: Study) -> dict[tuple[object, str], Problem]:
    """What the rules find, the first finding of each rule in each place."""
    found: dict[tuple[object, str], Problem] = {}
    kind = "text" if study.plain else "script"
    for rule in (rule for rule in RULES if rule.of in {kind, "both"}):
        for finding in rule.look(study):
            problem = Problem(finding.place, rule.severity, rule.name, finding.message)
            found.setdefault((finding.place, rule.name), problem)
    return found
