"""Trial sessions: scripts fitted with the estimated lengths of their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.check.study import RATE, Case, Session, spoken_seconds
from soothe.timeline import arrange, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Say, Script
    from soothe.timeline import Plan
    from soothe.timeline.plan import KnownParts


def clip_frames(say: Say) -> int:
    """Frames of a sentence, estimated."""
    return round(spoken_seconds(say.text, say.pace) * RATE)


def measured(script: Script, known: KnownParts) -> Plan:
    """A script, ready to be fitted.

    Raises:
        FitError: a step can never meet its own bounds.
    """
    return prepare(script, clip_frames, rate=RATE, known=known)


def sessions(case: Case, lengths: Iterable[float]) -> Iterator[Session]:
    """The case in each of these lengths, in seconds, or in the nearest that it can have."""
    if case.plan is None:
        return
    for seconds in lengths:
        near = case.plan.reach.nearest(round(seconds * RATE))
        length = next((frames for frames in near if frames is not None), None)
        if length is not None:
            yield Session(case, arrange(case.plan, length))
