"""MP3 files: tags first, then the frame with the length, then the sound; one pass, no seeking back.

With a constant bitrate the size of every frame is known before the first one is encoded, so the
file can also go down a pipe. A variable bitrate comes back to fill in its table of contents, which
a pipe cannot do.
"""

from __future__ import annotations

import os
from array import array
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from soothe.outputs.id3 import id3_tag
from soothe.outputs.lame import LameSettings, encoder_gain_db
from soothe.outputs.mp3_frame import FRAME
from soothe.outputs.mp3_info import constant_info, info_frame, info_header, measured_info
from soothe.outputs.mp3_stream import frame_count, mp3_frames, plan
from soothe.outputs.mp3_verify import verify_mp3

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Tags


@dataclass(frozen=True, slots=True)
class Mp3:
    """The format that every player knows, encoded on all cores."""

    suffix: ClassVar[str] = ".mp3"

    lame: LameSettings = field(default_factory=LameSettings)
    workers: int | None = None
    """Threads that encode; None: one for each core. It does not change a byte."""

    @property
    def encoder_gain_db(self) -> float:
        """Decibels by which the encoder changes the level."""
        return encoder_gain_db(self.lame)

    @property
    def one_pass(self) -> bool:
        """Whether it can be written to a pipe: with a constant bitrate."""
        return self.lame.vbr is None

    def write(self, sink: BinaryIO, track: Recording, tags: Tags, progress: Progress) -> None:
        """Writes the whole file.

        Raises:
            UsageError: MP3 does not know the track's rate.
        """
        sink.write(id3_tag(tags, track.rate, track.frames))
        start = 0 if self.one_pass else sink.tell()
        header, sizes = self._write_frames(sink, track, progress)
        if not self.one_pass:
            sink.seek(start)
            sink.write(info_frame(header, measured_info(track.frames, sizes)))
            sink.seek(0, os.SEEK_END)

    def verify(self, path: Path, track: Recording) -> None:
        """Proves that a written file is whole.

        Raises:
            OutputError: it is not.
        """
        verify_mp3(path, track)

    def _write_frames(
        self, sink: BinaryIO, track: Recording, progress: Progress
    ) -> tuple[bytes, array[int]]:
        """Returns the header of the info frame, and the size of every frame of sound."""
        header, sizes, total = b"", array("H"), frame_count(track.frames)
        # At a variable bitrate this only keeps the place until the sizes have been measured.
        expected = constant_info(track.frames, total, self.lame.bitrate, track.rate)
        workers = self.workers or os.cpu_count() or 1
        with closing(mp3_frames(track, self.lame, plan(total), workers=workers)) as runs:
            for run in runs:
                if not header:
                    header = info_header(run[0], self.lame.bitrate if self.one_pass else None)
                    sink.write(info_frame(header, expected))
                sink.write(b"".join(run))
                sizes.extend(map(len, run))
                progress(min(len(sizes) * FRAME, track.frames))
        return header, sizes
