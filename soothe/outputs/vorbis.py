"""Vorbis comments, which FLAC and Opus share: texts, chapters and the cover."""

from __future__ import annotations

import base64
import struct
from typing import TYPE_CHECKING

from soothe.outputs.embedded import COMMENT, comment
from soothe.outputs.languages import iso_639_2

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from soothe.outputs.tags import Chapter, Tags

_FRONT_COVER = 3
_MOST = 999


def texts(tags: Tags) -> dict[str, str]:
    """The tags under the names of Vorbis comments."""
    named = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "genre": tags.genre,
        "tracknumber": tags.track,
        "date": tags.date,
        "language": iso_639_2(tags.lang) if tags.lang else "",
        "comment": tags.comment,
        "lyrics": tags.lyrics,
        "encoder": tags.encoder,
        **sheet_comment(tags.cue_sheet),
    }
    return {name: text for name, text in named.items() if text}


def sheet_comment(packed: bytes) -> dict[str, str]:
    """The cue sheet; nothing if there is none."""
    return {COMMENT: comment(packed)} if packed else {}


def chapter_comments(chapters: tuple[Chapter, ...], rate: int) -> Iterator[tuple[str, str]]:
    """Chapters as comments. libav's own are a second late wherever it rounds a start up."""
    for number, chapter in enumerate(chapters[:_MOST]):
        milliseconds = (chapter.start * 2000 + rate) // (2 * rate)
        seconds, milliseconds = divmod(milliseconds, 1000)
        minutes, seconds = divmod(seconds, 60)
        time = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{milliseconds:03}"
        yield f"CHAPTER{number:03}", time
        yield f"CHAPTER{number:03}NAME", chapter.title


def picture_comment(cover: bytes) -> dict[str, str]:
    """The cover as Ogg files carry it; nothing if there is none."""
    if not cover:
        return {}
    return {"METADATA_BLOCK_PICTURE": base64.b64encode(picture_block(cover)).decode()}


def picture_block(cover: bytes) -> bytes:
    """The body of FLAC's picture block; players look up the size in the picture itself."""
    mime = image_type(cover).encode()
    head = struct.pack(">II", _FRONT_COVER, len(mime)) + mime
    return head + struct.pack(">6I", 0, 0, 0, 0, 0, len(cover)) + cover


def image_type(cover: bytes) -> str:
    """The media type of a JPEG or PNG."""
    return "image/png" if cover.startswith(b"\x89PNG") else "image/jpeg"


def comment_block(comments: Mapping[str, str], vendor: str) -> bytes:
    """The body of FLAC's comment block."""
    entries = [f"{name}={text}".encode() for name, text in comments.items()]
    counted = [struct.pack("<I", len(each)) + each for each in (vendor.encode(), *entries)]
    return counted[0] + struct.pack("<I", len(entries)) + b"".join(counted[1:])
