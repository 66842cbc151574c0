"""From an order to a performance: a session that is played as it is prepared, and can change.

`rehearse` gives what can sound at once and a function that prepares the rest. Untouched, the
performance is sample for sample what `soothe.session.render` would have made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from soothe.beds import open_bed
from soothe.catalogue import cache_folder, find_script
from soothe.mix import find_profile, find_tone
from soothe.mix.studio import Studio, opening
from soothe.play.balance import pcm_of
from soothe.play.director import Session
from soothe.play.perform import Opening
from soothe.script import describe
from soothe.session import plan, seed_of_the_day
from soothe.store import usable
from soothe.timeline.change import begin, retime
from soothe.timeline.margins import FADE_IN
from soothe.timeline.skip import PEACE, jump
from soothe.timeline.waits import delay, linger
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.beds import Bed
    from soothe.mix.profiles import Profile
    from soothe.model import Say
    from soothe.play.places import Place
    from soothe.script import Header
    from soothe.session import Order
    from soothe.timeline.course import Course

OPENING = 3600
"""Seconds that the sound before the first word can last."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a performance has beyond what a file has, in seconds."""

    lead_in: float = 0.0
    """Sound before the first word."""
    sleep_on: float | None = None
    """Sound after the last word, ever less; None: the session's own fade."""
    place: Place | None = None
    """Where to go on."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A performance that can begin."""

    header: Header
    order: Order
    """With its seed decided."""
    opening: Opening | None
    prepare: Callable[[], Session]
    start: int
    """Frame at which it begins."""


def rehearse(order: Order, extras: Extras | None = None) -> Rehearsal:
    """Make ready what can be heard at once.

    Raises:
        UsageError: a name that does not exist.
        SoundError: the sound cannot be used.
    """
    extras = extras or Extras()
    order = replace(order, seed=seed_of_the_day() if order.seed is None else order.seed)
    header = describe(find_script(order.script))
    open_sound = _opener(order)
    start = to_frames(extras.place.elapsed, order.rate) if extras.place else 0
    return Rehearsal(
        header,
        order,
        _opening(order, header, open_sound(order.sound or header.sound)),
        lambda: _prepared(order, open_sound, extras),
        start,
    )


def _opener(order: Order) -> Callable[[str], Bed]:
    seed = order.seed or 0

    @cache
    def open_sound(spec: str) -> Bed:
        return open_bed(spec, seed=seed, rate=order.rate)

    return open_sound


def _opening(order: Order, header: Header, bed: Bed) -> Opening | None:
    """The sound before the first word, with the levels that the session will most likely have."""
    usual = {param.name: param.default for param in header.params}
    asked = order.choices.get("ending", usual.get("ending"))
    profile = _profile(order, sleepy=asked == "sleep")
    stem = opening(bed, profile, rate=order.rate, fade_in=FADE_IN * order.rate)
    if stem is None:
        return None
    return Opening(pcm_of(stem, order.seed or 0), OPENING * order.rate, order.rate, header.title)


def _profile(order: Order, *, sleepy: bool) -> Profile:
    return find_profile(order.mix or ("sleep" if sleepy else "balanced"))


def _prepared(order: Order, open_sound: Callable[[str], Bed], extras: Extras) -> Session:
    planned = plan(order)
    script = planned.script
    sound = order.sound or script.sound

    def length(say: Say) -> int:
        return planned.clips[say].frames(order.rate)

    course = begin(script, length, planned.timeline.frames, rate=order.rate, sound=sound)
    course = _extended(course, extras)
    studio = Studio(
        planned.clips,
        open_sound(sound),
        profile=_profile(order, sleepy=script.ending == "sleep"),
        tone=find_tone(order.tone),
        open_bed=open_sound,
        cache=usable(cache_folder()) / "takes",
    )
    studio.mix(course.timeline())
    return Session(course, studio.mix, script.title)


def _extended(course: Course, extras: Extras) -> Course:
    rate = course.margins.rate
    if extras.lead_in:
        course = delay(course, 0, to_frames(extras.lead_in, rate))
    if extras.sleep_on is not None:
        course = linger(course, to_frames(extras.sleep_on, rate))
    return resumed(course, extras.place) if extras.place else course


def resumed(course: Course, place: Place) -> Course:
    """The course of a session that is taken up again: the same place, with the time it had left."""
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
