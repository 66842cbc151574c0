"""Checks scripts again whenever one of their files changes, by looking at their times."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Times: TypeAlias = dict[str, int]
    """When each file was last changed, in nanoseconds; 0 for one that is not there."""

EVERY = 0.3
"""Seconds between two looks."""


def changes(
    files: Mapping[Path, Sequence[str]], pause: Callable[[float], None] = time.sleep
) -> Iterator[list[Path]]:
    """The scripts to check again, each time that any of their files changed; never ends.

    Args:
        files: the files of each script; may change between two looks.
        pause: waits for so many seconds.
    """
    before = _times(files)
    while True:
        pause(EVERY)
        now = _times(files)
        changed = {file for file, when in now.items() if before.get(file, when) != when}
        before = now
        if touched := [path for path, parts in files.items() if changed.intersection(parts)]:
            yield touched


def _times(files: Mapping[Path, Iterable[str]]) -> Times:
    return {file: _time(Path(file)) for parts in files.values() for file in parts}


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        # Many editors take a file away for a moment while they save it.
        return 0
