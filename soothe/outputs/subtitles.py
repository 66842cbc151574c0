"""Captions as text files: WebVTT for browsers, SubRip for players, LRC for music players."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.outputs.captions import Caption

_LRC_ESCAPES = str.maketrans("[]", "()")
"""A bracket at the front of a line would be taken for a time."""
_VTT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def vtt(captions: Iterable[Caption]) -> str:
    """WebVTT."""
    cues = (
        f"{_time(each.start, '.')} --> {_time(each.end, '.')}\n"
        + "\n".join(each.lines).translate(_VTT_ESCAPES)
        for each in captions
    )
    return "\n\n".join(("WEBVTT", *cues)) + "\n"


def srt(captions: Iterable[Caption]) -> str:
    """SubRip."""
    cues = (
        f"{number}\n{_time(each.start, ',')} --> {_time(each.end, ',')}\n" + "\n".join(each.lines)
        for number, each in enumerate(captions, 1)
    )
    return "\n\n".join(cues) + "\n"


def lrc(captions: Iterable[Caption]) -> str:
    """LRC: one line with its start for each caption."""
    return "".join(
        f"[{_lrc_time(each.start)}]{' '.join(each.lines).translate(_LRC_ESCAPES)}\n"
        for each in captions
    )


def _time(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds, milliseconds = divmod(milliseconds, 1000)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{milliseconds:03}"


def _lrc_time(seconds: float) -> str:
    minutes, hundredths = divmod(round(seconds * 100), 6000)
    return f"{minutes:02}:{hundredths // 100:02}.{hundredths % 100:02}"
