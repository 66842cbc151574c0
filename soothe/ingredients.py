"""Everything that a script is made of: its own text, what it includes or extends, its language.

Found without rendering, so that it is known at once whether anything changed. A file that is looked
for and not there counts too: once it is there, it may stand before another of its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soothe.catalogue import find_script, user_library
from soothe.errors import SootheError
from soothe.script.header import read_header, read_source
from soothe.script.language import WORDS, language_folders
from soothe.script.rewording import FILE as REWORDED
from soothe.script.shared_file import CHECKED
from soothe.script.source import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BRINGS = re.compile(r"[-+]?\s*(?:include|import|from|extends)\b(.*)", re.DOTALL)
_TOKEN = re.compile(r"""(["'])(.+?)\1|\w+|\S""", re.DOTALL)
_AFTER = {"as", "import", "ignore", "with", "without"}
"""Words behind which a tag names no file any more."""
_AROUND = set("[](),-+")


def sought(path: Path) -> tuple[Path, ...]:
    """Every file that may be looked up for a script, there or not; none for one that is broken.

    Files whose names a script computes are not among them.
    """
    try:
        return tuple(_gathered(path, read_source(path))[0])
    except SootheError:
        return ()


def ingredients(path: Path, source: str) -> dict[Path, bytes | None] | None:
    """Every file that may be looked up for a script, with its content where it is there.

    Args:
        path: the script.
        source: its text.

    Returns:
        None for a script that computes the name of a file, which only rendering can tell.

    Raises:
        UsageError: a script that is extended cannot be read.
    """
    files, whole = _gathered(path, source)
    return files if whole else None


def _gathered(path: Path, source: str) -> tuple[dict[Path, bytes | None], bool]:
    """The files that a script names, and whether there are no others."""
    files: dict[Path, bytes | None] = {}
    whole = _gather(source, _gather_shared(path, source, files), files)
    header = read_header(path, source, Findings())
    if header.extends:
        base = find_script(header.extends)
        text = read_source(base)
        files[base] = _content(base)
        whole = _gather(text, _gather_shared(base, text, files), files) and whole
    return files, whole


def _gather_shared(path: Path, source: str, files: dict[Path, bytes | None]) -> tuple[Path, ...]:
    """Take in what all scripts of a language share; returns the folders of its includes."""
    folders = language_folders(path, read_header(path, source, Findings()).lang)
    shared = [folder / name for folder in folders for name in (WORDS, CHECKED)]
    files |= {file: _content(file) for file in (*shared, user_library() / REWORDED)}
    return folders


def _gather(source: str, folders: Iterable[Path], files: dict[Path, bytes | None]) -> bool:
    """Take in what a source names, and what that names; False where a name is computed."""
    whole = True
    for brings in _tags(source):
        names = _names(brings)
        if names is None:
            whole = False
            continue
        for folder, file in [(folder, folder / name) for folder in folders for name in names]:
            if file not in files:
                # What rendering refuses is not read: some files of a system never end.
                inside = file.resolve().is_relative_to(folder.resolve())
                content = files[file] = _content(file) if inside else None
                if content:
                    text = content.decode(errors="replace")
                    whole = _gather(text, folders, files) and whole
    return whole


def _tags(source: str) -> Iterator[str]:
    """What stands in each tag that takes in a file, behind its first word."""
    for opened in source.split("{%")[1:]:
        tag, closed, _ = opened.partition("%}")
        if closed and (brings := _BRINGS.fullmatch(tag)):
            yield brings[1]


def _names(brings: str) -> list[str] | None:
    """The files that a tag names; None where one of the names is computed."""
    names: list[str] = []
    asking = False
    for token in _TOKEN.finditer(brings):
        word = token[0]
        if asking:
            asking = word != "else"
        elif token[2]:
            names.append(token[2])
        elif word in _AFTER:
            break
        elif word == "if":
            asking = True
        elif word not in _AROUND:
            return None
    return None if asking else names


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
