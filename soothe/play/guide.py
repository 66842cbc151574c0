"""Where in the session a frame lies: its step and its caption."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from soothe.model import Say, Show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Timeline


@dataclass(frozen=True, slots=True)
class Caption:
    """One line of the script, on the screen from `start` until the next."""

    start: int
    """Frame of the track."""
    text: str


class Guide:
    """Finds steps and captions of one timeline by frame."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.starts = tuple(span.start for span in timeline.spans)
        """First frame of each step."""
        self.end = timeline.frames - timeline.fade_out - timeline.silence
        """Frame after the last step."""
        self._captions = tuple(captions(timeline))
        self._caption_starts = tuple(caption.start for caption in self._captions)

    def step(self, frame: int) -> int:
        """Index of the step at `frame`; the first one covers what is before it, too."""
        return max(0, bisect_right(self.starts, frame) - 1)

    def caption(self, frame: int) -> Caption | None:
        """The caption last begun at `frame`."""
        index = bisect_right(self._caption_starts, frame)
        return self._captions[index - 1] if index else None

    def step_start(self, index: int) -> int:
        """First frame of a step; before the first one lies frame 0, after the last one the end."""
        if index < 0:
            return 0
        return self.starts[index] if index < len(self.starts) else self.end


def captions(timeline: Timeline) -> Iterator[Caption]:
    """Spoken and shown text, one caption a script line, in order of time.

    Where a line says something twice, as counted breathing does, each of its sentences is a caption
    of its own: then the screen counts along.
    """
    sentences = (
        ((placed.step, placed.line), Caption(placed.start, placed.cue.text))
        for placed in timeline.placed
        if isinstance(placed.cue, Say | Show)
    )
    for _, group in groupby(sentences, key=itemgetter(0)):
        line = [sentence for _, sentence in group]
        texts = [sentence.text for sentence in line]
        if len(set(texts)) < len(texts):
            yield from line
        else:
            yield Caption(line[0].start, " ".join(texts))
