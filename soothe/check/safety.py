"""Rules about safety: the safety line, and breaths that ask too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.check.rule import Finding, Rule
from soothe.check.study import RATE, word_count
from soothe.model import Breath, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.check.study import Case, Session, Study
    from soothe.model import Line, Step

WITHIN = 90
"""Seconds from the start of the track."""
WORDS = 26
SLOWEST, QUICKEST = 20.0, 4.0
"""Seconds of one breath."""
HOLD, LONG_HOLD, FEW = 8.0, 7.0, 4
"""Seconds of a held breath at most; how long it may be only for so many cycles."""


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


def breath_pattern(study: Study) -> Iterator[Finding]:
    """Breaths that are too slow, too quick, held too long, or longer in than out."""
    for _, step in study.steps():
        for line in step.lines:
            for breath in (cue for cue in line.cues if isinstance(cue, Breath)):
                for message in _strains(breath):
                    yield Finding(line.place, message)


def breath_hold(study: Study) -> Iterator[Finding]:
    """Held breaths of which no safety line spoke before."""
    for case in study.cases:
        warned = False
        for step in case.script.steps:
            for line in step.lines:
                told = line.safety and any(map(study.lexis.hold.search, _texts(line)))
                warned = warned or told
                if _holds(line) and not warned:
                    message = (
                        "No safety line speaks of held breaths before this one. Write in this step:"
                        " ! Skip the holds if you are pregnant, dizzy, or have a heart or lung"
                        " condition."
                    )
                    yield Finding(line.place, message)


def opening(case: Case) -> Step | None:
    """The first step that says what is safe."""
    return next((step for step in case.script.steps if _safety(step)), None)


def _safety(step: Step) -> list[Line]:
    return [line for line in step.lines if line.safety]


def _texts(line: Line) -> list[str]:
    return [cue.text for cue in line.cues if isinstance(cue, Say)]


def _end(session: Session, step: Step) -> float:
    """Seconds after which the safety lines of a step are over; 0 where the step is left out."""
    spans = {i for i, span in enumerate(session.timeline.spans) if span.step.id == step.id}
    ends = (
        placed.start + placed.frames
        for placed in session.timeline.placed
        if placed.step in spans and isinstance(placed.cue, Say) and session.line(placed).safety
    )
    return max(ends, default=0) / RATE


def _strains(breath: Breath) -> Iterable[str]:
    """What is wrong with a breath."""
    seconds = sum(length for _, length in breath.phases)
    times = {name: max(s for n, s in breath.phases if n == name) for name, _ in breath.phases}
    held = max(times.get("hold", 0.0), times.get("rest", 0.0))
    if seconds > SLOWEST:
        yield f"A breath of {seconds:g} s is too slow; {SLOWEST:g} s are the most. Shorten it."
    if seconds < QUICKEST:
        yield f"A breath of {seconds:g} s makes dizzy; {QUICKEST:g} s are the least. Lengthen it."
    if held > HOLD:
        yield f"A breath is held for {held:g} s; {HOLD:g} s are the most. Shorten it."
    elif held >= LONG_HOLD and breath.most > FEW:
        yield f"Breaths held for {held:g} s come {breath.most} times; at most {FEW}: x1..{FEW}."
    if times.get("in", 0.0) > times.get("out", seconds):
        yield "The in-breath is longer than the out-breath, which does not calm. Turn them round."


def _holds(line: Line) -> bool:
    breaths = (cue for cue in line.cues if isinstance(cue, Breath))
    return any(name == "hold" for breath in breaths for name, _ in breath.phases)


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
        "breath-pattern",
        "error",
        breath_pattern,
        "Breaths that are forced or held too long make people dizzy; so do quick ones.",
    ),
    Rule(
        "breath-hold",
        "warning",
        breath_hold,
        "Some people should not hold their breath, and must hear so before they are asked to.",
    ),
)
