"""A session that is taken up again: the same place, with the time that it had left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.timeline.change import retime
from soothe.timeline.skip import PEACE, jump
from soothe.units import to_frames

if TYPE_CHECKING:
    from soothe.play.places import Place
    from soothe.timeline.course import Course


def resumed(course: Course, place: Place) -> Course:
    """The course of a session that goes on at a place where it was left."""
    rate = course.margins.rate
    at, target = to_frames(place.elapsed, rate), to_frames(place.target, rate)
    if target != course.target:
        course = retime(course, course.settled, target).course
    legs = [leg for leg in course.legs if leg.form.step.id == place.step]
    if not legs:
        return course
    there = min(legs[0].start + to_frames(place.within, rate), legs[0].end - 1)
    if there == at:
        return course
    return jump(course, max(0, at - to_frames(PEACE, rate)), there).course
