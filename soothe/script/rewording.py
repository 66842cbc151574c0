"""A person's own words for lines of the scripts that come with soothe.

They are kept beside the person's scripts, as pairs of a line and what stands in its place, and put
in whenever a file is read. So a script goes on to be improved by updates, and a changed line stays
changed for as long as the line that it replaces is there.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from soothe.catalogue import library, user_library
from soothe.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "reworded.json"


@dataclass(frozen=True, slots=True)
class Rewording:
    """One line in other words."""

    file: str
    """Below the folder of the scripts that come with soothe: `en/lib/foot/arrive.md.j2`."""
    was: str
    """The whole line as it comes with soothe, without white space at its ends."""
    now: str


def rewordings() -> tuple[Rewording, ...]:
    """All of them, in the order in which they were made.

    Raises:
        UsageError: their file is damaged.
    """
    path = user_library() / FILE
    return _read(path, changed()) if path.is_file() else ()


def changed() -> int:
    """When they were last changed, in nanoseconds; 0 when there are none."""
    path = user_library() / FILE
    return path.stat().st_mtime_ns if path.is_file() else 0


def keep(kept: Iterable[Rewording]) -> None:
    """Write them down.

    Raises:
        OutputError: the folder of the person's scripts cannot be written.
    """
    path = user_library() / FILE
    fresh = path.with_suffix(".new")
    text = json.dumps([asdict(each) for each in kept], ensure_ascii=False, indent=2)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(f"{text}\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.") from error
    _read.cache_clear()


def reworded(source: str, path: Path) -> str:
    """A source as this person has it: their lines in place of those that came with it."""
    known = rewordings()
    # Nearly nobody has any, and finding out which file this is takes longer than reading it.
    file = shipped(path) if known else ""
    own = {each.was: each.now for each in known if each.file == file} if file else {}
    if not own:
        return source
    lines = source.split("\n")
    return "\n".join(
        line.replace(bare, own[bare]) if (bare := line.strip()) in own else line for line in lines
    )


def shipped(path: Path) -> str:
    """The name of a file among the scripts that come with soothe; empty for any other file."""
    folder = (library() / "scripts").resolve()
    resolved = path.resolve()
    return resolved.relative_to(folder).as_posix() if resolved.is_relative_to(folder) else ""


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[Rewording, ...]:
    try:
        return tuple(Rewording(**row) for row in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise UsageError(f"{path} is damaged: {error}. Mend it or take it away.") from error
