"""Captions of a session: what is spoken, when, in lines that can be read in time.

Each spoken sentence becomes one caption that begins with the voice. Only a sentence that is too
long for two lines or seven seconds is parted, where its words are known to begin, or else in
proportion to its letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, pairwise
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from soothe.model import Say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from soothe.model import Timeline, Word

LINE = 42
"""Most characters in a line."""
LINES = 2
"""Most lines in a caption."""
LONGEST = 7.0
"""Most seconds that a caption is shown."""

_LINGER = 0.4
"""Seconds that a caption stays after the voice, if nothing follows."""
_SHORTEST = 1.2
"""Seconds that even a single word stays, if nothing follows."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines on the screen."""

    start: float
    """Seconds from the start of the track."""
    end: float
    """Seconds from the start of the track."""
    lines: tuple[str, ...]


def unknown_words(_: Say) -> tuple[Word, ...]:
    """For voices that do not tell when each word begins."""
    return ()


def captions(
    timeline: Timeline, words: Callable[[Say], Sequence[Word]] = unknown_words
) -> tuple[Caption, ...]:
    """All captions in order; they do not overlap.

    Args:
        timeline: the fitted session.
        words: where the words of a sentence begin in its clip, as far as the voice tells.
    """
    spoken = [(each, each.cue) for each in timeline.placed if isinstance(each.cue, Say)]
    starts = [each.start / timeline.rate for each, _ in spoken] + [timeline.frames / timeline.rate]
    found: list[Caption] = []
    for (each, say), (start, following) in zip(spoken, pairwise(starts), strict=True):
        voiced = start + each.frames / timeline.rate
        until = min(following, max(voiced + _LINGER, start + _SHORTEST))
        found.extend(_captions_of(say.text, words(say), start, voiced, until))
    return tuple(found)


def _captions_of(
    text: str, words: Sequence[Word], start: float, voiced: float, until: float
) -> Iterator[Caption]:
    parts = _parts(text, voiced - start)
    onsets = [start + onset for onset in _onsets(text, parts, words, voiced - start)]
    for part, (begin, end) in zip(parts, pairwise([*onsets, until]), strict=True):
        yield Caption(begin, min(end, begin + LONGEST), tuple(balanced(part, LINES)))


def _parts(text: str, seconds: float) -> list[str]:
    """The text in as few parts as fit the lines and the time."""
    tries = (balanced(text, most) for most in count(max(1, ceil(seconds / LONGEST))))
    return next(parts for parts in tries if all(_fits(part) for part in parts))


def _fits(part: str) -> bool:
    return all(len(line) <= LINE for line in balanced(part, LINES))


def balanced(text: str, most: int) -> list[str]:
    """The text in at most `most` lines of about equal length, parted between words."""
    widest = max((len(word) for word in text.split()), default=1)
    widths = count(max(min(widest, LINE), ceil(len(text) / most)))
    tries = (wrap(text, width, break_on_hyphens=False) for width in widths)
    return next(lines for lines in tries if len(lines) <= most)


def _onsets(
    text: str, parts: Sequence[str], words: Sequence[Word], seconds: float
) -> Iterator[float]:
    """Seconds from the start of the sentence at which each part is heard."""
    offset = 0
    for part in parts:
        offset = text.index(part.split()[0], offset)
        known = (word.start for word in words if word.offset >= offset)
        yield next(known, seconds * offset / len(text)) if offset else 0.0
        offset += len(part)
