"""Sound on disk by what is in it: what was made once is not made again.

An entry is a few facts and arrays under a key, the digest of everything that decides them. Its file
is a header (magic, length of the facts, SHA-256 of that length and all that follows), the facts in
JSON, and the arrays. Files appear by atomic rename, so that several processes can share a folder; a
damaged one is thrown away and its content made again. Arrays are mapped and not read into memory. A
store keeps within its bound by throwing away what was not used for longest.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import mmap
import os
import shutil
import struct
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import numpy as np

from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedReader

    import numpy.typing as npt

    Arrays = tuple[npt.NDArray[Any], ...]

_HEADER = struct.Struct("<8sI32s")
_MAGIC = b"soothe\x00\x03"
_ALIGNED = 64
_UNFINISHED = ".part"
_ABANDONED = 3600.0
"""Seconds after which an unfinished file is nobody's any more."""
_MOST_OPEN = 128
_open_maps: WeakSet[mmap.mmap] = WeakSet()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept under a key."""

    facts: Mapping[str, Any]
    """Anything that JSON can hold."""
    arrays: Arrays
    """Read-only when found."""


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
            _write(path, _packed(entry))
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
        path = self.path(key)
        try:
            with path.open("rb") as file:
                content = _mapped(file)
            os.utime(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:  # an empty file cannot be mapped
            content = None
        entry = _parsed(content) if content else None
        if entry is None:
            _discard(path)
        return entry

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


def _packed(entry: Entry) -> list[bytes]:
    """Header, then facts and arrays, each padded to a whole number of 64 bytes."""
    arrays = [np.asarray(array, order="C") for array in entry.arrays]
    shapes = [[array.dtype.str, array.shape] for array in arrays]
    facts = json.dumps({"facts": entry.facts, "arrays": shapes}).encode()
    facts += b" " * (-(_HEADER.size + len(facts)) % _ALIGNED)
    rest = [facts, *(_padded(array.tobytes()) for array in arrays)]
    digest = _digest(len(facts))
    for part in rest:
        digest.update(part)
    return [_HEADER.pack(_MAGIC, len(facts), digest.digest()), *rest]


def _digest(length: int) -> hashlib._Hash:
    """Of everything but itself: begun with the length of the facts, which stands before it."""
    return hashlib.sha256(length.to_bytes(8, "little"))


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % _ALIGNED)


def _parsed(content: mmap.mmap | bytes) -> Entry | None:
    if len(content) < _HEADER.size:
        return None
    magic, length, digest = _HEADER.unpack_from(content)
    rest = memoryview(content)[_HEADER.size :]
    found = _digest(length)
    found.update(rest)
    if magic != _MAGIC or found.digest() != digest:
        return None
    told = json.loads(bytes(rest[:length]))
    return Entry(told["facts"], tuple(_arrays(rest[length:], told["arrays"])))


def _arrays(
    rest: memoryview, shapes: Sequence[tuple[str, list[int]]]
) -> Iterator[npt.NDArray[Any]]:
    sizes = [np.dtype(kind).itemsize * int(np.prod(shape)) for kind, shape in shapes]
    places = accumulate((size + -size % _ALIGNED for size in sizes), initial=0)
    for (kind, shape), (start, _), size in zip(shapes, pairwise(places), sizes, strict=True):
        yield np.frombuffer(rest[start : start + size], kind).reshape(shape)


def _mapped(file: BufferedReader) -> mmap.mmap | bytes:
    # Before Python 3.13 a map keeps its file open, and a session has more clips than macOS lets a
    # program have open files; those beyond the bound cost memory instead.
    if sys.platform == "win32":
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if sys.version_info >= (3, 13):
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ, trackfd=False)
    if len(_open_maps) >= _MOST_OPEN:
        return file.read()
    content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    _open_maps.add(content)
    return content


def _write(path: Path, parts: Sequence[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise
