"""The single door to finished files: a track and its tags go in, a file or a stream comes out."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, cast

from soothe.errors import OutputError
from soothe.outputs.atomic import explained, replacing, replacing_all
from soothe.outputs.whole import Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from soothe.outputs.format import Format, Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags


_NOTHING: Mapping[Path, bytes] = MappingProxyType({})


def _ignore(_: int) -> None:
    pass


def _approve() -> None:
    pass


def write_file(
    path: Path,
    track: Recording,
    tags: Tags,
    kind: Format,
    *,
    beside: Mapping[Path, bytes] = _NOTHING,
    replace: bool = False,
    progress: Progress = _ignore,
    approve: Callable[[], None] = _approve,
) -> None:
    """Writes a file that is whole and verified, and what belongs to it, or none at all.

    Args:
        path: the file.
        track: the sound.
        tags: what the file says about itself.
        kind: its format.
        beside: contents of files that appear together with it, in the same folder.
        replace: whether files that are there already may go.
        progress: called with the frames that are done.
        approve: called when the file is written; what it raises leaves no file behind.

    Raises:
        OutputError: it cannot be written there, is there already and `replace` is false, or did
            not come out whole.
    """
    with replacing_all((*beside, path), replace=replace) as (*others, fresh):
        with fresh.open("r+b") as sink:
            kind.write(sink, track, tags, progress)
        kind.verify(fresh, track)
        approve()
        for other, content in zip(others, beside.values(), strict=True):
            other.write_bytes(content)


def write_stream(
    sink: BinaryIO, track: Recording, tags: Tags, kind: Format, *, progress: Progress = _ignore
) -> None:
    """Writes to a pipe or an open file, which stays open; the first bytes come at once.

    Raises:
        OutputError: the format has to go back and `sink` cannot, or its reader has stopped.
    """
    if not (kind.one_pass or sink.seekable()):
        raise OutputError(
            f"This {kind.suffix[1:]} needs its beginning filled in at the end, which a pipe "
            "cannot do. Write it to a file with -o, or choose mp3 with a constant bitrate, or wav."
        )
    whole = cast("BinaryIO", Whole(sink)) if isinstance(sink, io.RawIOBase) else sink
    with explained(None):
        kind.write(whole, track, tags, progress)
        whole.flush()


def write_text(path: Path, text: str, *, replace: bool = False) -> None:
    """Writes captions or a transcript, whole or not at all.

    Raises:
        OutputError: it cannot be written there, or is there already and `replace` is false.
    """
    with replacing(path, replace=replace) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="\n")
