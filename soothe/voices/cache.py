"""Spoken clips on disk, by what is in them: what was said once is not said again.

A clip's name is the SHA-256 of everything that decides its sound. Its file is a header (magic,
length of the facts, SHA-256 of all that follows), the facts in JSON, and float32 samples. Files
appear by atomic rename, so that several processes can share a folder; a file whose digest is wrong
is thrown away and the sentence spoken again. Samples are mapped and not read into memory.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

import numpy as np

from soothe.catalogue import cache_folder
from soothe.errors import OutputError
from soothe.model import Word
from soothe.voices.engine import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

FORMAT = 1
"""Goes into every key: a new format speaks everything again."""
MOST_BYTES = 512 * 2**20
"""What the folder may hold; the clips not used for longest go first."""

_HEADER = struct.Struct("<8sI32s")
_MAGIC = b"soothe\x00\x01"
_ALIGNED = 64
_MOST_OPEN = 128
_open_maps: WeakSet[mmap.mmap] = WeakSet()


def usual_folder() -> Path:
    """Where clips are kept unless another folder is named."""
    return cache_folder() / "speech"


def cache_size(folder: Path | None = None) -> int:
    """Bytes of all clips in a folder."""
    return sum(size for _, size, _ in _entries(folder or usual_folder()))


def cache_clear(folder: Path | None = None) -> int:
    """Throw every clip away; returns the bytes that were freed."""
    return shrink(folder or usual_folder(), 0)


def shrink(folder: Path, most_bytes: int = MOST_BYTES) -> int:
    """Throw the clips away that were not used for longest, until the rest fits; bytes freed."""
    entries = sorted(_entries(folder), reverse=True)
    kept = freed = 0
    for _, size, path in entries:
        if kept + size <= most_bytes and not freed:
            kept += size
        elif _discard(path):
            freed += size
    return freed


def load(folder: Path, key: str) -> Speech | None:
    """The clip of a key, its samples mapped; None if it is not there or is damaged."""
    path = _path(folder, key)
    try:
        with path.open("rb") as file:
            content = _mapped(file)
        os.utime(path)
    except FileNotFoundError:
        return None
    except ValueError:  # an empty file cannot be mapped
        content = None
    speech = _parsed(content) if content else None
    if speech is None:
        _discard(path)
    return speech


def store(folder: Path, key: str, speech: Speech) -> None:
    """Keep a clip.

    Raises:
        OutputError: the folder cannot be written.
    """
    path = _path(folder, key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, _packed(speech))
    except OSError as error:
        if path.exists():  # another process kept it, and Windows replaces no file in use
            return
        raise OutputError(
            f"Cannot keep spoken clips in {folder}: {error.strerror or error}. "
            "Free some space, or name another cache folder."
        ) from error


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.clip"


def _entries(folder: Path) -> Iterator[tuple[int, int, Path]]:
    for path in folder.glob("??/*.clip"):
        try:
            status = path.stat()
        except FileNotFoundError:  # another process was quicker
            continue
        yield status.st_mtime_ns, status.st_size, path


def _discard(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:  # Windows keeps a mapped file; a later sweep takes it
        return False
    return True


def _packed(speech: Speech) -> bytes:
    words = [asdict(word) for word in speech.words]
    facts = json.dumps({"rate": speech.rate, "words": words}).encode()
    facts += b" " * (-(_HEADER.size + len(facts)) % _ALIGNED)
    rest = facts + np.ascontiguousarray(speech.samples, "<f4").tobytes()
    return _HEADER.pack(_MAGIC, len(facts), hashlib.sha256(rest).digest()) + rest


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


def _parsed(content: mmap.mmap | bytes) -> Speech | None:
    if len(content) < _HEADER.size:
        return None
    magic, length, digest = _HEADER.unpack_from(content)
    rest = memoryview(content)[_HEADER.size :]
    if magic != _MAGIC or hashlib.sha256(rest).digest() != digest:
        return None
    facts = json.loads(bytes(rest[:length]))
    words = tuple(Word(**word) for word in facts["words"])
    return Speech(np.frombuffer(rest[length:], "<f4"), facts["rate"], words)


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise
