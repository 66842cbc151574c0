"""Where installable voices come from: a hub over HTTP, a mirror of it, or a folder laid out alike.

Both kinds open a file at a byte, so that a download that broke can go on where it stopped.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from soothe.catalogue import exists, typed
from soothe.errors import UsageError, VoiceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from http.client import HTTPResponse

PUBLIC = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
"""The Piper project's own voices."""
_PATIENCE = 30.0
"""Seconds without a byte after which a connection counts as broken."""
_PARTIAL, _MISSING, _BEYOND_END = 206, 404, 416


class BrokenError(Exception):
    """The connection failed or was cut; another try may help."""


class Origin(Protocol):
    """A place that files are fetched from."""

    def open(self, path: str, start: int) -> AbstractContextManager[tuple[BinaryIO, int]]:
        """A file from byte `start` on, and the byte at which it really begins.

        Raises:
            BrokenError: the connection failed.
            VoiceError: there is no such file.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A copy of the hub on a disk."""

    root: Path

    @contextmanager
    def open(self, path: str, start: int) -> Iterator[tuple[BinaryIO, int]]:
        """See `Origin`."""
        try:
            with (self.root / path).open("rb") as file:
                file.seek(start)
                yield file, start
        except FileNotFoundError:
            raise VoiceError(f"There is no {path} in {self.root}.") from None


@dataclass(frozen=True, slots=True)
class Hub:
    """A server with the hub's layout."""

    base: str

    @contextmanager
    def open(self, path: str, start: int) -> Iterator[tuple[BinaryIO, int]]:
        """See `Origin`; a server that knows no ranges begins at 0."""
        with closing(self._answer(f"{self.base}/{quote(path)}", start)) as answer:
            yield cast("BinaryIO", answer), start if answer.status == _PARTIAL else 0

    def _answer(self, url: str, start: int) -> HTTPResponse:
        headers = {"User-Agent": "soothe"} | ({"Range": f"bytes={start}-"} if start else {})
        request = Request(url, headers=headers)  # noqa: S310 - find_origin lets only http through
        try:
            answer: HTTPResponse = urlopen(request, timeout=_PATIENCE)  # noqa: S310 - the same
        except HTTPError as error:
            error.close()
            if error.code == _BEYOND_END and start:  # what was fetched is of another file
                return self._answer(url, 0)
            if error.code == _MISSING:
                raise VoiceError(f"There is no {url}. Name another place with --from.") from None
            raise BrokenError(f"{url} answers {error.code} {error.reason}") from None
        except (OSError, HTTPException) as error:
            raise BrokenError(f"{self.base} does not answer ({error})") from error
        return answer


def find_origin(place: str | None) -> Origin:
    """What `--from` names: an address, a folder, or None for the public hub.

    Raises:
        UsageError: it is neither.
    """
    place = place or PUBLIC
    if place.startswith(("https://", "http://")):
        return Hub(place.rstrip("/"))
    if exists(folder := typed(place), Path.is_dir):
        return Folder(folder)
    raise UsageError(f"--from {place}: there is no such folder, and no address begins like that.")
