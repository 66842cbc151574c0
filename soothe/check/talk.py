"""How a session talks: its share of speech, its words a minute, its silences. Measured, not judged.

Breaths are left out on both sides: a breath is led by few words in time that cannot be shortened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from soothe.check.study import RATE, word_count
from soothe.model import Bell, Breath, Pause, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.check.study import Session
    from soothe.model import Line, Place, Placed


@dataclass(frozen=True, slots=True)
class Silence:
    """Time between two sounds of the guide."""

    seconds: float
    announced: bool
    place: Place
    """The line after whose words it is quiet."""
    step: int
    """Index of the span in which it ends."""
    after: str = ""
    """The words after which it is quiet."""


@dataclass(slots=True)
class _Tally:
    """What is heard in one step, breaths apart."""

    words: int = 0
    speech: int = 0
    """Frames."""
    frames: int = 0
    """Of speech, pauses and bells."""


def share_of_speech(session: Session) -> float:
    """The part of the track, breaths apart, in which the voice speaks; 0 to 1."""
    tallies = _tallies(session)
    steps = sum(span.frames for span in session.timeline.spans)
    around = session.timeline.frames - steps
    return sum(t.speech for t in tallies) / (around + sum(t.frames for t in tallies))


def words_per_minute(session: Session, spans: Iterable[int]) -> float:
    """Words a minute in the steps at these indices, breaths apart; 0 where there are no others."""
    tallies = _tallies(session)
    chosen = [tallies[index] for index in spans]
    frames = sum(tally.frames for tally in chosen)
    return sum(tally.words for tally in chosen) / (frames / RATE / 60) if frames else 0.0


def silences(session: Session, over: float) -> Iterator[Silence]:
    """Every time of more than `over` seconds without voice or tone, in order, the fades apart."""
    quiet, announced = 0, False
    last: Placed | None = None
    for placed in (*session.timeline.placed, None):
        if placed and isinstance(placed.cue, Pause):
            quiet += placed.frames
            announced = announced or placed.cue.announced
            last = last or placed
        elif placed is None or isinstance(placed.cue, (Say, Bell)):
            if last and quiet > over * RATE:
                step = placed.step if placed else len(session.timeline.spans) - 1
                place = session.line(last).place
                yield Silence(quiet / RATE, announced, place, step, _words(last))
            quiet, announced, last = 0, False, placed


def shared_sentences(one: Session, other: Session) -> float:
    """The part of one session's sentences that the other says too; 0 to 1."""
    said, others = _sentences(one), set(_sentences(other))
    return sum(text in others for text in said) / len(said) if said else 0.0


def _words(placed: Placed) -> str:
    return placed.cue.text if isinstance(placed.cue, Say) else ""


def _tallies(session: Session) -> list[_Tally]:
    """One for each step, in order."""
    tallies = [_Tally() for _ in session.timeline.spans]
    for placed in _outside_breaths(session):
        tally = tallies[placed.step]
        tally.frames += placed.frames
        if isinstance(placed.cue, Say):
            tally.words += word_count(placed.cue.text)
            tally.speech += placed.frames
    return tallies


def _sentences(session: Session) -> list[str]:
    cues = (placed.cue for placed in _outside_breaths(session))
    return [cue.text for cue in cues if isinstance(cue, Say)]


def _outside_breaths(session: Session) -> Iterator[Placed]:
    """All that is not heard as part of a breath."""
    timeline = session.timeline
    for (step, line), group in groupby(timeline.placed, key=attrgetter("step", "line")):
        breathed = tuple(_heard_in_breaths(timeline.spans[step].step.lines[line]))
        yield from (placed for placed in group if placed.cue not in breathed)


def _heard_in_breaths(line: Line) -> Iterator[Say | Bell]:
    breaths = (cue for cue in line.cues if isinstance(cue, Breath))
    for breath in breaths:
        for _, heard in (*breath.guided.cues, *breath.plain.cues):
            yield replace(heard, times=1) if isinstance(heard, Bell) else heard
