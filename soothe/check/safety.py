"""Rules about safety: what is said for it, when, and in how many words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.check.rule import Finding, Rule
from soothe.check.study import RATE, word_count
from soothe.model import Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.check.study import Case, Session, Study
    from soothe.model import Line, Step

WITHIN = 90
"""Seconds from the start of the track."""
WORDS = 26


def missing(study: Study) -> Iterator[Finding]:
    """Combinations of choices without a safety line."""
    for case in study.cases:
        if case.script.steps and opening(case) is None:
            message = (
                f"With {case.choices} nothing is said for safety. Begin a line of the first step"
                " with !: comfort and not treatment, who should not, how firm, stop at any time."
            )
            yield Finding(case.script.steps[0].place, message)


def dropped(study: Study) -> Iterator[Finding]:
    """Safety lines that some length or choice leaves out."""
    for case in study.cases:
        step = opening(case)
        lines = _safety(step) if step else []
        if step and step.drop is not None:
            message = f"{step.title!r} says what is safe and must stay. Take away its drop mark."
            yield Finding(step.place, message)
        for line in lines:
            if line.kept or line.dropped:
                message = "This safety line depends on other steps. Take away its [if ...]."
                yield Finding(line.place, message)


def late(study: Study) -> Iterator[Finding]:
    """Sessions in which the safety lines come after the first minute and a half."""
    for session in study.sessions:
        step = opening(session.case)
        end = _end(session, step) if step else 0.0
        if step and end > WITHIN:
            message = (
                f"In {session.minutes:g} minutes with {session.case.choices} the safety line is"
                f" over after {end:.0f} s, later than {WITHIN}. Say it sooner."
            )
            yield Finding(_safety(step)[0].place, message)


def long(study: Study) -> Iterator[Finding]:
    """Safety lines with more words than people listen to."""
    for case in study.cases:
        step = opening(case)
        lines = _safety(step) if step else []
        words = sum(word_count(text) for line in lines for text in _texts(line))
        if words > WORDS:
            message = (
                f"The safety lines have {words} words; {WORDS} are listened to. Move what belongs"
                " to one step there, and the rest to cautions."
            )
            yield Finding(lines[0].place, message)


def opening(case: Case) -> Step | None:
    """The first step that says what is safe."""
    return next((step for step in case.script.steps if _safety(step)), None)


def _safety(step: Step) -> list[Line]:
    return [line for line in step.lines if line.safety]


def _texts(line: Line) -> list[str]:
    return [cue.text for cue in line.cues if isinstance(cue, Say)]


def unsaid(study: Study) -> Iterator[Finding]:
    """Plain texts, which have no marks, without a word for safety near their beginning."""
    for session in study.sessions:
        early = (
            placed.cue.text
            for placed in session.timeline.placed
            if isinstance(placed.cue, Say) and placed.start < WITHIN * RATE
        )
        if not any(map(study.lexis.safety.search, early)):
            message = (
                f"Nothing is said for safety in the first {WITHIN} seconds. Write near the"
                " beginning: comfort and not treatment, who should not, and to stop at any time."
            )
            yield Finding(study.length_place, message)


def _end(session: Session, step: Step) -> float:
    """Seconds after which the safety lines of a step are over; 0 where the step is left out."""
    spans = {i for i, span in enumerate(session.timeline.spans) if span.step.id == step.id}
    ends = (
        placed.start + placed.frames
        for placed in session.timeline.placed
        if placed.step in spans and isinstance(placed.cue, Say) and session.line(placed).safety
    )
    return max(ends, default=0) / RATE


RULES = (
    Rule(
        "safety-missing",
        "error",
        missing,
        "Every session says what it is not, who should not, and that one may stop.",
    ),
    Rule(
        "safety-dropped",
        "error",
        dropped,
        "Whoever chooses a short session needs to hear it as much as anybody.",
    ),
    Rule(
        "safety-late",
        "error",
        late,
        "It has to be heard before the hands begin: within 90 seconds.",
    ),
    Rule(
        "safety-long",
        "warning",
        long,
        "Of a long warning nothing is kept. 26 words last a quarter of a minute.",
    ),
    Rule(
        "safety-unsaid",
        "warning",
        unsaid,
        "Who puts a text of their own into other people's ears owes them the same words.",
        of="text",
    ),
)
