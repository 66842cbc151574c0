"""FLAC files through libsndfile: lossless at about half the size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, ClassVar, cast

import soundfile

from soothe.errors import OutputError
from soothe.outputs.flac_head import FlacHead
from soothe.outputs.guarded import Guarded
from soothe.outputs.vorbis import chapter_comments, comment_block, picture_block, texts

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags


@dataclass(frozen=True, slots=True)
class Flac:
    """Lossless sound; its header is filled in at the end, so it cannot go down a pipe."""

    suffix: ClassVar[str] = ".flac"
    encoder_gain_db: ClassVar[float] = 0.0
    one_pass: ClassVar[bool] = False

    def write(self, sink: BinaryIO, track: Recording, tags: Tags, progress: Progress) -> None:
        """Writes the whole file.

        Raises:
            OSError: the sink does not take it.
        """
        comments = texts(tags) | dict(chapter_comments(tags.chapters, track.rate))
        picture = picture_block(tags.cover) if tags.cover else b""
        head = FlacHead(sink, comment_block(comments, tags.encoder), picture)
        guarded = Guarded(cast("BinaryIO", head))
        with soundfile.SoundFile(
            cast("BinaryIO", guarded), "w", track.rate, track.channels, "PCM_16", format="FLAC"
        ) as file:
            done = 0
            for block in track.blocks():
                file.buffer_write(block, "int16")
                guarded.check()
                done += len(block) // (2 * track.channels)
                progress(done)
        guarded.check()

    def verify(self, path: Path, track: Recording) -> None:
        """Decodes the whole file, which compares its checksums, and counts.

        Raises:
            OutputError: it is not whole.
        """
        try:
            found = sum(len(block) for block in soundfile.blocks(path, 1 << 16, dtype="int16"))
        except soundfile.LibsndfileError as error:
            raise OutputError(f"The FLAC is broken: {error}. Please report this.") from error
        if found != track.frames:
            raise OutputError(
                f"The FLAC is broken: it has {found} frames where {track.frames} belong. "
                "Please report this."
            )
