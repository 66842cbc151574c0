"""Rules about breaths that ask too much: too slow, too quick, held too long, or held unwarned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from soothe.check.rule import Finding, Rule
from soothe.model import Bell, Breath, Pause, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.check.study import Study
    from soothe.model import Line, Place, Step

    Phases: TypeAlias = tuple[tuple[str, float], ...]
    """(in, hold, out or rest; seconds), in order."""

SLOWEST, QUICKEST = 20.0, 4.0
"""Seconds of one breath."""
HOLD, LONG_HOLD, FEW = 8.0, 7.0, 4
"""Seconds of a held breath at most; how long it may be only for so many cycles."""
_TONES = {"in", "hold", "out"}


def breath_pattern(study: Study) -> Iterator[Finding]:
    """Breaths that are too slow, too quick, held too long, or longer in than out."""
    for _, step in study.steps():
        for place, phases, most in (*_breaths(step), *(_toned(step) if study.plain else ())):
            for message in _strains(phases, most):
                yield Finding(place, message)


def breath_hold(study: Study) -> Iterator[Finding]:
    """Held breaths of which no safety line spoke before."""
    for case in study.cases:
        warned = False
        for step in case.script.steps:
            for line in step.lines:
                # A text without marks has no safety lines; any line of it can warn.
                told = (line.safety or study.plain) and _warns(study, line)
                warned = warned or told
                if _holds(line, toned=study.plain) and not warned:
                    said, mark = ("sentence", "") if study.plain else ("safety line", "! ")
                    message = (
                        f"No {said} speaks of held breaths before this one. Write in this step:"
                        f" {mark}Skip the holds if you are pregnant, dizzy, or have a heart or lung"
                        " condition."
                    )
                    yield Finding(line.place, message)


def _warns(study: Study, line: Line) -> bool:
    pattern = study.lexis.unfit if study.plain else study.lexis.hold
    return any(pattern.search(cue.text) for cue in line.cues if isinstance(cue, Say))


def _breaths(step: Step) -> Iterator[tuple[Place, Phases, int]]:
    """Every breath of a step, with the most that it comes."""
    for line in step.lines:
        for breath in (cue for cue in line.cues if isinstance(cue, Breath)):
            yield line.place, breath.phases, breath.most


def _toned(step: Step) -> Iterator[tuple[Place, Phases, int]]:
    """Breaths that a plain text writes as one tone for each phase."""
    cycles: list[tuple[Place, list[tuple[str, float]]]] = []
    waited = 0.0
    for line in step.lines:
        for cue in line.cues:
            if isinstance(cue, Bell) and cue.sound in _TONES:
                if cue.sound == "in" or not cycles:
                    cycles.append((line.place, []))
                elif phases := cycles[-1][1]:
                    # A phase lasts until the next tone.
                    phases[-1] = (phases[-1][0], phases[-1][1] + waited)
                cycles[-1][1].append((cue.sound, cue.spacing))
                waited = 0.0
            elif isinstance(cue, Pause):
                waited += cue.reference
    times = Counter(tuple(phases) for _, phases in cycles)
    for place, phases in cycles:
        if {"in", "out"} <= {name for name, _ in phases}:
            yield place, tuple(phases), times[tuple(phases)]


def _strains(phases: Phases, most: int) -> Iterable[str]:
    """What is wrong with a breath that comes so many times."""
    seconds = sum(length for _, length in phases)
    times = {name: max(s for n, s in phases if n == name) for name, _ in phases}
    held = max(times.get("hold", 0.0), times.get("rest", 0.0))
    if seconds > SLOWEST:
        yield f"A breath of {seconds:g} s is too slow; {SLOWEST:g} s are the most. Shorten it."
    if seconds < QUICKEST:
        yield f"A breath of {seconds:g} s makes dizzy; {QUICKEST:g} s are the least. Lengthen it."
    if held > HOLD:
        yield f"A breath is held for {held:g} s; {HOLD:g} s are the most. Shorten it."
    elif held >= LONG_HOLD and most > FEW:
        yield f"Breaths held for {held:g} s come {most} times; at most {FEW}: x1..{FEW}."
    if times.get("in", 0.0) > times.get("out", seconds):
        yield "The in-breath is longer than the out-breath, which does not calm. Turn them round."


def _holds(line: Line, *, toned: bool) -> bool:
    names = [name for cue in line.cues if isinstance(cue, Breath) for name, _ in cue.phases]
    names += [cue.sound for cue in line.cues if toned and isinstance(cue, Bell)]
    return "hold" in names


RULES = (
    Rule(
        "breath-pattern",
        "error",
        breath_pattern,
        "Breaths that are forced or held too long make people dizzy; so do quick ones.",
        of="both",
    ),
    Rule(
        "breath-hold",
        "warning",
        breath_hold,
        "Some people should not hold their breath, and must hear so before they are asked to.",
        of="both",
    ),
)
