"""M4A and M4B files: AAC, with chapters as phones and audiobook players read them.

AAC comes in frames of 1024 samples. The edit list in the file says which of them are the track, to
the sample; players that honour it play exactly its length.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from soothe.errors import OutputError
from soothe.outputs.aac import FRAME, aac_frames, frame_count, plan
from soothe.outputs.embedded import box
from soothe.outputs.languages import iso_639_2
from soothe.outputs.libav import Container, Recipe, check_bitrate, load_av, measure, opened, texts
from soothe.outputs.mp4_cover import add_cover

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags


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
    workers: int | None = None
    """Threads that encode; None: one for each core. It does not change a byte."""

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
        self._pack(sink, track, recipe, progress)
        if tags.cover:
            add_cover(sink, tags.cover)
        if tags.cue_sheet:
            sink.seek(0, os.SEEK_END)
            sink.write(box(tags.cue_sheet))

    def _pack(self, sink: BinaryIO, track: Recording, recipe: Recipe, progress: Progress) -> None:
        bounds = plan(frame_count(track.frames))
        workers = self.workers or os.cpu_count() or 1
        with (
            opened(sink, track, recipe) as container,
            closing(aac_frames(track, self.bitrate, bounds, workers=workers)) as runs,
        ):
            container.file.start_encoding()
            done = 0
            for run in runs:
                container.add(
                    [_packet(container, each, n, track) for n, each in enumerate(run, done)]
                )
                done += len(run)
                progress(min(done * FRAME, track.frames))

    def verify(self, path: Path, track: Recording) -> None:
        """Decodes the whole file and compares its length with the track's.

        Raises:
            OutputError: it is not whole.
        """
        stated, decoded = measure(path)
        if stated != track.frames or not 0 <= decoded - track.frames < FRAME:
            raise OutputError(
                f"The {self.suffix[1:]} is broken: it has {stated} frames where {track.frames} "
                "belong. Please report this."
            )


def _packet(container: Container, content: bytes, number: int, track: Recording) -> Any:  # noqa: ANN401 - a module that may be missing has no types
    """A frame with its place; the last one lasts as long as the track still does."""
    packet = load_av().Packet(content)
    packet.stream = container.stream
    packet.time_base = Fraction(1, track.rate)
    packet.pts = packet.dts = (number - 1) * FRAME
    packet.duration = min(FRAME, track.frames - packet.pts)
    return packet
