"""Rules about left and right: never in one sentence, and equally long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from soothe.check.rule import Finding, Rule
from soothe.check.study import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.check.study import Study
    from soothe.model import Step


def mixed_sides(study: Study) -> Iterator[Finding]:
    """Sentences that name both sides."""
    for sentence in study.sentences:
        if study.lexis.left.search(sentence.text) and study.lexis.right.search(sentence.text):
            message = f'"{sentence.text}" names left and right. Give each side its own sentence.'
            yield Finding(sentence.place, message)


def unequal_sides(study: Study) -> Iterator[Finding]:
    """Sessions of both sides in which one has more time than the other."""
    for session in study.sessions:
        if dict(session.case.script.choices)["feet"] != "both":
            continue
        frames = {"left": 0, "right": 0}
        steps: list[Step] = []
        for span in session.timeline.spans:
            if side := _side(study, span.step):
                frames[side] += span.frames
                steps.append(span.step)
        if frames["left"] != frames["right"]:
            left, right = (frames[side] / RATE for side in ("left", "right"))
            message = (
                f"In {session.minutes:g} minutes with {session.case.choices} the left side has"
                f" {left:.0f} s and the right {right:.0f} s. Make a pair of the two steps: pair:..."
            )
            yield Finding(steps[0].place, message)


def _side(study: Study, step: Step) -> Literal["left", "right", ""]:
    """The side that a step is for, by its id or its title."""
    names = set(re.split(r"[-_]", step.id))
    left = "left" in names or bool(study.lexis.left.search(step.title))
    right = "right" in names or bool(study.lexis.right.search(step.title))
    if left == right:
        return ""
    return "left" if left else "right"


RULES = (
    Rule(
        "mixed-sides",
        "warning",
        mixed_sides,
        "Who hears left and right in one sentence stops to think, and has lost the calm.",
        of="both",
    ),
    Rule(
        "unequal-sides",
        "warning",
        unequal_sides,
        "A body notices when one side is cut short. Two steps of a pair are equal to the frame.",
    ),
)
