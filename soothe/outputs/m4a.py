"""M4A and M4B files: AAC, with chapters as phones and audiobook players read them.

AAC comes in frames of 1024 samples. The edit list in the file says which of them are the track, to
the sample; players that honour it play exactly its length.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from soothe.errors import OutputError
from soothe.outputs.embedded import box
from soothe.outputs.languages import iso_639_2
from soothe.outputs.libav import Recipe, check_bitrate, load_av, measure, pack, texts
from soothe.outputs.mp4_cover import add_cover

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags

_AAC_FRAME = 1024


@dataclass(frozen=True, slots=True)
class M4a:
    """AAC in an MP4 container.

    Raises:
        OutputError: PyAV is not installed.
        UsageError: the bitrate is out of range.
    """

    encoder_gain_db: ClassVar[float] = 0.0
    one_pass: ClassVar[bool] = False

    suffix: str = ".m4a"
    """`.m4b` makes phones file it under audiobooks."""
    bitrate: int = 128
    """Kilobits per second."""

    def __post_init__(self) -> None:
        load_av()
        check_bitrate(self.bitrate)

    def write(self, sink: BinaryIO, track: Recording, tags: Tags, progress: Progress) -> None:
        """Writes the whole file."""
        recipe = Recipe(
            muxer="ipod",
            codec="aac",
            bitrate=self.bitrate,
            options={"movie_timescale": str(track.rate)},
            metadata=texts(tags),
            chapters=tags.chapters,
            language=iso_639_2(tags.lang),
        )
        pack(sink, track, recipe, progress)
        if tags.cover:
            add_cover(sink, tags.cover)
        if tags.cue_sheet:
            sink.seek(0, os.SEEK_END)
            sink.write(box(tags.cue_sheet))

    def verify(self, path: Path, track: Recording) -> None:
        """Decodes the whole file and compares its length with the track's.

        Raises:
            OutputError: it is not whole.
        """
        stated, decoded = measure(path)
        if stated != track.frames or not 0 <= decoded - track.frames < _AAC_FRAME:
            raise OutputError(
                f"The {self.suffix[1:]} is broken: it has {stated} frames where {track.frames} "
                "belong. Please report this."
            )
