"""What a person can choose about the files of a session, apart from its words and sound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from soothe.catalogue import typed
from soothe.errors import UsageError
from soothe.order import are_names, check_kinds, is_text, is_text_or_none, is_whole
from soothe.outputs.atomic import place
from soothe.outputs.formats import find_format
from soothe.outputs.names import safe_name
from soothe.outputs.pictures import EMBEDDED, picture
from soothe.outputs.recording import to_mono

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from soothe.model import Script
    from soothe.order import Wish
    from soothe.outputs.format import Format
    from soothe.outputs.recording import Recording

_BITRATE = 128
_SMALL_BITRATE = 64
_NO_COVER = "none"
_DATE = re.compile(r"\d{4}(-\d{2}-\d{2})?")


class Wishes(TypedDict, total=False):
    """The fields of `Packing`, for functions that take them as keywords."""

    format: str | None
    bitrate: int | None
    vbr: int | None
    small: bool
    private: bool
    date: str
    album: str
    number: str
    note: str
    cover: str | None
    cover_beside: bool
    beside: Collection[str]
    workers: int | None


@dataclass(frozen=True, slots=True)
class Packing:
    """How a session becomes files.

    Raises:
        UsageError: a wish is of a kind that it cannot be, two of them contradict each other, or
            the date is none.
    """

    format: str | None = None
    """mp3, m4a ...; None: the ending of the file, or mp3."""
    bitrate: int | None = None
    """Kilobits per second; None: 128."""
    vbr: int | None = None
    """Variable bitrate of an MP3, 0 (best) to 9 (smallest); None: constant."""
    small: bool = False
    """64 kb/s in one channel, for mail and chat."""
    private: bool = False
    """Whether the person's name stays out of everything written."""
    date: str = ""
    """`2026` or `2026-05-01`."""
    album: str = ""
    """What the file belongs to; empty: as the script says."""
    number: str = ""
    """Place within the album, `3/12`."""
    note: str = ""
    """Added to the title, to tell tracks of an album apart."""
    cover: str | None = None
    """A file with a picture, or `none`; None: a generated one."""
    cover_beside: bool = False
    """Whether the cover also lies beside the sound, large."""
    beside: Collection[str] = ()
    """Endings of `soothe.outputs.sidecars.SIDECARS` to write beside the sound."""
    workers: int | None = None
    """Threads that encode; None: one for each core. The bytes are the same."""

    def __post_init__(self) -> None:
        check_kinds(self, _WISHES)
        rates = (self.small, self.bitrate is not None, self.vbr is not None)
        if sum(rates) > 1:
            raise UsageError("Choose one of --small, --bitrate and --vbr.")
        if self.cover == _NO_COVER and self.cover_beside:
            raise UsageError("There is no cover to lie beside it. Leave out --cover none.")
        if self.date and not _is_date(self.date):
            raise UsageError(f"{self.date!r} is not a date. Write 2026 or 2026-05-01.")

    def kind(self, suffix: str) -> Format:
        """The format for a file with this ending.

        Raises:
            UsageError: there is no such format.
            OutputError: the library that it needs is not installed.
        """
        usual = _SMALL_BITRATE if self.small else _BITRATE
        bitrate = usual if self.bitrate is None else self.bitrate
        name = self.format or suffix or "mp3"
        return find_format(name, bitrate=bitrate, vbr=self.vbr, workers=self.workers)

    def place(self, target: str | Path, stem: str) -> Path:
        """The file that is meant by a target: itself, or one called `stem` where it is a folder.

        Raises:
            UsageError: as `kind`.
            OutputError: as `kind`, or it ends in a slash and is no folder.
        """
        return place(target, safe_name(stem, self.kind("").suffix))

    def beside_of(self, target: Path) -> tuple[Path, ...]:
        """Every file that is to lie beside the sound."""
        endings = (*self.beside, *(["jpg"] if self.cover_beside else []))
        return tuple(target.with_suffix(f".{ending}") for ending in dict.fromkeys(endings))

    def check_picture(self) -> None:
        """Looks at the person's own picture, before the long work begins.

        Raises:
            UsageError: it cannot be read.
        """
        if self.cover not in {None, _NO_COVER}:
            self._own_picture(EMBEDDED)

    def pipe_kind(self) -> Format:
        """The format for a pipe.

        Raises:
            UsageError: as `kind`, or something is to lie beside it.
            OutputError: as `kind`.
        """
        if self.beside or self.cover_beside:
            raise UsageError("Nothing can lie beside a pipe. Write to a file with -o.")
        return self.kind("")

    def picture(self, script: Script, size: int = EMBEDDED) -> bytes:
        """The cover as a JPEG of at most `size` pixels along each side; empty: none.

        Raises:
            UsageError: the person's own picture cannot be read.
        """
        if self.cover is None:
            return picture(script, size)
        return b"" if self.cover == _NO_COVER else self._own_picture(size)

    def _own_picture(self, size: int) -> bytes:
        from soothe.outputs.cover import own_cover

        return own_cover(typed(str(self.cover)), size)

    def folded(self, recording: Recording) -> Recording:
        """The sound with as many channels as were asked for."""
        return to_mono(recording) if self.small else recording


def _is_date(text: str) -> bool:
    """Whether it is a year, or a day that a calendar has."""
    try:
        date.fromisoformat(text if "-" in text else f"{text}-01-01")
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _is_whole_or_none(value: object) -> bool:
    return value is None or is_whole(value)


def _is_crew(value: object) -> bool:
    return value is None or (is_whole(value) and value > 0)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_WISHES: tuple[Wish, ...] = (
    (("format", "cover"), is_text_or_none, "it as text, or None"),
    (("date", "album", "number", "note"), is_text, "it as text"),
    (("bitrate", "vbr"), _is_whole_or_none, "a whole number, or None"),
    (("small", "private", "cover_beside"), _is_flag, "True or False"),
    (("beside",), are_names, 'a list of endings, such as ["vtt"]'),
    (("workers",), _is_crew, "a whole number from 1 on, or None for one for each core"),
)
