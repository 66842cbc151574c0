"""What M4A and Opus share: packing through PyAV, which is an extra and may be missing.

Its muxers are told to leave out dates, versions and random numbers, so that the same track makes
the same bytes.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from soothe.errors import OutputError, UsageError
from soothe.outputs.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Chapter, Tags

_BITRATES = (16, 320)
LAYOUTS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What PyAV is to make."""

    muxer: str
    codec: str
    bitrate: int
    """Kilobits per second."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The muxer's own."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    chapters: tuple[Chapter, ...] = ()
    language: str = "und"
    """Three letters."""


def load_av() -> Any:  # noqa: ANN401 - a module that may be missing has no type
    """The module `av`.

    Raises:
        OutputError: it is not installed; the message has the line that installs it.
    """
    try:
        return import_module("av")
    except ModuleNotFoundError as error:
        raise OutputError(
            "M4A and Opus need PyAV. Install it with: pip install 'soothe[formats]'"
        ) from error


def check_bitrate(bitrate: int) -> None:
    """Refuses what no encoder here can do.

    Raises:
        UsageError: the kilobits per second are out of range.
    """
    least, most = _BITRATES
    if not least <= bitrate <= most:
        raise UsageError(f"{bitrate} kb/s is out of range. Choose {least} to {most}.")


def texts(tags: Tags) -> dict[str, str]:
    """The tags under libav's names; it keeps the encoder's for itself."""
    named = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "genre": tags.genre,
        "track": tags.track,
        "date": tags.date,
        "comment": tags.comment,
        "lyrics": tags.lyrics,
    }
    return {name: text for name, text in named.items() if text}


@contextmanager
def opened(sink: BinaryIO, track: Recording, recipe: Recipe) -> Iterator[Container]:
    """A file that waits for the packets of its one stream; whole when the block ends.

    Raises:
        OSError: the sink does not take it.
    """
    guarded = Guarded(sink)
    options = {"fflags": "+bitexact", **recipe.options}
    with load_av().open(guarded, "w", format=recipe.muxer, options=options) as file:
        stream = file.add_stream(recipe.codec, rate=track.rate, layout=LAYOUTS[track.channels])
        stream.bit_rate = recipe.bitrate * 1000
        stream.metadata["language"] = recipe.language
        file.metadata.update(recipe.metadata)
        file.set_chapters([_chapter(chapter, track.rate) for chapter in recipe.chapters])
        yield Container(file, stream, guarded)
    guarded.check()


@dataclass(frozen=True, slots=True)
class Container:
    """A file that is being packed."""

    file: Any
    stream: Any
    sink: Guarded

    def add(self, packets: Sequence[Any]) -> None:
        """Puts packets of the stream into the file.

        Raises:
            OSError: the sink does not take them.
        """
        self.file.mux(packets)
        self.sink.check()


def pack(sink: BinaryIO, track: Recording, recipe: Recipe, progress: Progress) -> None:
    """Encodes the track with one encoder and writes the whole file.

    Raises:
        OSError: the sink does not take it.
    """
    with opened(sink, track, recipe) as container:
        for start in range(0, track.frames, track.rate):
            frames = min(track.rate, track.frames - start)
            container.add(container.stream.encode(as_frame(track, start, frames)))
            progress(start + frames)
        container.add(container.stream.encode(None))


def measure(path: Path) -> tuple[int, int]:
    """(frames that the container states, frames that can be decoded).

    Raises:
        OutputError: the file cannot be read.
    """
    av = load_av()
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            stated = int(stream.duration * stream.time_base * stream.rate)
            return stated, sum(frame.samples for frame in container.decode(stream))
    except av.FFmpegError as error:
        raise OutputError(f"The file is broken: {error}. Please report this.") from error


def _chapter(chapter: Chapter, rate: int) -> dict[str, Any]:
    return {
        "id": chapter.start,
        "start": chapter.start,
        "end": chapter.start + chapter.frames,
        "time_base": Fraction(1, rate),
        "metadata": {"title": chapter.title},
    }


def as_frame(track: Recording, start: int, frames: int) -> Any:  # noqa: ANN401
    """Samples of the track from frame `start` on, as libav's encoders take them."""
    samples = np.ascontiguousarray(track.read(start, frames)).reshape(1, -1)
    frame = load_av().AudioFrame.from_ndarray(samples, format="s16", layout=LAYOUTS[track.channels])
    frame.sample_rate = track.rate
    frame.time_base = Fraction(1, track.rate)
    frame.pts = start
    return frame
