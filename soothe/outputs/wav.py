"""WAV files: 16 bit, one pass, the exact sizes in front; RF64 where 32 bits cannot hold them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from soothe.errors import OutputError
from soothe.outputs.embedded import CHUNK
from soothe.outputs.id3 import id3_tag
from soothe.outputs.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Chapter

_MOST_32_BIT = 0xFFFFFFFF
_PCM, _SAMPLE_BYTES = 1, 2


@dataclass(frozen=True, slots=True)
class Wav:
    """Uncompressed sound with chapters as cue points."""

    suffix: ClassVar[str] = ".wav"
    encoder_gain_db: ClassVar[float] = 0.0
    one_pass: ClassVar[bool] = True

    def write(self, sink: BinaryIO, track: Recording, tags: Tags, progress: Progress) -> None:
        """Writes the whole file."""
        sink.write(wav_header(track, tags))
        done = 0
        for block in track.blocks():
            sink.write(block)
            done += len(block) // (_SAMPLE_BYTES * track.channels)
            progress(done)

    def verify(self, path: Path, track: Recording) -> None:
        """Compares the file's size with what its header and the track say.

        Raises:
            OutputError: the file is not whole.
        """
        with path.open("rb") as file:
            wanted = _data_start(file) + track.frames * track.channels * _SAMPLE_BYTES
        found = path.stat().st_size
        if found != wanted:
            raise OutputError(
                f"The WAV is broken: it has {found} bytes where {wanted} belong. "
                "Please report this."
            )


def _data_start(file: BinaryIO) -> int:
    """Where the samples begin; 0 if the file has no such part."""
    file.seek(12)
    while head := file.read(8):
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            return file.tell()
        file.seek(size + size % 2, 1)
    return 0


def wav_header(track: Recording, tags: Tags) -> bytes:
    """Everything before the first sample."""
    data_bytes = track.frames * track.channels * _SAMPLE_BYTES
    frame_bytes = track.channels * _SAMPLE_BYTES
    form = struct.pack(
        "<HHIIHH",
        _PCM,
        track.channels,
        track.rate,
        track.rate * frame_bytes,
        frame_bytes,
        8 * _SAMPLE_BYTES,
    )
    described = _chunk(b"fmt ", form) + _info(tags) + _id3(track, tags) + _cues(tags.chapters)
    described += _chunk(CHUNK, tags.cue_sheet) if tags.cue_sheet else b""
    riff_bytes = 4 + len(described) + 8 + data_bytes
    if riff_bytes <= _MOST_32_BIT:
        head = struct.pack("<4sI4s", b"RIFF", riff_bytes, b"WAVE")
        return head + described + struct.pack("<4sI", b"data", data_bytes)
    sizes = _chunk(b"ds64", struct.pack("<QQQI", riff_bytes + 36, data_bytes, track.frames, 0))
    head = struct.pack("<4sI4s", b"RF64", _MOST_32_BIT, b"WAVE") + sizes
    return head + described + struct.pack("<4sI", b"data", _MOST_32_BIT)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + bytes(len(body) % 2)


def _info(tags: Tags) -> bytes:
    texts = {
        b"INAM": tags.title,
        b"IART": tags.artist,
        b"IPRD": tags.album,
        b"IGNR": tags.genre,
        b"ICRD": tags.date,
        b"ICMT": tags.comment,
        b"ISFT": tags.encoder,
    }
    # INFO has no encoding that all readers agree on, and where there is some of it, some readers
    # look no further: other letters stand in ID3 alone.
    if not all(map(str.isascii, texts.values())):
        return b""
    chunks = [_chunk(name, text.encode() + b"\0") for name, text in texts.items() if text]
    return _chunk(b"LIST", b"INFO" + b"".join(chunks)) if chunks else b""


def _id3(track: Recording, tags: Tags) -> bytes:
    """Everything but the chapters, which are cue points, in the letters of any language."""
    kept = replace(tags, chapters=(), cue_sheet=b"")
    return _chunk(b"id3 ", id3_tag(kept, track.rate, track.frames)) if kept != Tags() else b""


def _cues(chapters: tuple[Chapter, ...]) -> bytes:
    if not chapters:
        return b""
    points = b"".join(_points(chapters))
    labels = b"".join(
        _chunk(b"labl", struct.pack("<I", number) + chapter.title.encode() + b"\0")
        for number, chapter in enumerate(chapters, 1)
    )
    cue = _chunk(b"cue ", struct.pack("<I", len(chapters)) + points)
    return cue + _chunk(b"LIST", b"adtl" + labels)


def _points(chapters: tuple[Chapter, ...]) -> Iterator[bytes]:
    """One cue point for each chapter; its position is in frames and has 32 bits."""
    for number, chapter in enumerate(chapters, 1):
        yield struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start)
