"""What M4A and Opus share: packing through PyAV, which is an extra and may be missing.

Its muxers are told to leave out dates, versions and random numbers, so that the same track makes
the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from soothe.errors import OutputError, UsageError
from soothe.outputs.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from soothe.outputs.format import Progress
    from soothe.outputs.recording import Recording
    from soothe.outputs.tags import Chapter, Tags

_BITRATES = (16, 320)
_LAYOUTS = {1: "mono", 2: "stereo"}


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


def pack(sink: BinaryIO, track: Recording, recipe: Recipe, progress: Progress) -> None:
    """Encodes the track and writes the whole file.

    Raises:
        OSError: the sink does not take it.
    """
    av = load_av()
    guarded = Guarded(sink)
    options = {"fflags": "+bitexact", **recipe.options}
    with av.open(guarded, "w", format=recipe.muxer, options=options) as container:
        stream = container.add_stream(
            recipe.codec, rate=track.rate, layout=_LAYOUTS[track.channels]
        )
        stream.bit_rate = recipe.bitrate * 1000
        stream.metadata["language"] = recipe.language
        container.metadata.update(recipe.metadata)
        container.set_chapters([_chapter(chapter, track.rate) for chapter in recipe.chapters])
        for start in range(0, track.frames, track.rate):
            frames = min(track.rate, track.frames - start)
            container.mux(stream.encode(_frame(av, track, start, frames)))
            guarded.check()
            progress(start + frames)
        container.mux(stream.encode(None))
    guarded.check()


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


def _frame(av: Any, track: Recording, start: int, frames: int) -> Any:  # noqa: ANN401
    samples = np.ascontiguousarray(track.read(start, frames)).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout=_LAYOUTS[track.channels])
    frame.sample_rate = track.rate
    frame.time_base = Fraction(1, track.rate)
    frame.pts = start
    return frame
