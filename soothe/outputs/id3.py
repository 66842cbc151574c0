"""ID3v2.3: title, lyrics, cover and chapters at the front of an MP3.

Version 2.3 because older car players know no other. Text is Latin-1 where that will do and UTF-16
elsewhere. Chapters stand in the order of time and are listed in a table of contents, without which
some players show none.
"""

from __future__ import annotations

import struct
from itertools import chain
from typing import TYPE_CHECKING

from soothe.errors import OutputError
from soothe.outputs.embedded import OWNER
from soothe.outputs.languages import iso_639_2
from soothe.outputs.vorbis import image_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.outputs.tags import Chapter, Tags

_LATIN_1, _UTF_16 = 0, 1
_TOP_LEVEL_AND_ORDERED = 3
_FRONT_COVER = 3
_NO_BYTE_OFFSET = 0xFFFFFFFF
_MOST_CHAPTERS = 255


def id3_tag(tags: Tags, rate: int, frames: int) -> bytes:
    """The whole tag of a track of `frames` frames at `rate` frames per second.

    Raises:
        OutputError: there are more chapters than ID3 can list.
    """
    body = b"".join(chain(_texts(tags, rate, frames), _chapters(tags, rate), _words(tags, rate)))
    body += _picture(tags.cover) if tags.cover else b""
    body += _frame("PRIV", OWNER + b"\0" + tags.cue_sheet) if tags.cue_sheet else b""
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack(">IH", len(body), 0) + body


def _encode(text: str, *others: str) -> tuple[int, bytes, bytes]:
    """(encoding, text, end of text), in an encoding that holds `others` too."""
    try:
        "".join(others).encode("latin-1")
        return _LATIN_1, text.encode("latin-1"), b"\0"
    except UnicodeEncodeError:
        return _UTF_16, b"\xff\xfe" + text.encode("utf-16-le"), b"\0\0"


def _text(name: str, text: str) -> bytes:
    encoding, encoded, _ = _encode(text)
    return _frame(name, bytes([encoding]) + encoded)


def _milliseconds(frames: int, rate: int) -> int:
    return (frames * 2000 + rate) // (2 * rate)


def _texts(tags: Tags, rate: int, frames: int) -> Iterator[bytes]:
    year, _, day = tags.date.partition("-")
    texts = {
        "TIT2": tags.title,
        "TPE1": tags.artist,
        "TALB": tags.album,
        "TCON": tags.genre,
        "TRCK": tags.track,
        "TYER": year,
        "TDAT": day[3:5] + day[:2],
        "TLAN": iso_639_2(tags.lang) if tags.lang else "",
        "TLEN": str(_milliseconds(frames, rate)),
        "TSSE": tags.encoder,
    }
    return (_text(name, text) for name, text in texts.items() if text)


def _chapters(tags: Tags, rate: int) -> Iterator[bytes]:
    count = len(tags.chapters)
    if count > _MOST_CHAPTERS:
        raise OutputError(f"An MP3 can list {_MOST_CHAPTERS} chapters, not {count}. Write M4B.")
    names = [b"chapter%d\0" % number for number in range(1, count + 1)]
    if names:
        head = b"toc\0" + bytes([_TOP_LEVEL_AND_ORDERED, count])
        yield _frame("CTOC", head + b"".join(names))
    for name, chapter in zip(names, tags.chapters, strict=True):
        yield _chapter(name, chapter, rate)


def _chapter(name: bytes, chapter: Chapter, rate: int) -> bytes:
    start = _milliseconds(chapter.start, rate)
    end = _milliseconds(chapter.start + chapter.frames, rate)
    times = struct.pack(">4I", start, end, _NO_BYTE_OFFSET, _NO_BYTE_OFFSET)
    return _frame("CHAP", name + times + _text("TIT2", chapter.title))


def _words(tags: Tags, rate: int) -> Iterator[bytes]:
    language = iso_639_2(tags.lang).encode()
    if tags.comment:
        yield _frame("COMM", _described(language, tags.comment))
    if tags.lyrics:
        yield _frame("USLT", _described(language, tags.lyrics))
    if tags.timed_lyrics:
        yield _frame("SYLT", _timed(language, tags.timed_lyrics, rate))


def _described(language: bytes, text: str) -> bytes:
    encoding, encoded, _ = _encode(text)
    _, nothing, end = _encode("", text)
    return bytes([encoding]) + language + nothing + end + encoded


def _timed(language: bytes, lines: tuple[tuple[int, str], ...], rate: int) -> bytes:
    everything = "".join(line for _, line in lines)
    encoding, nothing, end = _encode("", everything)
    in_milliseconds, lyrics = 2, 1
    body = bytes([encoding]) + language + bytes([in_milliseconds, lyrics]) + nothing + end
    for start, line in lines:
        body += _encode(line, everything)[1] + end + struct.pack(">I", _milliseconds(start, rate))
    return body


def _picture(cover: bytes) -> bytes:
    kind = image_type(cover).encode()
    return _frame("APIC", bytes([_LATIN_1]) + kind + b"\0" + bytes([_FRONT_COVER]) + b"\0" + cover)
