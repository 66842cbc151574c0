"""New scripts: from the commented pattern of a language, or from a script that there is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment

from soothe.catalogue import DEFAULT_LANGUAGE, SCRIPT_SUFFIX, library
from soothe.errors import UsageError
from soothe.script.header import read_source

if TYPE_CHECKING:
    from pathlib import Path

PATTERN = "lib/new.md.j2"
_TITLE = re.compile(r"^title\s*=.*$", re.MULTILINE)
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new script shall be."""

    title: str
    part: str = "hands"
    """The part of the body, in one word where it has sides."""
    sides: bool = False
    sound: str = "rain"
    author: str = ""


def file_name(name: str) -> str:
    """The file of a new script: `evening` becomes `evening.md.j2`.

    Raises:
        UsageError: the name has other characters than letters, digits, - and _.
    """
    bare = name.removesuffix(SCRIPT_SUFFIX)
    if not _NAME.fullmatch(bare):
        raise UsageError(f"{name!r} cannot be a script's name. Use letters, digits, - and _.")
    return bare + SCRIPT_SUFFIX


def from_pattern(wishes: Wishes, file: str) -> str:
    """A commented script that plays at once."""
    # Delimiters of its own, because what it writes is itself a template.
    environment = Environment(  # noqa: S701  it writes text, not HTML
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        keep_trailing_newline=True,
    )
    pattern = read_source(library() / "scripts" / DEFAULT_LANGUAGE / PATTERN)
    return environment.from_string(pattern).render(
        title=_toml(wishes.title),
        sound=_toml(wishes.sound),
        author=_toml(wishes.author) if wishes.author else "",
        part=wishes.part,
        sides=wishes.sides,
        file=file,
    )


def from_script(path: Path, title: str) -> str:
    """A copy of a script under a title of its own."""
    return _TITLE.sub(lambda _: f"title = {_toml(title)}", read_source(path), count=1)


def _toml(text: str) -> str:
    """A text as TOML writes it, which for one line is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
