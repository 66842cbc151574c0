"""A zip file with the tracks of a folder and everything that belongs to them.

A track without a transcript gets one, from the words that it carries. The same files make the same
bytes: no date is kept.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.errors import OutputError
from soothe.outputs.atomic import refuse_early, replacing
from soothe.outputs.reading import read_track, sidecars_of, tracks_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRANSCRIPTS = {".html", ".md", ".txt"}
_PLAIN = {*_TRANSCRIPTS, ".json", ".svg", ".vtt", ".srt", ".lrc", ".m3u8", ".xml"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def pack_folder(folder: Path, target: Path, *, replace: bool) -> tuple[str, ...]:
    """Writes the zip file; returns the names in it.

    Raises:
        OutputError: there is nothing to pack, it cannot be written there, or would replace what is
            packed.
    """
    refuse_early((target,), replace=replace)
    contents = dict(_contents(folder))
    same = [name for name, each in contents.items() if _is_same(each, target)]
    # An earlier zip file of this name is no part of the next one.
    if target.suffix.lower() == ".zip":
        contents = {name: each for name, each in contents.items() if name not in same}
    elif same:
        raise OutputError(f"{target} is what would be packed, and would be lost. Name another.")
    with replacing(target, replace=replace) as fresh, zipfile.ZipFile(fresh, "w") as archive:
        for name, content in contents.items():
            _add(archive, f"{folder.resolve().name}/{name}", content)
    return tuple(contents)


def _is_same(content: Path | str, target: Path) -> bool:
    return isinstance(content, Path) and target.exists() and target.samefile(content)


def _contents(folder: Path) -> Iterator[tuple[str, Path | str]]:
    """(name, file or text) of everything that goes in."""
    for track in tracks_in(folder):
        beside = sidecars_of(track)
        yield track.name, track
        yield from ((path.name, path) for path in beside)
        if not any(path.suffix in _TRANSCRIPTS for path in beside):
            found = read_track(track)
            if found.tags.lyrics:
                yield f"{track.stem}.txt", f"{found.title}\n\n{found.tags.lyrics}\n"
    yield from ((path.name, path) for path in sorted(folder.glob("*.m3u8")))


def _add(archive: zipfile.ZipFile, name: str, content: Path | str) -> None:
    about = zipfile.ZipInfo(name, _EARLIEST)
    about.external_attr = _READABLE
    # Sound is compressed already.
    plain = any(name.endswith(ending) for ending in _PLAIN)
    about.compress_type = zipfile.ZIP_DEFLATED if plain else zipfile.ZIP_STORED
    if isinstance(content, str):
        archive.writestr(about, content)
        return
    about.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(about, "w") as sink:
        while block := source.read(1 << 20):
            sink.write(block)
