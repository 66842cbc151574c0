"""What may lie beside a track: captions, transcripts, chapters, and its timeline.

Each is called by the ending of its file name, which takes the place of the sound's: beside
`foot.mp3` lie `foot.vtt` and `foot.chapters.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.outputs import subtitles, transcript_text
from soothe.outputs.captions import captions
from soothe.outputs.timeline_text import chapters_json, timeline_json, timeline_svg
from soothe.outputs.transcript import transcribe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from soothe.model import Say, Script, Timeline, Word

_CAPTIONS = {"vtt": subtitles.vtt, "srt": subtitles.srt, "lrc": subtitles.lrc}
_TRANSCRIPTS = {
    "html": transcript_text.html,
    "md": transcript_text.md,
    "txt": transcript_text.txt,
}
_TIMELINES = {
    "chapters.json": chapters_json,
    "timeline.json": timeline_json,
    "timeline.svg": timeline_svg,
}

SIDECARS = (*_CAPTIONS, *_TRANSCRIPTS, *_TIMELINES)
"""What `sidecars` knows."""


def sidecars(
    script: Script,
    timeline: Timeline,
    kinds: Iterable[str],
    words: Callable[[Say], Sequence[Word]],
) -> dict[str, bytes]:
    """The contents of each kind, by its ending.

    Args:
        script: the words.
        timeline: their times.
        kinds: some of `SIDECARS`.
        words: where the words of a sentence begin in its clip, as far as the voice tells.

    Raises:
        UsageError: there is no such kind.
    """
    return {kind: _content(script, timeline, kind, words).encode() for kind in dict.fromkeys(kinds)}


def _content(
    script: Script, timeline: Timeline, kind: str, words: Callable[[Say], Sequence[Word]]
) -> str:
    if kind in _CAPTIONS:
        return _CAPTIONS[kind](captions(timeline, words))
    if kind in _TRANSCRIPTS:
        return _TRANSCRIPTS[kind](transcribe(script, timeline))
    if kind in _TIMELINES:
        return _TIMELINES[kind](script, timeline)
    raise UsageError(f"There is no {kind!r} to write. Choose from {', '.join(SIDECARS)}.")
