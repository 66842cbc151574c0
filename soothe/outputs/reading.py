"""The tracks of a folder, as their files tell about themselves.

MP3 is read here; everything else through PyAV, which is needed to make it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from soothe.catalogue import is_utf8, misnamed
from soothe.errors import OutputError
from soothe.outputs.formats import FORMATS
from soothe.outputs.id3_read import read_id3
from soothe.outputs.languages import bcp_47
from soothe.outputs.libav import load_av
from soothe.outputs.stems import is_stem
from soothe.outputs.tags import Chapter, Tags

if TYPE_CHECKING:
    from pathlib import Path

MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A track that is there."""

    path: Path
    tags: Tags
    """Chapters and timed lyrics are in milliseconds."""
    seconds: float

    @property
    def title(self) -> str:
        """What it is called; its file name where it does not say."""
        return self.tags.title or self.path.stem


def tracks_in(folder: Path) -> tuple[Path, ...]:
    """The sound files of a folder in the order of their names; folders and stems are left alone.

    Raises:
        OutputError: there is no such folder, or no sound in it, or one whose name is no text.
    """
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder}.")
    found = tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix[1:].lower() in FORMATS
        and path.is_file()
        and not (path.name.startswith(".") or is_stem(path))
    )
    if not found:
        raise OutputError(
            f"There is no sound in {folder}. Make some: soothe export ... -o {folder}"
        )
    for path in found:
        if not is_utf8(path.resolve()):
            raise OutputError(misnamed(path))
    return found


def sidecars_of(track: Path) -> tuple[Path, ...]:
    """The files that lie beside a track and belong to it, in the order of their names."""
    beside = (path for path in track.parent.iterdir() if path != track and path.is_file())
    mine = (path for path in beside if path.name.startswith(f"{track.stem}."))
    return tuple(sorted(path for path in mine if path.suffix[1:].lower() not in FORMATS))


def read_track(path: Path) -> Found:
    """What a file tells about itself.

    Raises:
        OutputError: it cannot be read, or needs a library that is not installed.
    """
    if path.suffix.lower() == ".mp3":
        try:
            with path.open("rb") as file:
                read = read_id3(file)
        except OSError as error:
            raise OutputError(f"{path} cannot be read: {error.strerror}.") from error
        if read and read.seconds is not None:
            return Found(path, read.tags, read.seconds)
    return _through_libav(path)


def _through_libav(path: Path) -> Found:
    av = load_av()
    try:
        with av.open(str(path)) as container:
            texts = {**container.streams.audio[0].metadata, **container.metadata}
            chapters = tuple(map(_chapter, container.chapters()))
            cover = _cover(container)
            seconds = container.duration / av.time_base
    except PermissionError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}.") from error
    except (av.FFmpegError, IndexError) as error:
        raise OutputError(
            f"{path} cannot be read: it is no track, or broken. Make it again, or move it away."
        ) from error
    return Found(path, _tags(texts, chapters, cover), seconds)


def _tags(texts: dict[str, str], chapters: tuple[Chapter, ...], cover: bytes) -> Tags:
    named = {name.lower().partition("-")[0]: text for name, text in texts.items()}
    return Tags(
        title=named.get("title", ""),
        artist=named.get("artist", ""),
        album=named.get("album", ""),
        track=named.get("track", ""),
        lang=bcp_47(named.get("language", "und")),
        comment=named.get("comment", ""),
        lyrics=named.get("lyrics", ""),
        cover=cover,
        chapters=chapters,
    )


def _chapter(chapter: dict[str, Any]) -> Chapter:
    start, end = (round(chapter[edge] * chapter["time_base"] * 1000) for edge in ("start", "end"))
    return Chapter(chapter["metadata"].get("title", ""), start, end - start)


def _cover(container: Any) -> bytes:  # noqa: ANN401 - a module that may be missing has no types
    for stream in container.streams.video:
        for packet in container.demux(stream):
            return bytes(packet)
    return b""
