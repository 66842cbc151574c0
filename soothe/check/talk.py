"""How a session talks: its share of speech, its words a minute, its silences. Measured, not judged.

Breaths are left out on both sides: a breath is led by few words in time that cannot be shortened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from soothe.check.study import RATE
from soothe.model import Bell, Breath, Pause, Place, Say
from soothe.voices.estimate import word_spans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from soothe.check.study import Session
    from soothe.model import Line, Placed


@dataclass(frozen=True, slots=True)
class Silence:
    """Time between two sounds of the guide."""

    seconds: float
    announced: bool
    place: Place
    """The line after whose words it is quiet."""
    step: int
    """Index of the span in which it ends."""


def share_of_speech(session: Session) -> float:
    """The part of the track, breaths apart, in which the voice speaks; 0 to 1."""
    spans = range(len(session.timeline.spans))
    return _speech(session) / (session.timeline.frames - _breathing(session, spans))


def words_per_minute(session: Session, spans: Collection[int]) -> float:
    """Words a minute in the steps at these indices, breaths apart; 0 where there are no others."""
    frames = sum(session.timeline.spans[index].frames for index in spans)
    rest = frames - _breathing(session, spans)
    words = sum(len(word_spans(say.text)) for say in _says(session, spans))
    return words / (rest / RATE / 60) if rest else 0.0


def silences(session: Session) -> Iterator[Silence]:
    """Every time without voice or tone, in order, the fades apart."""
    quiet = 0
    announced = False
    place = Place("", 0)
    for placed in session.timeline.placed:
        if isinstance(placed.cue, Pause):
            quiet += placed.frames
            announced |= placed.cue.announced
        elif isinstance(placed.cue, (Say, Bell)):
            if quiet:
                yield Silence(quiet / RATE, announced, place, placed.step)
            quiet, announced = 0, False
            place = session.line(placed).place
    if quiet:
        yield Silence(quiet / RATE, announced, place, len(session.timeline.spans) - 1)


def shared_sentences(one: Session, other: Session) -> float:
    """The part of one session's sentences that the other says too; 0 to 1."""
    said = [say.text for say in _says(one, range(len(one.timeline.spans)))]
    others = {say.text for say in _says(other, range(len(other.timeline.spans)))}
    return sum(text in others for text in said) / len(said) if said else 0.0


def _says(session: Session, spans: Collection[int]) -> Iterator[Say]:
    for placed in session.timeline.placed:
        if placed.step in spans and isinstance(placed.cue, Say) and not _breathed(session, placed):
            yield placed.cue


def _speech(session: Session) -> int:
    return sum(
        placed.frames
        for placed in session.timeline.placed
        if isinstance(placed.cue, Say) and not _breathed(session, placed)
    )


def _breathing(session: Session, spans: Collection[int]) -> int:
    """Frames of breaths in these steps: what nothing else fills."""
    frames = sum(session.timeline.spans[index].frames for index in spans)
    return frames - sum(
        placed.frames
        for placed in session.timeline.placed
        if placed.step in spans and not _breathed(session, placed)
    )


def _breathed(session: Session, placed: Placed) -> bool:
    """Whether something is heard as part of a breath."""
    line = session.line(placed)
    return any(placed.cue == heard for heard in _heard_in_breaths(line))


def _heard_in_breaths(line: Line) -> Iterator[Say | Bell]:
    breaths = (cue for cue in line.cues if isinstance(cue, Breath))
    for breath in breaths:
        for _, heard in (*breath.guided.cues, *breath.plain.cues):
            yield replace(heard, times=1) if isinstance(heard, Bell) else heard
