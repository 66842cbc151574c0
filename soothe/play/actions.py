"""What each key does to the plan and the levels of a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from soothe.errors import UsageError
from soothe.timeline.change import hold, retime, wrap
from soothe.timeline.rest import Fitted
from soothe.timeline.side import more
from soothe.timeline.skip import jump
from soothe.units import clock, to_frames, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.model import Step
    from soothe.play.balance import Balance
    from soothe.play.director import Director, Wish
    from soothe.timeline.course import Course

    Action: TypeAlias = Callable[[Director, "Deeds"], str]
    """Does what a key asks for and says what came of it."""

HOLD = 15
"""Seconds that a step is held for by one key press."""
MORE = 30
"""Seconds more for one side."""
JUMP = 10
"""Seconds of an arrow key."""
MINUTE = 60


@dataclass(slots=True)
class Deeds:
    """What the listener did with the steps, by their titles, in order."""

    held: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def _hold(director: Director, deeds: Deeds) -> str:
    frames = to_frames(HOLD, director.player.rate)
    wish = _here(director, lambda course, at: hold(course, at, frames))
    return _noted(director, deeds.held, wish, f"{HOLD} s longer.")


def _more(director: Director, deeds: Deeds) -> str:
    frames = to_frames(MORE, director.player.rate)
    side = " for this side, none for the other" if _step(director).pair else ""
    wish = _here(director, lambda course, at: more(course, at, frames))
    return _noted(director, deeds.held, wish, f"{MORE} s more{side}.")


def _wrap(director: Director, deeds: Deeds) -> str:
    wish = _here(director, wrap)
    return _noted(director, deeds.skipped, wish, "Coming to the end of this step.")


def _minute(by: int) -> Action:
    def minute(director: Director, _: Deeds) -> str:
        frames = to_frames(by * MINUTE, director.player.rate)
        end = clock(to_seconds(director.course.target + frames, director.player.rate))
        return director.change(
            lambda course, at: retime(course, at, course.target + frames), f"To {end} in all."
        )

    return minute


def _seconds(by: int) -> Action:
    def seconds(director: Director, _: Deeds) -> str:
        frames = to_frames(by, director.player.rate)
        return director.change(lambda course, at: jump(course, at, at + frames))

    return seconds


def _steps(by: int) -> Action:
    def steps(director: Director, deeds: Deeds) -> str:
        pressed = director.player.position

        def there(course: Course, at: int) -> Fitted:
            index = max(0, course.leg_at(pressed)) + by if by else course.leg_at(pressed)
            if by > 0 and index <= course.leg_at(at) < len(course.legs) - 1:
                return Fitted(course)  # it has come by itself meanwhile
            after = index >= len(course.legs)
            return jump(course, at, course.frames if after else course.legs[max(0, index)].start)

        return _noted(director, deeds.skipped if by > 0 else [], there)

    return steps


def _level(change: Callable[[Balance], Balance]) -> Action:
    def level(director: Director, _: Deeds) -> str:
        return director.turn(change(director.balance))

    return level


def _here(director: Director, wish: Wish) -> Wish:
    """A wish about the step in which the key was pressed, and about no other."""
    pressed = director.player.position

    def here(course: Course, at: int) -> Fitted:
        if course.leg_at(at) != course.leg_at(pressed):
            raise UsageError("This step is just over.")
        return wish(course, at)

    return here


def _noted(director: Director, titles: list[str], wish: Wish, done: str = "") -> str:
    """Carry a wish out; the step that it was about is written down, unless nothing came of it."""
    before, title = director.course, _step(director).title
    news = director.change(wish, done)
    if director.course is not before:
        titles.append(title)
    return news


def _step(director: Director) -> Step:
    """The step that is heard."""
    leg = director.course.legs[max(0, director.course.leg_at(director.player.position))]
    return leg.form.step


ACTIONS: Final[dict[str, Action]] = {
    ".": _hold,
    ",": _wrap,
    "f": _more,
    "[": _minute(-1),
    "]": _minute(1),
    "n": _steps(1),
    "p": _steps(-1),
    "r": _steps(0),
    "right": _seconds(JUMP),
    "left": _seconds(-JUMP),
    "9": _level(lambda balance: balance.voice(-1)),
    "0": _level(lambda balance: balance.voice(1)),
    "-": _level(lambda balance: balance.bed(-1)),
    "+": _level(lambda balance: balance.bed(1)),
    "=": _level(lambda balance: balance.bed(1)),
    "m": _level(lambda balance: balance.toggled()),
}
