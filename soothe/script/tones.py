"""A session without words: a soft tone marks each step, and what would be said is shown instead.

For people who know the strokes by heart. Only safety lines are still spoken, and nothing comes
between a step's tone and them. A breath is led by tones alone; what is held for an exact time is
framed by two; the quiet around it all is as long as its step, and announced, as it was asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import Bell, Breath, Line, Pause, Ready, Say, Show
from soothe.script.breath import led_by_tones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Cue, Step

CHANGE = Bell("hold", times=2, spacing=1.5)
"""Opens a step: twice, unlike the single tones that lead a breath."""
_HELD, _RELEASED = Bell("hold", spacing=0.0), Bell("out", spacing=0.0)
_LONGEST = 4 * 3600.0
"""Seconds to which a quiet may grow: its step ends it first."""
_PER_SECOND = 15
"""Characters that are read in a second."""


def without_words(step: Step) -> Step:
    """The step with tones and shown text for all its words but the safety lines."""
    lines = step.lines
    safe = 1 + max((number for number, line in enumerate(lines) if line.safety), default=-1)
    # Nothing may delay what keeps people safe, so no quiet grows before it.
    urgent = (line if line.safety else _silenced(line) for line in lines[:safe])
    calm = (_eased(line) for line in lines[safe:])
    opening = Line((CHANGE,), step.place)
    closing = Line((_quiet(1.0),), step.place)
    return replace(step, lines=(opening, *filter(_heard, urgent), *filter(_heard, calm), closing))


def _heard(line: Line) -> bool:
    return bool(line.cues)


def _silenced(line: Line) -> Line:
    return replace(line, cues=tuple(silent for cue in line.cues for silent in _silent(cue)))


def _eased(line: Line) -> Line:
    """The silent line, with quiet after it for as long as its words and pauses took."""
    silent = _silenced(line)
    seconds = sum(_seconds(cue) for cue in line.cues)
    if not seconds or line.before_end is not None:
        return silent
    return replace(silent, cues=(*silent.cues, _quiet(seconds)))


def _silent(cue: Cue) -> Iterator[Cue]:
    """What stands for a cue when nobody speaks; quiet that gives way is left to its line."""
    match cue:
        case Say(text=text):
            yield Show(text)
        case Ready(say=say, wait=wait):
            yield from (Show(say.text), CHANGE, Pause(wait, wait, wait, announced=True))
        case Breath():
            yield led_by_tones(cue)
        case Pause() if _is_exact(cue):
            yield from (_HELD, replace(cue, announced=True), _RELEASED)
        case Pause():
            pass
        case _:
            yield cue


def _seconds(cue: Cue) -> float:
    """Usual length of what falls silent."""
    match cue:
        case Say(text=text):
            return len(text) / _PER_SECOND
        case Pause() if not _is_exact(cue):
            return cue.reference
        case _:
            return 0.0


def _is_exact(pause: Pause) -> bool:
    return pause.least == pause.most


def _quiet(seconds: float) -> Pause:
    return Pause(0.0, seconds, _LONGEST, announced=True)
