"""Scripts to check: the pattern of `soothe new`, which has no findings, with one thing changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from soothe.catalogue import library
from soothe.check.checking import Checked, check
from soothe.check.starting import Wishes, from_pattern

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Problem

PATH: Path = library() / "scripts" / "en" / "page.md.j2"
"""A place among the trusted scripts; no file need be there."""


@cache
def page(*, sides: bool = False) -> str:
    """A script without findings."""
    return from_pattern(Wishes("Page", part="hand", sides=sides), PATH.name)


def changed(old: str, new: str, *, sides: bool = False) -> str:
    """That script with one text in place of another, which it must have."""
    text = page(sides=sides)
    assert old in text
    return text.replace(old, new)


def checked(text: str, **options: bool) -> Checked:
    """What the checker finds in a text."""
    return check(PATH, text=text, **options)


def found(text: str) -> list[tuple[str, str]]:
    """(rule, the source line of the finding), in order."""
    lines = text.split("\n")
    return [(p.rule, lines[p.place.line - 1].strip()) for p in checked(text).problems]


def only(text: str) -> Problem:
    """The only finding."""
    (problem,) = checked(text).problems
    return problem
