"""The attendant takes up sentences as they are spoken, and has the session wait for the others.

A slow voice must not hold up the sound. So the plan begins on estimates; now and then the clips
that came are counted in and the rest is fitted again, and before a sentence that is not there quiet
is put in. The promised end stays as long as the rest can give the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.play.director import ending
from soothe.timeline.arrive import arrive, due, to_come
from soothe.units import to_frames

if TYPE_CHECKING:
    from soothe.play.arrivals import Arrivals
    from soothe.play.director import Director
    from soothe.timeline.course import Course
    from soothe.timeline.rest import Fitted

BRINK = 2.0
"""Seconds before a sentence in which its clip has to be there."""
QUIET = 1.0
"""Seconds by which a sentence that is not there is put off at a time."""
REST_TICKS = 20
"""Ticks between two counts while nothing is urgent: each lets the rest be fitted and mixed."""

TELLING = 5.0
"""Seconds by which the end has to move to be told of."""
WAITING = "The voice is not ready with its next words; the sound goes on."


class Attendant:
    """Waits on one director for the clips of its session."""

    def __init__(self, director: Director, arrivals: Arrivals) -> None:
        self._director = director
        self._arrivals = arrivals
        self._ticks = 0
        self._planned: Course | None = None
        self._waiting = False
        self._told = 0

    @property
    def done(self) -> bool:
        """Whether everything has come."""
        return self._arrivals.whole

    def tick(self) -> str:
        """Do what is due; returns news for the listener.

        Raises:
            SootheError: speaking failed, or a word does not fit into its breath.
        """
        self._ticks += 1
        self._prefer()
        urgent = self._urgent(self._director.course, self._director.player.position)
        if not urgent and (self._ticks < REST_TICKS or not self._arrivals.fresh):
            return ""
        self._ticks = 0
        self._arrivals.count()
        self._director.change(self._counted)
        return WAITING if self._waiting else self._ending()

    def _ending(self) -> str:
        """When the session ends, if that has changed by as much as is worth telling."""
        course = self._director.course
        late = course.frames - course.target
        worth = to_frames(TELLING, course.margins.rate)
        if late == self._told or (abs(late - self._told) < worth and not self.done):
            return ""
        self._told = late
        return ending(course)

    def _prefer(self) -> None:
        """Let what comes next be spoken next, whenever the plan has changed."""
        if self._planned is not self._director.course:
            self._planned = self._director.course
            self._arrivals.prefer(to_come(self._planned, self._director.player.position))

    def _urgent(self, course: Course, at: int) -> bool:
        late = due(course, at, self._arrivals.known)
        return late is not None and late < at + to_frames(BRINK, self._director.player.rate)

    def _counted(self, course: Course, at: int) -> Fitted:
        lengths, known = self._arrivals.frames, self._arrivals.known
        fitted = arrive(course, at, lengths, known)
        self._waiting = self._urgent(fitted.course, at)
        if not self._waiting:
            return fitted
        return arrive(course, at, lengths, known, to_frames(QUIET, self._director.player.rate))
