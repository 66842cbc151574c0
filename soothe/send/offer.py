"""What is offered to the phone, and how much of it has arrived.

Files are known by number. No part of an address is ever taken for a path, so nothing else of the
disk can be reached, however it is asked for.
"""

from __future__ import annotations

import mimetypes
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soothe.errors import OutputError
from soothe.outputs.reading import MEDIA_TYPES, sidecars_of, tracks_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOKEN_BYTES = 16
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that may be fetched."""

    path: Path
    size: int
    """Bytes, when it was offered."""
    kind: str
    """Media type."""
    wanted: bool
    """Whether it has to arrive; captions and the like need not."""

    @property
    def is_sound(self) -> bool:
        """Whether it can be played in the page."""
        return self.kind.startswith("audio/")


@dataclass(slots=True)
class Offer:
    """Files, the token that opens them, and what has arrived."""

    files: tuple[Offered, ...]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(_TOKEN_BYTES))
    """128 random bits."""
    active: int = 0
    """Requests that are being answered."""
    last: float = field(default_factory=time.monotonic)
    """When the latest answer ended, in seconds of the monotonic clock."""
    _arrived: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def arrived(self, number: int, start: int, end: int) -> None:
        """Notes that bytes `start` to `end` of a file went out."""
        with self._lock:
            self._arrived[number] = joined([*self._arrived.get(number, []), (start, end)])

    def begin(self) -> None:
        """Notes that a request is being answered."""
        with self._lock:
            self.active += 1

    def end(self) -> None:
        """Notes that it has been answered."""
        with self._lock:
            self.active -= 1
            self.last = time.monotonic()

    @property
    def complete(self) -> bool:
        """Whether every byte of every wanted file has gone out."""
        with self._lock:
            return all(
                self._arrived.get(number) == [(0, file.size)] or not file.size
                for number, file in enumerate(self.files)
                if file.wanted
            )


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places in as few spans as possible, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def offer(target: Path) -> Offer:
    """An offer of one file, or of the tracks of a folder with what belongs to them.

    Raises:
        OutputError: there is nothing to send.
    """
    if target.is_dir():
        return Offer(tuple(_in_folder(target)))
    if not target.is_file():
        raise OutputError(f"There is no file or folder {target}.")
    return Offer((_offered(target, wanted=True),))


def _in_folder(folder: Path) -> Iterator[Offered]:
    for track in tracks_in(folder):
        yield _offered(track, wanted=True)
        yield from (_offered(path, wanted=False) for path in sidecars_of(track))


def _offered(path: Path, *, wanted: bool) -> Offered:
    guessed = mimetypes.guess_type(path.name)[0] or _UNKNOWN
    kind = MEDIA_TYPES.get(path.suffix.lower(), guessed)
    return Offered(path.resolve(), path.stat().st_size, kind, wanted)
