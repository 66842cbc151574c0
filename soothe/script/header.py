"""Front matter: what a script says about itself between its `+++` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soothe.catalogue import (
    DEFAULT_LANGUAGE,
    SCRIPT_SUFFIX,
    find_script,
    script_folders,
    script_name,
)
from soothe.errors import UsageError
from soothe.model import Place
from soothe.script.front import Front
from soothe.script.params import RESERVED, declare
from soothe.script.rewording import reworded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from soothe.model import Param
    from soothe.script.source import Findings

_FRONT = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LARGEST = 4_000_000
"""Bytes: more than anybody could listen to in a week."""
_KNOWN = {
    *("title", "lang", "length", "sound", "extends"),
    *("needs", "cautions"),
    *("params", "words", "lexicon"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """What a script says about itself."""

    name: str
    title: str
    lang: str
    """BCP 47 tag."""
    length: tuple[float, float, float]
    """Least, usual and most seconds."""
    sound: str = "rain"
    needs: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    """The reserved ones first, then the script's own."""
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Forms by part of the body, then by side."""
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """How words in small letters are spelt for the voice."""
    extends: str = ""
    """File of the script whose bounds and options this one takes over."""
    meta: tuple[tuple[str, str], ...] = ()
    """Every other text: author, album, licence ..."""


def read_source(path: Path) -> str:
    """The text of a script with plain line ends, in the person's own words where they gave some.

    Raises:
        UsageError: the file cannot be read, is not UTF-8, or is no text that anybody wrote.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise UsageError(f"{path} has {size:,} bytes; a script may have {_LARGEST:,}. Cut it.")
        text = reworded(path.read_text(encoding="utf-8-sig"), path)
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = f"{path} is not UTF-8 text from line {line} on. Save it as UTF-8."
        raise UsageError(message) from error
    if "\0" in text:
        raise UsageError(f"{path} has NUL bytes, which no text has. Save it as UTF-8.")
    return text


def is_plain(path: Path, source: str) -> bool:
    """Whether a file is not in soothe's own script language."""
    return not path.name.endswith(SCRIPT_SUFFIX) and not source.startswith("+++")


def without_front(source: str) -> str:
    """The text with its front matter blanked, so that line numbers stay."""
    match = _FRONT.match(source)
    return "\n" * match[0].count("\n") + source[match.end() :] if match else source


def read_header(path: Path, source: str, findings: Findings, *, extending: bool = False) -> Header:
    """The front matter of a source text; what is wrong with it goes to the findings.

    Args:
        path: the script's file.
        source: its text.
        findings: where errors are noted.
        extending: whether another script extends this one, which then may not extend a third.
    """
    match = _FRONT.match(source)
    if match is None:
        findings.error(Place(str(path), 1), "front-matter", _without_frame(source))
    front = Front(str(path), match[1] if match else "", findings)
    extended = _extended(path, front, findings, extending=extending)
    base = _base(extended, front, findings) if extended else None
    if findings.problems:
        return Header(script_name(path), "", DEFAULT_LANGUAGE, (0.0, 0.0, 0.0))
    return Header(
        name=script_name(path),
        title=front.title(),
        lang=front.lang(DEFAULT_LANGUAGE),
        length=front.length(base.length if base else None),
        sound=front.text("sound", base.sound if base else "rain"),
        needs=front.texts("needs"),
        cautions=front.texts("cautions"),
        params=declare(front, base.params if base else RESERVED),
        words=front.words(),
        lexicon=front.lexicon(),
        extends=str(extended or ""),
        meta=tuple((key, front.other(key)) for key in front.table if key not in _KNOWN),
    )


def _without_frame(source: str) -> str:
    """Why a source text has no front matter."""
    if source.startswith("+++"):
        return "These +++ are never closed: write +++ on a line of its own after the last fact."
    instead = ", not ---" if source.startswith("---") else ""
    return f"A script begins with its title and length in TOML between two +++ lines{instead}."


def _extended(path: Path, front: Front, findings: Findings, *, extending: bool) -> Path | None:
    """The file of the script that this one extends, if it does."""
    name = front.text("extends")
    if not name or findings.problems:
        return None
    if extending:
        front.error("A script that is extended cannot extend another.", "extends")
        return None
    beside = path.parent / name
    try:
        found = beside if beside.is_file() else find_script(name)
    except (UsageError, ValueError, OSError) as error:
        front.error(f"{error}", "extends")
        return None
    folders = (path.parent, *script_folders())
    if found.resolve() == path.resolve():
        front.error("A script cannot extend itself.", "extends")
    elif not any(found.resolve().is_relative_to(folder.resolve()) for folder in folders):
        message = (
            f"{name!r} lies elsewhere. Extend a script beside this one, or one of soothe list."
        )
        front.error(message, "extends")
    else:
        return found
    return None


def _base(path: Path, front: Front, findings: Findings) -> Header | None:
    """The front matter of the script that this one extends."""
    try:
        return read_header(path, read_source(path), findings, extending=True)
    except UsageError as error:
        front.error(str(error), "extends")
        return None
