"""Small scripts for tests, written in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from soothe.catalogue import library
from soothe.errors import ScriptError
from soothe.model import Choices, Script
from soothe.script import load

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Line, Problem, Step

FRONT = '+++\ntitle = "Test"\nlength = "3m..10m..18m"\n+++\n'
TEST = library() / "scripts" / "en" / "test.md.j2"
"""No such file: what stands in the library is trusted and rendered in this process."""
HEADING = "## Rest [10s..20s..60s]\n"
FRONT_LINES = FRONT.count("\n")


def read(body: str, *, front: str = FRONT, path: Path = TEST, **choices: object) -> Script:
    """The script with this body; choices are those of `Choices`."""
    return load(path, Choices(**choices), text=front + body)  # type: ignore[arg-type]


def step(lines: str, **choices: object) -> Step:
    """The only step of a script with these lines."""
    (only,) = read(HEADING + lines, **choices).steps
    return only


def line(text: str, **choices: object) -> Line:
    """The only line of a script."""
    (only,) = step(text, **choices).lines
    return only


def problems(body: str, *, front: str = FRONT, **choices: object) -> tuple[Problem, ...]:
    """What is wrong with a script."""
    with pytest.raises(ScriptError) as caught:
        read(body, front=front, **choices)
    return caught.value.problems


def spoken(script: Script) -> list[str]:
    """Every sentence."""
    return [say.text for say in script.says()]
