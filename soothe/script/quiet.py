"""The quiet between the lines of `[every]`: from the last words on, not on top of their pauses.

An author who asks for a line every 30 to 45 seconds means what is heard. The pause that ends the
line before, even if it is only the gap after a sentence, is a part of that time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import BedChange, Pause, Show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.model import Line


def eased(lines: Sequence[Line], spread: Sequence[bool]) -> tuple[Line, ...]:
    """The lines with shorter quiet before those that are spread over the step.

    Args:
        lines: the lines of a step, in order.
        spread: whether each is spread, and so begins with its quiet.
    """
    found: list[Line] = []
    for line, is_spread in zip(lines, spread, strict=True):
        quiet = line.cues[0]
        if is_spread and isinstance(quiet, Pause):
            rest = _rest(quiet, _before(found))
            found.append(replace(line, cues=(rest, *line.cues[1:])))
        else:
            found.append(line)
    return tuple(found)


def _before(lines: Sequence[Line]) -> list[Pause]:
    """The pauses since the last sound; none where a line stands that may not be heard."""
    pauses: list[Pause] = []
    for line in reversed(lines):
        if line.kept or line.dropped:
            return []
        if line.before_end is not None:
            continue
        for cue in reversed(line.cues):
            if isinstance(cue, Pause):
                pauses.append(cue)
            elif not isinstance(cue, (Show, BedChange)):
                return pauses
    return pauses


def _rest(quiet: Pause, before: Sequence[Pause]) -> Pause:
    """What is left of a quiet behind other pauses: together never more than it, if they can."""
    most = max(0.0, quiet.most - sum(pause.most for pause in before))
    least = min(most, max(0.0, quiet.least - sum(pause.least for pause in before)))
    reference = quiet.reference - sum(pause.reference for pause in before)
    return replace(quiet, least=least, reference=min(max(reference, least), most), most=most)
