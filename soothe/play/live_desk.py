"""The desk of a session that follows its listener: what each key does, and what is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.meanwhile import meanwhile
from soothe.play.actions import ACTIONS, Deeds
from soothe.play.attendant import Attendant
from soothe.play.director import Director
from soothe.play.microphone import CLAP
from soothe.play.moment import Moment, moment
from soothe.play.screen import View
from soothe.timeline.change import retime
from soothe.timeline.rest import Fitted
from soothe.timeline.waits import delay, remind, stops
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from soothe.play.director import Session
    from soothe.play.player import Player
    from soothe.timeline.course import Course
    from soothe.timeline.waits import Stop

NEWS_TICKS = 60
"""Looks at the screen for which news stay on it: six seconds."""
READY = (" ", "\n", "\r", CLAP)
"""Keys that end a wait."""
REMINDER = 60
"""Seconds of waiting after which the session asks again."""
BRINK = 1.5
"""Seconds before the end of a wait in which it is made longer."""


class LiveDesk:
    """Keys and view of one performance; until the session has come, only pause and quit work."""

    def __init__(
        self,
        player: Player,
        title: str,
        *,
        wait_for_me: bool = False,
        prepare: Callable[[], Session] | None = None,
    ) -> None:
        self._player = player
        self._title = title
        self._wait_for_me = wait_for_me
        self._prepare = prepare
        self._coming: Future[Session] | None = None
        self._director: Director | None = None
        self._attendant: Attendant | None = None
        self._help = self._calm = False
        self._captions = True
        self._news = ""
        self._news_left = 0
        self._answered = -1
        self._asked: set[int] = set()
        self.quitting = False
        self.deeds = Deeds()

    @property
    def course(self) -> Course | None:
        """The plan as it stands; None before the session has come."""
        return self._director.course if self._director else None

    def direct(self, director: Director) -> None:
        """Let a director carry out what keys ask for."""
        self._director = director
        arrivals = director.session.arrivals
        self._attendant = Attendant(director, arrivals) if arrivals else None

    def press(self, key: str) -> None:
        """Do what a key asks for."""
        if key == "q":
            self.quitting = True
        elif key == "?":
            self._help = not self._help
        elif key == "c":
            self._captions = not self._captions
        elif key == "z":
            self._calm = not self._calm
        elif key in READY and self._director and (stop := self._stop()):
            self._go_on(self._director, stop)
        elif key == " ":
            self._player.toggle()
        elif self._director is None:
            self.say("" if key == CLAP else "One moment: the words are still being prepared.")
        elif key in ACTIONS:
            self.say(ACTIONS[key](self._director, self.deeds))

    def tick(self) -> None:
        """Take up the session once it has come; wait where the listener wants to be waited for."""
        if self._prepare is not None:
            # Not before the sound has begun, which it would hold up.
            self._coming = meanwhile(self._prepare)
            self._prepare = None
        if self._coming is not None and self._coming.done():
            self._enter(self._coming.result())
        self._news_left -= 1
        if self._attendant and not self._attendant.done:
            self.say(self._attendant.tick())
        brink = self._player.position + to_frames(BRINK, self._player.rate)
        if self._director and (stop := self._stop()) and stop.end < brink:
            self._wait(self._director, stop)

    def view(self, news: str) -> View:
        """This moment."""
        waiting = "Press space when you are ready." if self._stop() else ""
        recent = self._news if self._news_left > 0 else ""
        return View(
            **self._moment(),
            title=self._title,
            paused=self._player.paused,
            help=self._help,
            note=news or recent or waiting,
            captions=self._captions,
            calm=self._calm,
        )

    def _moment(self) -> Moment:
        if self._director:
            return moment(self._director.guide, self._player.position)
        return Moment(
            step=0,
            steps=0,
            step_title="Reading the words …",
            position=0.0,
            length=0.0,
            ticks=(),
            caption="",
        )

    def say(self, news: str) -> None:
        """Show news for a moment."""
        if news:
            self._news, self._news_left = news, NEWS_TICKS

    def _enter(self, session: Session) -> None:
        self._coming = None
        director = Director(self._player, session)
        director.enter()
        self.direct(director)

    # -- waiting for the listener ---------------------------------------------------------------

    def _stop(self) -> Stop | None:
        """The wait that is heard now, if the listener asked for waits and has not answered."""
        if not (self._wait_for_me and self._director):
            return None
        place = self._player.position
        now = (stop for stop in stops(self._director.course) if stop.start <= place < stop.end)
        return next((stop for stop in now if stop.start > self._answered), None)

    def _wait(self, director: Director, stop: Stop) -> None:
        """Wait longer: at first without a word, then asking again each time."""
        longer = to_frames(REMINDER, self._player.rate)
        if stop.start in self._asked:
            director.shift(lambda course, _: remind(course, stop, longer))
        else:
            director.shift(lambda course, at: delay(course, at, longer))
        self._asked |= {each.start for each in stops(director.course) if each.start >= stop.start}

    def _go_on(self, director: Director, stop: Stop) -> None:
        """What follows the wait comes now; only what the script had planned for it counts."""
        planned = stop.start not in self._asked
        self._answered = stop.start

        def now(course: Course, at: int) -> Fitted:
            sooner = delay(course, at, at - stop.end)
            return retime(sooner, at, course.target) if planned else Fitted(sooner)

        self.say(director.change(now))
