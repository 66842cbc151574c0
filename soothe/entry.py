"""An entry of a store as a file: a few facts, and arrays that need not be read to know the facts.

The file is a header (magic, length of the facts, SHA-256 of that length and the facts), the facts
in JSON with the SHA-256 of the arrays, and the arrays. Arrays are mapped and not read into memory.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import sys
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedReader

    import numpy.typing as npt

    Arrays = tuple[npt.NDArray[Any], ...]

_HEADER = struct.Struct("<8sI32s")
_MAGIC = b"soothe\x00\x04"
_ALIGNED = 64
_MOST_OPEN = 128
_open_maps: WeakSet[mmap.mmap] = WeakSet()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept under a key."""

    facts: Mapping[str, Any]
    """Anything that JSON can hold."""
    arrays: Arrays
    """Read-only when found."""


def packed(entry: Entry) -> list[bytes]:
    """Header, then facts and arrays, each padded to a whole number of 64 bytes."""
    import numpy as np

    arrays = [np.asarray(array, order="C") for array in entry.arrays]
    shapes = [[array.dtype.str, array.shape] for array in arrays]
    rest = [_padded(array.tobytes()) for array in arrays]
    digest = hashlib.sha256()
    for part in rest:
        digest.update(part)
    told = {"facts": entry.facts, "arrays": shapes, "digest": digest.hexdigest()}
    facts = json.dumps(told | {"bytes": sum(map(len, rest))}).encode()
    facts += b" " * (-(_HEADER.size + len(facts)) % _ALIGNED)
    return [_HEADER.pack(_MAGIC, len(facts), _digest(facts)), facts, *rest]


def read_entry(file: BufferedReader) -> Entry | None:
    """The whole entry, proven; None: it is none, or damaged."""
    told = _told(file)
    if told is None:
        return None
    start = file.tell()
    arrays = memoryview(_mapped(file))[start:]
    if hashlib.sha256(arrays).hexdigest() != told["digest"]:
        return None
    return Entry(told["facts"], tuple(_arrays(arrays, told["arrays"])))


def read_facts(file: BufferedReader) -> Mapping[str, Any] | None:
    """The facts alone, proven, of an entry that has its size; None as with `read_entry`."""
    told = _told(file)
    return told and told["facts"]


def _digest(facts: bytes) -> bytes:
    """Of the facts and their length, which stands before them."""
    return hashlib.sha256(len(facts).to_bytes(8, "little") + facts).digest()


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % _ALIGNED)


def _told(file: BufferedReader) -> dict[str, Any] | None:
    """All that stands before the arrays, if that is proven and as many bytes follow as should."""
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    magic, length, digest = _HEADER.unpack(header)
    facts = file.read(length)
    if magic != _MAGIC or _digest(facts) != digest:
        return None
    told: dict[str, Any] = json.loads(facts)
    size = _HEADER.size + length + told["bytes"]
    return told if os.fstat(file.fileno()).st_size == size else None


def _arrays(
    rest: memoryview, shapes: Sequence[tuple[str, list[int]]]
) -> Iterator[npt.NDArray[Any]]:
    # Here and above, because facts alone must not wait for it.
    import numpy as np

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
        file.seek(0)
        return file.read()
    content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    _open_maps.add(content)
    return content
