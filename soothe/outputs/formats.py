"""The formats by name; each is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import UsageError

if TYPE_CHECKING:
    from soothe.outputs.format import Format

FORMATS = ("mp3", "wav", "flac", "m4a", "m4b", "opus")
"""What `find_format` knows."""


def find_format(
    name: str, *, bitrate: int = 128, vbr: int | None = None, workers: int | None = None
) -> Format:
    """The format called `name`: one of `FORMATS`, with or without a dot in front.

    Args:
        name: the format, or a file's ending.
        bitrate: kilobits per second; without meaning for wav and flac.
        vbr: variable bitrate of an MP3, 0 (best) to 9 (smallest); None: constant.
        workers: threads that encode an MP3 or AAC; None: one for each core.

    Raises:
        UsageError: there is no such format, or not at this bitrate, or `vbr` without an MP3.
        OutputError: the library that it needs is not installed.
    """
    name = name.lower().removeprefix(".")
    if vbr is not None and name != "mp3":
        raise UsageError("Only an MP3 has a variable bitrate to choose. Leave --vbr out.")
    match name:
        case "mp3":
            from soothe.outputs.lame import LameSettings
            from soothe.outputs.mp3 import Mp3

            return Mp3(LameSettings(bitrate=bitrate, vbr=vbr), workers)
        case "wav":
            from soothe.outputs.wav import Wav

            return Wav()
        case "flac":
            from soothe.outputs.flac import Flac

            return Flac()
        case "m4a" | "m4b" as known:
            from soothe.outputs.m4a import M4a

            return M4a(f".{known}", bitrate, workers)
        case "opus":
            from soothe.outputs.opus import Opus

            return Opus(bitrate)
        case _:
            raise UsageError(f"There is no format {name!r}. Choose one of {', '.join(FORMATS)}.")
