"""Rules about lengths: what a script declares must be possible."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from soothe.check.rule import Finding, Rule
from soothe.check.study import RATE, spoken_seconds
from soothe.model import Breath, Ready, Say
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.check.study import Case, Study
    from soothe.model import Cue, Step

SLOWEST = 0.92
"""Factor on the speaking rate of `--pace slower`."""
ESTIMATE = 0.5
"""Seconds that words may exceed a least time: their length is only estimated."""


def never_fits(study: Study) -> Iterator[Finding]:
    """Steps whose words and bounds suit no length."""
    for place, message in study.unread.items():
        yield Finding(place, message)


def length_gap(study: Study) -> Iterator[Finding]:
    """Whole seconds of the declared range that the default choices cannot have."""
    plan = study.default.plan
    if plan is None:
        return
    least, _, most = (round(seconds) for seconds in study.header.length)
    reach = plan.reach
    missing = [second for second in range(least, most + 1) if not reach.contains(second * RATE)]
    for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0]):
        seconds = [second for _, second in run]
        message = (
            f"With the default choices no session lasts {_span(seconds[0], seconds[-1])}; it can"
            f" last {_reach(study.default)}. Change the length, or the bounds of the steps."
        )
        yield Finding(study.length_place, message)


def length_combination(study: Study) -> Iterator[Finding]:
    """Single choices that rule out the usual length, and several that rule out every one."""
    least, usual, most = study.header.length
    for case in study.cases[1:]:
        if case.plan is None:
            continue
        alone = len(case.values) == 1
        seconds = [usual] if alone else range(round(least), round(most) + 1)
        if not any(case.plan.reach.contains(round(second * RATE)) for second in seconds):
            wanted = f"its usual {clock(usual)}" if alone else f"any of {_span(least, most)}"
            message = (
                f"With {case.choices} it can last {_reach(case)} and not {wanted}."
                " Give the steps more room, or declare another length."
            )
            yield Finding(study.length_place, message)


def tight_step(study: Study) -> Iterator[Finding]:
    """Steps whose usual words do not fit their least time at the slowest pace."""
    for step in study.default.script.steps:
        if (seconds := _needed(step)) > step.least + ESTIMATE:
            message = (
                f"The words of {step.title!r} need {seconds:.1f} s at the slowest pace, but its"
                f" least time is {step.least:g} s. Write {ceil(seconds)}s, or mark lines with +."
            )
            yield Finding(step.place, message)


def _needed(step: Step) -> float:
    """Seconds of all words and breaths that the step always has, at the slowest pace."""
    always = (line for line in step.lines if not (line.room or line.kept or line.dropped))
    return sum(_seconds(cue) for line in always for cue in line.cues)


def _seconds(cue: Cue) -> float:
    if isinstance(cue, Ready):
        return _seconds(cue.say) + cue.wait
    if isinstance(cue, Breath):
        return cue.least * cue.guided.seconds
    return spoken_seconds(cue.text, cue.pace * SLOWEST) if isinstance(cue, Say) else 0.0


def _reach(case: Case) -> str:
    if case.plan is None:
        return "no length"
    return _span(case.plan.reach.least / RATE, case.plan.reach.most / RATE)


def _span(least: float, most: float) -> str:
    return clock(least) if least == most else f"{clock(least)} to {clock(most)}"


RULES = (
    Rule(
        "never-fits",
        "error",
        never_fits,
        "A step that suits no length stops every session that has it.",
    ),
    Rule(
        "length-gap",
        "error",
        length_gap,
        "The declared range is a promise: each length in it must be possible with nothing chosen.",
    ),
    Rule(
        "length-combination",
        "warning",
        length_combination,
        "Who only chooses among what is offered does not expect a refusal at the usual length.",
    ),
    Rule(
        "tight-step",
        "warning",
        tight_step,
        "A least time that the words alone exceed promises a short session that cannot be had,"
        " soonest for those who need a slower voice.",
    ),
)
