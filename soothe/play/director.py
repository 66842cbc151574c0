"""The director: a session's plan, changed while the session is heard.

A wish becomes a new course that is the old one up to a moment just ahead, the course a new mix, and
the player crosses from mix to mix at that moment, where both still sound alike. Working it out
takes hundredths of a second, of which the player has a second ready; should the moment pass all the
same, a later one is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from soothe.errors import UsageError
from soothe.play.balance import Balance
from soothe.play.guide import Guide
from soothe.play.producer import AHEAD
from soothe.timeline.rest import Fitted
from soothe.timeline.waits import delay
from soothe.units import clock, to_frames, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.mix import Mix
    from soothe.model import Timeline
    from soothe.play.arrivals import Arrivals
    from soothe.play.player import Player
    from soothe.timeline.course import Course

    Wish: TypeAlias = Callable[[Course, int], Fitted]
    """From a course and the frame from which on it may change to a new one."""

BEFORE_WORDS = 0.9
"""Seconds before the first word in which the sound already makes room for it."""
LEADS = (0.25, 0.5, AHEAD)
"""Seconds between a key and what it changes, in order of trial."""


@dataclass(frozen=True, slots=True)
class Session:
    """What is to be played: its plan, and how a timeline of it becomes sound."""

    course: Course
    mix: Callable[[Timeline], Mix]
    title: str = ""
    arrivals: Arrivals | None = None
    """Its clips, where some may still be on their way."""

    @property
    def seed(self) -> int:
        """Of the script."""
        return self.course.script.seed


@dataclass(slots=True)
class Director:
    """Changes one session while a player plays it."""

    player: Player
    session: Session
    course: Course = field(init=False)
    guide: Guide = field(init=False)
    balance: Balance = field(default_factory=Balance)
    apart: bool = False
    """Whether the two sides of a pair have become unequal."""

    def __post_init__(self) -> None:
        self._accept(self.session.course)

    def enter(self) -> None:
        """Cross from the sound before the first word to the session; later, if need be."""
        words = to_frames(BEFORE_WORDS, self.player.rate)
        crossed = False
        while not crossed:
            self.player.check()
            with self.player.still():
                place = self.player.ahead(LEADS[-1])
                late = max(0, place + words - self.session.course.legs[0].start)
                crossed = self._crossed(delay(self.session.course, 0, late), place)

    def change(self, wish: Wish, done: str = "") -> str:
        """Carry a wish out.

        Returns:
            `done`, with what could not be kept; or why nothing has changed.
        """
        was_late = self.course.frames - self.course.target
        for lead in LEADS:
            with self.player.still():
                place = self.player.ahead(lead)
                if place + self.player.rate > self.course.frames:
                    return "The session is over."
                try:
                    fitted = wish(self.course, place)
                except UsageError as error:
                    return str(error)
                if self._crossed(fitted.course, place):
                    return " ".join(filter(None, (done, self._cost(fitted, was_late))))
        return "The computer is too busy just now. Please press the key again."

    def turn(self, balance: Balance) -> str:
        """Change the levels."""
        self.balance = balance
        return self.change(lambda course, _: Fitted(course), str(balance))

    def shift(self, change: Callable[[Course, int], Course]) -> str:
        """Carry out a change after which nothing has to be fitted."""
        return self.change(lambda course, at: Fitted(change(course, at)))

    def _crossed(self, course: Course, place: int) -> bool:
        mix = self.session.mix(course.timeline())
        if not self.player.cross(self.balance.pcm(mix, self.session.seed), mix.frames, place):
            return False
        self._accept(course)
        return True

    def _accept(self, course: Course) -> None:
        self.course = course
        self.guide = Guide(course.timeline())

    def _cost(self, fitted: Fitted, was_late: int) -> str:
        """What a change could not keep; nothing if it kept everything."""
        news = []
        if fitted.apart and not self.apart:
            news.append("The two sides no longer last equally long.")
        self.apart = fitted.apart
        if fitted.late != was_late:
            news.append(ending(fitted.course))
        return " ".join(news)


def ending(course: Course) -> str:
    """When a course ends, measured by what was asked."""
    rate, late = course.margins.rate, course.frames - course.target
    end, by = (clock(to_seconds(frames, rate)) for frames in (course.frames, abs(late)))
    if late > 0:
        return f"Too little time is left: it ends at {end}, {by} later than asked."
    if late < 0:
        return f"Too little is left to fill the time: it ends at {end}, {by} sooner than asked."
    return f"It ends at {end} again."
