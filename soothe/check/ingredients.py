"""Everything that a script is made of: its own text, what it includes or extends, its language.

Found without rendering, so that it is known at once whether anything changed. A file that is looked
for and not there counts too: once it is there, it may stand before another of its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soothe.catalogue import find_script, user_library
from soothe.check.lexis import WORDS as CHECKED_WORDS
from soothe.errors import SootheError
from soothe.script.header import read_header, read_source
from soothe.script.language import WORDS, language_folders
from soothe.script.rewording import FILE as REWORDED
from soothe.script.source import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_BRINGS = re.compile(
    r"\{%[-+]?\s*(?:include|import|from|extends)\b(.*?)"
    r"(?:\b(?:as|import|ignore|with|without)\b.*?)?[-+]?%\}",
    re.DOTALL,
)
_CONDITION = re.compile(r"\bif\b.*?\belse\b", re.DOTALL)
_NAME = re.compile(r"""(["'])(.+?)\1""")
_AROUND = "[](), \t\n"


def sought(path: Path) -> tuple[Path, ...]:
    """Every file that may be looked up for a script, there or not; none for one that is broken."""
    try:
        return tuple(ingredients(path, read_source(path)) or ())
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
    files: dict[Path, bytes | None] = {}
    folders = _gather_shared(path, source, files)
    if not _gather(source, folders, files):
        return None
    header = read_header(path, source, Findings())
    if header.extends:
        base = find_script(header.extends)
        text = read_source(base)
        files[base] = _content(base)
        if not _gather(text, _gather_shared(base, text, files), files):
            return None
    return files


def _gather_shared(path: Path, source: str, files: dict[Path, bytes | None]) -> tuple[Path, ...]:
    """Take in what all scripts of a language share; returns the folders of its includes."""
    folders = language_folders(path, read_header(path, source, Findings()).lang)
    shared = [folder / name for folder in folders for name in (WORDS, CHECKED_WORDS)]
    files |= {file: _content(file) for file in (*shared, user_library() / REWORDED)}
    return folders


def _gather(source: str, folders: Iterable[Path], files: dict[Path, bytes | None]) -> bool:
    """Take in what a source names, and what that names; False where a name is computed."""
    for brings in _BRINGS.findall(source):
        if _NAME.sub("", _CONDITION.sub("", brings)).strip(_AROUND):
            return False
        names = [name for _, name in _NAME.findall(brings)]
        for file in [folder / name for folder in folders for name in names]:
            if file not in files:
                content = files[file] = _content(file)
                if content and not _gather(content.decode(errors="replace"), folders, files):
                    return False
    return True


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
