"""Opus files: the smallest at a good sound, exact to the sample, and fit for a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from soothe.errors import OutputError, UsageError
from soothe.outputs.languages import iso_639_2
from soothe.outputs.libav import Recipe, check_bitrate, load_av, measure, pack, texts
from soothe.outputs.vorbis import chapter_comments, picture_comment, sheet_comment

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags

_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Opus:
    """Opus in an Ogg container.

    Raises:
        OutputError: PyAV is not installed.
        UsageError: the bitrate is out of range.
    """

    suffix: ClassVar[str] = ".opus"
    encoder_gain_db: ClassVar[float] = 0.0
    one_pass: ClassVar[bool] = True

    bitrate: int = 96
    """Kilobits per second."""

    def __post_init__(self) -> None:
        load_av()
        check_bitrate(self.bitrate)

    def write(self, sink: BinaryIO, track: Recording, tags: Tags, progress: Progress) -> None:
        """Writes the whole file.

        Raises:
            UsageError: the track is not at 48 kHz.
        """
        if track.rate != _RATE:
            raise UsageError(f"Opus is written at {_RATE} Hz, not at {track.rate} Hz.")
        recipe = Recipe(
            muxer="ogg",
            codec="libopus",
            bitrate=self.bitrate,
            metadata={
                **texts(tags),
                **dict(chapter_comments(tags.chapters, _RATE)),
                **picture_comment(tags.cover),
                **sheet_comment(tags.cue_sheet),
            },
            language=iso_639_2(tags.lang),
        )
        pack(sink, track, recipe, progress)

    def verify(self, path: Path, track: Recording) -> None:
        """Decodes the whole file and compares its length with the track's.

        Raises:
            OutputError: it is not whole.
        """
        _, decoded = measure(path)
        if decoded != track.frames:
            raise OutputError(
                f"The opus is broken: it has {decoded} frames where {track.frames} belong. "
                "Please report this."
            )
