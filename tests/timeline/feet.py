"""Both feet, each with three steps, and what surrounds them: small enough to reckon by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.model import Line, Pause, Say, Script, Step
from soothe.timeline.change import begin

if TYPE_CHECKING:
    from soothe.timeline.course import Course

RATE = 10
SPOKEN = 2 * RATE
SETTLE, LEFT_SOLE, LEFT_ARCH, LEFT_TOES, RIGHT_SOLE, RIGHT_ARCH, RIGHT_TOES, REST = range(8)


def step(name: str, most: float = 60, pair: str | None = None, drop: int | None = None) -> Step:
    """A sentence and room to breathe; a second sentence where there is time."""
    lines = (
        Line((Say(f"{name}."), Pause(1, 8, most))),
        Line((Say(f"{name}, more."), Pause(1, 4, most)), room=1),
    )
    return Step(name, name.title(), 4, 14, most, lines, pair=pair, drop=drop)


def feet(*, most: float = 60, rest: float = 60, drop: int | None = 1) -> Script:
    """The script; `most` seconds bound each step of a foot, `rest` the last one."""
    both = [
        step(f"{side} {what}", most, what, drop if what == "toes" else None)
        for side in ("left", "right")
        for what in ("sole", "arch", "toes")
    ]
    return Script("feet", "Feet", "en", (step("settle"), *both, step("rest", rest)))


def course(seconds: int = 140, **bounds: float) -> Course:
    """The session as it begins."""
    return begin(feet(**bounds), lambda _: SPOKEN, seconds * RATE, rate=RATE)


def lengths(course: Course) -> dict[int, int]:
    """Frames of each step, all its legs together."""
    sums: dict[int, int] = {}
    for leg in course.legs:
        sums[leg.index] = sums.get(leg.index, 0) + leg.frames
    return sums


def within(course: Course, index: int, seconds: float = 3) -> int:
    """A frame so many seconds into a step."""
    return next(leg.start for leg in course.legs if leg.index == index) + int(seconds * RATE)
