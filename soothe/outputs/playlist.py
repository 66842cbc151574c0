"""A playlist: the tracks of a folder in their order, as M3U8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Entry:
    """A track of a playlist."""

    file_name: str
    """Beside the playlist."""
    title: str
    artist: str
    seconds: float


def m3u8(title: str, entries: Iterable[Entry]) -> str:
    """The playlist's text; it is written in UTF-8."""
    lines = ["#EXTM3U", f"#PLAYLIST:{_line(title)}"]
    for each in entries:
        name = f"{_line(each.artist)} - {_line(each.title)}"
        # A name that begins like a remark is told apart by its folder.
        path = f"./{each.file_name}" if each.file_name.startswith("#") else each.file_name
        lines += [f"#EXTINF:{round(each.seconds)},{name}", path]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
