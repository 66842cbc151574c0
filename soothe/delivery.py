"""How a session is spoken: pace and pitch ease downwards from its opening to its end.

A voice that falls in rate, tone and volume relaxes listeners more than a conversational one
(Knowlton and Larkin 2006). The volume is the mix's. The rate is the author's, who gives each step
its pace; where no step has one, it falls in three levels by the step's place in the script. The
tone follows the rate. Neither hangs on the length, the fit or the sound, so that changing those
speaks nothing again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from soothe.model import Breath, Ready, Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.model import Cue, Cycle, Line, Script, Step

    Manner = Callable[[Say], Say]

PACES = (1.0, 0.95, 0.88)
"""From the opening to the end: 137, 130 and 121 words a minute with the built-in voice."""
_SEMITONES_PER_PACE = 8.0
"""A step at 0.88 sounds a semitone lower than one at 1."""


def eased(script: Script) -> Script:
    """The script with every sentence at the pace and pitch of its step."""
    paces = [1.0] * len(script.steps) if is_paced(script) else _paces(script.steps)
    steps = (_step(step, _manner(pace)) for step, pace in zip(script.steps, paces, strict=True))
    return replace(script, steps=tuple(steps))


def is_paced(script: Script) -> bool:
    """Whether its author gave any sentence a pace."""
    return any(say.pace != 1.0 for say in script.says())


def _paces(steps: tuple[Step, ...]) -> list[float]:
    """One for each step, by the share of the session's usual time that lies before its middle."""
    ends = list(accumulate(step.typical for step in steps))
    middles = [end - step.typical / 2 for end, step in zip(ends, steps, strict=True)]
    whole = (ends[-1] if ends else 0.0) or 1.0
    return [PACES[min(int(len(PACES) * middle / whole), len(PACES) - 1)] for middle in middles]


def _manner(factor: float) -> Manner:
    def manner(say: Say) -> Say:
        pace = say.pace * factor
        return replace(say, pace=pace, pitch=round(min(0.0, (pace - 1.0) * _SEMITONES_PER_PACE), 2))

    return manner


def _step(step: Step, manner: Manner) -> Step:
    return replace(step, lines=tuple(_line(line, manner) for line in step.lines))


def _line(line: Line, manner: Manner) -> Line:
    return replace(line, cues=tuple(_cue(cue, manner) for cue in line.cues))


def _cue(cue: Cue, manner: Manner) -> Cue:
    if isinstance(cue, Say):
        return manner(cue)
    if isinstance(cue, Ready):
        return replace(cue, say=manner(cue.say))
    if isinstance(cue, Breath):
        return replace(cue, guided=_cycle(cue.guided, manner), plain=_cycle(cue.plain, manner))
    return cue


def _cycle(cycle: Cycle, manner: Manner) -> Cycle:
    cues = ((offset, manner(cue) if isinstance(cue, Say) else cue) for offset, cue in cycle.cues)
    return replace(cycle, cues=tuple(cues))
