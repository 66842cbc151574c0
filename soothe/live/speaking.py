"""A session's words, spoken on a thread of their own while its sound is heard already.

A quick voice has said everything before the first word is due, and the plan is that of a file. A
slow one has not: then the session is planned on estimated lengths, and the clips arrive while it is
heard.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction
from threading import Thread
from typing import TYPE_CHECKING

from soothe.errors import FitError
from soothe.order import asked_seconds, first_sound
from soothe.play.arrivals import Arrivals
from soothe.session import plan, wordings
from soothe.timeline.change import begin
from soothe.timeline.plan import prepare
from soothe.units import to_frames
from soothe.voices.ahead import THREADS
from soothe.voices.choose import open_voice
from soothe.voices.estimate import guessed

if TYPE_CHECKING:
    from soothe.model import Say, Script
    from soothe.order import Order
    from soothe.timeline.course import Course
    from soothe.voices import Speaker

NEAR = Fraction(1, 10)
"""How far from the asked length estimates may say that the session must be, to begin all the same:
the real lengths may yet allow it."""

LEAVING = 0.05
"""Seconds between two attempts to stop a voice."""


class Speaking:
    """One session's words; nothing happens until somebody asks for its course.

    Args:
        order: what is asked for, with its seed.

    Raises:
        UsageError: the asked length is none.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self._target = to_frames(asked_seconds(order), order.rate)
        self._arrivals: Arrivals | None = None
        self._speaker: Speaker | None = None
        self._thread: Thread | None = None

    def course(self, patience: float | None) -> tuple[Course, Arrivals]:
        """Have everything spoken, or as much as comes in so many seconds, and plan the session.

        Args:
            patience: seconds; None: wait for everything.

        Raises:
            SootheError: as `soothe.session.plan`.
        """
        script = next(wordings(self.order, (self.order.seed or 0,)))
        arrivals = self._begin(script)
        arrivals.wait(patience)
        if not arrivals.whole:
            return self._estimated(script, arrivals), arrivals
        try:
            return self._begun(script, arrivals, self._target), arrivals
        except FitError:
            plan(self.order)  # refuses too, with an offer of lengths that can be typed
            raise

    @property
    def engine(self) -> str:
        """Name of the engine that speaks; empty while it is not known."""
        return self._speaker.voice.engine if self._speaker else ""

    def stop(self) -> None:
        """Say no more, not even to the end of a sentence."""
        if self._arrivals:
            self._arrivals.stop()
        while self._thread and (busy := _busy(self._thread)):
            # More than once: the voice may be about to begin just now.
            if self._speaker:
                self._speaker.close()
            busy[0].join(LEAVING)

    def _begin(self, script: Script) -> Arrivals:
        guess = guessed(script, self.order.rate, self.order.pace)
        self._arrivals = Arrivals(script.says(), self.order.rate, guess)
        self._thread = Thread(target=self._speak, args=(script, self._arrivals), daemon=True)
        self._thread.start()
        return self._arrivals

    def _speak(self, script: Script, arrivals: Arrivals) -> None:
        order = self.order
        try:
            with open_voice(
                order.voice, lang=script.lang, pace=order.pace, pitch=order.pitch, fill=order.fill
            ) as self._speaker:
                while wanted := arrivals.wanted():
                    _speak(self._speaker, wanted, arrivals)
        except Exception as error:  # noqa: BLE001 - the listener's thread raises it
            arrivals.fail(error)

    def _begun(self, script: Script, arrivals: Arrivals, target: int) -> Course:
        order = self.order
        sound = first_sound(order, script)
        return begin(script, arrivals.frames, target, rate=order.rate, sound=sound)

    def _estimated(self, script: Script, arrivals: Arrivals) -> Course:
        """The course on estimates, to the asked length if the real ones may allow it."""
        reach = prepare(script, arrivals.frames, rate=self.order.rate).reach
        near = (each for each in reach.nearest(self._target) if each is not None)
        target = min(near, key=lambda each: abs(each - self._target))
        if abs(target - self._target) > NEAR * self._target:
            target = self._target
        return replace(self._begun(script, arrivals, target), target=self._target)


def _busy(speaking: Thread) -> list[Thread]:
    """The threads that are still at a sentence."""
    return [
        thread
        for thread in threading.enumerate()
        if thread is speaking or thread.name.startswith(THREADS)
    ]


def _speak(speaker: Speaker, wanted: tuple[Say, ...], arrivals: Arrivals) -> None:
    """Say what is wanted, until something else is wanted first."""
    for say, clip in speaker.speak(wanted):
        if not arrivals.put(say, clip):
            return
