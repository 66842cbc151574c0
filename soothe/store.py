"""Sound on disk by what is in it: what was made once is not made again.

An entry is a few facts and arrays under a key, the digest of everything that decides them;
`soothe.entry` has the form of its file. Files appear by atomic rename, so that several processes
can share a folder; a damaged one is thrown away and its content made again. A store keeps within
its bound by throwing away what was not used for longest.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
import time
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from soothe.entry import packed, read_entry, read_facts
from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from io import BufferedReader

    from soothe.entry import Entry

Found = TypeVar("Found")

_UNFINISHED = ".part"
_ABANDONED = 3600.0
"""Seconds after which an unfinished file is nobody's any more."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries of one kind."""

    folder: Path
    """It need not exist yet."""
    kind: str
    """Ending of its files: clip, take."""
    most_bytes: int
    """Bound that `shrink` keeps."""

    def path(self, key: str) -> Path:
        """The file of a key."""
        return self.folder / key[:2] / f"{key}.{self.kind}"

    def keep(self, key: str, entry: Entry) -> None:
        """Write an entry whole or not at all.

        Raises:
            OutputError: the folder cannot be written.
        """
        path = self.path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, packed(entry))
        except OSError as error:
            if path.exists():  # another process kept it, and Windows replaces no file in use
                return
            raise OutputError(
                f"Cannot keep sound in {self.folder}: {error.strerror or error}. "
                "Free some space, or name another folder with SOOTHE_CACHE."
            ) from error

    def offer(self, key: str, entry: Entry) -> None:
        """Keep an entry that only saves time; where it cannot be kept, a warning says so."""
        try:
            self.keep(key, entry)
        except OutputError as error:
            warnings.warn(str(error), stacklevel=3)

    def find(self, key: str) -> Entry | None:
        """The entry of a key; None if it is not there or was damaged and is now gone."""
        return self._read(key, read_entry)

    def facts(self, key: str) -> Mapping[str, Any] | None:
        """The facts of a key, at the cost of a glance: of the arrays only the size is proven.

        None as with `find`.
        """
        return self._read(key, read_facts)

    def _read(self, key: str, read: Callable[[BufferedReader], Found | None]) -> Found | None:
        path = self.path(key)
        try:
            with path.open("rb") as file:
                found = read(file)
            os.utime(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if found is None:
            _discard(path)
        return found

    def size(self) -> int:
        """Bytes of all entries."""
        return sum(size for _, size, _ in self._files())

    def clear(self) -> int:
        """Throw every entry away; returns the bytes that were freed."""
        return self.shrink(0)

    def shrink(self, most_bytes: int | None = None) -> int:
        """Throw away what was not used for longest until the rest fits; returns bytes freed."""
        most = self.most_bytes if most_bytes is None else most_bytes
        kept = freed = 0
        for _, size, path in sorted(self._files(), reverse=True):
            if kept + size <= most and not freed:
                kept += size
            elif _discard(path):
                freed += size
        self._sweep()
        return freed

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        for path in self.folder.glob(f"??/*.{self.kind}"):
            try:
                status = path.stat()
            except FileNotFoundError:  # another process was quicker
                continue
            yield status.st_mtime_ns, status.st_size, path

    def _sweep(self) -> None:
        """Take away what killed programs left unfinished."""
        for path in self.folder.glob(f"??/*{_UNFINISHED}"):
            try:
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    _discard(path)
            except FileNotFoundError:  # another process was quicker
                continue


def key_of(*parts: str) -> str:
    """The key of what these parts decide together."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@lru_cache
def usable(folder: Path) -> Path:
    """The folder if it can be written; else a temporary one, with a warning that says so."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        other = Path(tempfile.mkdtemp(prefix="soothe-"))
        atexit.register(shutil.rmtree, other, ignore_errors=True)
        warnings.warn(
            f"Nothing can be kept in {folder} ({error.strerror or error}), so it is kept in "
            f"{other} and lost at the end. Name another folder with SOOTHE_CACHE.",
            stacklevel=2,
        )
        return other
    return folder


def _discard(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:  # Windows keeps a mapped file; a later sweep takes it
        return False
    return True


def _write(path: Path, parts: Sequence[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise
