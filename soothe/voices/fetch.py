"""A file from an origin, whole and proven: resumed where it broke, checked by size and digest.

What has arrived stays where it is, so that a broken download goes on where it stopped, even in
another run. A file whose digest is wrong goes.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, BinaryIO

from soothe.errors import VoiceError
from soothe.voices.origin import BrokenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soothe.voices.origin import Origin

_BLOCK = 1 << 16
_TRIES = 5
"""Tries in a row that may bring nothing new."""
_REST = 1.0
"""Seconds of rest after the first such try, then twice as long, and so on."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as an index tells of it."""

    path: str
    """Below the origin's root."""
    size: int
    """Bytes."""
    md5: str
    """Hexadecimal digest; guards against damage, the connection itself against forgery."""


def fetch(origin: Origin, remote: Remote, target: Path, told: Callable[[int], None]) -> None:
    """Complete `target`, going on from what an earlier try left of it.

    Args:
        origin: where it comes from.
        remote: what it must be.
        target: where it is gathered; nobody else takes it for a finished file.
        told: called with the bytes that are there so far.

    Raises:
        VoiceError: the connection kept breaking, or what came is not the file of the index.
        OSError: it cannot be written.
    """
    _complete(origin, remote, target, told)
    if _digest(target) != remote.md5:
        target.unlink()
        raise VoiceError(
            f"{remote.path} arrived damaged: its digest is not that of the index. "
            "It was thrown away; run the same line again, or name another place with --from."
        )


def _complete(origin: Origin, remote: Remote, target: Path, told: Callable[[int], None]) -> None:
    tries = 0
    while (had := _size(target)) != remote.size:
        try:
            _append(origin, remote, target, told)
        except BrokenError as error:
            tries = 0 if _size(target) > had else tries + 1
            if tries < _TRIES:
                time.sleep(_REST * tries)
                continue
            raise VoiceError(
                f"The download broke at {_size(target) / 1e6:.1f} of {remote.size / 1e6:.1f} MB: "
                f"{error}. Run the same line again: it goes on from there."
            ) from error


def _append(origin: Origin, remote: Remote, target: Path, told: Callable[[int], None]) -> None:
    had = _size(target) if _size(target) < remote.size else 0
    with (
        origin.open(remote.path, had) as (source, start),
        target.open("r+b" if start else "wb") as file,
    ):
        at = file.seek(start)
        for block in _blocks(source):
            at += file.write(block)
            told(min(at, remote.size))
            if at > remote.size:
                break
    if at < remote.size:
        raise BrokenError("the connection was cut")
    if at > remote.size:
        target.unlink()
        raise VoiceError(
            f"{remote.path} is longer than the index says, so it is another file. "
            "Name another place with --from."
        )


def _blocks(source: BinaryIO) -> Iterator[bytes]:
    """What arrives; apart from the writing, whose errors are another matter."""
    try:
        while block := source.read(_BLOCK):
            yield block
    except (OSError, HTTPException) as error:
        raise BrokenError(f"the connection was cut ({error})") from error


def _size(target: Path) -> int:
    return target.stat().st_size if target.exists() else 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        md5 = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
    return md5.hexdigest()
