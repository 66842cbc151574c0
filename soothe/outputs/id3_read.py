"""ID3v2.3 and v2.4 read back: what soothe writes, and what other programs write alike.

A frame that is damaged or in no form known here is passed over: whoever asks for a folder of tracks
wants them listed, and a tag is no reason to fail.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from soothe.outputs.languages import bcp_47
from soothe.outputs.tags import Chapter, Tags

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 10
_ENCODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_WIDE = {1, 2}
_MILLISECONDS = 2
_VERSIONS = {3, 4}


class Read(NamedTuple):
    """What a tag tells."""

    tags: Tags
    """Chapters and timed lyrics are in milliseconds."""
    seconds: float | None
    """None: it does not say."""


def read_id3(file: BinaryIO) -> Read | None:
    """The tag at the beginning of a file; None if there is none."""
    head = file.read(_HEAD)
    if not head.startswith(b"ID3") or head[3] not in _VERSIONS:
        return None
    body = file.read(_synchsafe(head[6:10]))
    frames: dict[str, list[bytes]] = {}
    for name, content in _frames(body, head[3]):
        frames.setdefault(name, []).append(content)
    return Read(_tags(frames), _seconds(frames))


def _synchsafe(four: bytes) -> int:
    return sum(part << shift for part, shift in zip(four, (21, 14, 7, 0), strict=True))


def _frames(body: bytes, version: int) -> Iterator[tuple[str, bytes]]:
    at = 0
    while len(body) - at > _HEAD and body[at] and body[at : at + 4].isalnum():
        size = body[at + 4 : at + 8]
        length = _synchsafe(size) if version > 3 else int.from_bytes(size, "big")  # noqa: PLR2004
        yield body[at : at + 4].decode("ascii"), body[at + _HEAD : at + _HEAD + length]
        at += _HEAD + length


def _tags(frames: dict[str, list[bytes]]) -> Tags:
    return Tags(
        title=_text(frames, "TIT2"),
        artist=_text(frames, "TPE1"),
        album=_text(frames, "TALB"),
        track=_text(frames, "TRCK"),
        lang=bcp_47(_text(frames, "TLAN")),
        comment=_described(frames, "COMM"),
        lyrics=_described(frames, "USLT"),
        timed_lyrics=tuple(_timed(frames)),
        cover=_picture(frames),
        chapters=tuple(sorted(_chapters(frames), key=lambda chapter: chapter.start)),
    )


def _seconds(frames: dict[str, list[bytes]]) -> float | None:
    length = _text(frames, "TLEN")
    return int(length) / 1000 if length.isdecimal() else None


def _decoded(encoding: int, text: bytes) -> str:
    return text.decode(_ENCODINGS.get(encoding, "latin-1"), "replace").rstrip("\0")


def _text(frames: dict[str, list[bytes]], name: str) -> str:
    content = frames.get(name, [b"\0"])[0]
    return _decoded(content[0], content[1:]) if content else ""


def _split(encoding: int, content: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the first end of text."""
    if encoding not in _WIDE:
        before, _, after = content.partition(b"\0")
        return before, after
    ends = (at for at in range(0, len(content), 2) if content[at : at + 2] == b"\0\0")
    end = next(ends, len(content))
    return content[:end], content[end + 2 :]


def _described(frames: dict[str, list[bytes]], name: str) -> str:
    content = frames.get(name, [b""])[0]
    if len(content) < 4:  # noqa: PLR2004 - an encoding and three letters
        return ""
    return _decoded(content[0], _split(content[0], content[4:])[1])


def _timed(frames: dict[str, list[bytes]]) -> Iterator[tuple[int, str]]:
    content = frames.get("SYLT", [b""])[0]
    if len(content) < 6 or content[4] != _MILLISECONDS:  # noqa: PLR2004 - its head
        return
    rest = _split(content[0], content[6:])[1]
    while rest:
        text, rest = _split(content[0], rest)
        yield int.from_bytes(rest[:4], "big"), _decoded(content[0], text)
        rest = rest[4:]


def _picture(frames: dict[str, list[bytes]]) -> bytes:
    content = frames.get("APIC", [b""])[0]
    _, _, rest = content[1:].partition(b"\0")
    return _split(content[0], rest[1:])[1] if rest else b""


def _chapters(frames: dict[str, list[bytes]]) -> Iterator[Chapter]:
    for content in frames.get("CHAP", []):
        _, _, rest = content.partition(b"\0")
        if len(rest) >= 16:  # noqa: PLR2004 - four numbers
            start, end = struct.unpack_from(">II", rest)
            inner = {name: [body] for name, body in _frames(rest[16:], 3)}
            yield Chapter(_text(inner, "TIT2"), start, end - start)
