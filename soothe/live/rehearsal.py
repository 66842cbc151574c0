"""From an order to a performance: what can sound at once, and a function that prepares the rest.

Untouched, the performance is sample for sample what `soothe.session.render` would have made, unless
its voice was so slow that the session had to begin without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from soothe.beds import open_bed
from soothe.catalogue import cache_folder, find_script
from soothe.live.first import open_first
from soothe.live.resume import resumed
from soothe.live.speaking import Speaking
from soothe.mix import find_profile, find_tone
from soothe.mix.studio import Studio, opening
from soothe.order import first_sound, seed_of_the_day
from soothe.play.balance import pcm_of
from soothe.play.director import Session
from soothe.play.perform import Opening
from soothe.script import describe
from soothe.store import usable
from soothe.timeline.margins import FADE_IN
from soothe.timeline.waits import delay, linger
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from soothe.beds import Bed
    from soothe.mix.mixer import Mix
    from soothe.mix.profiles import Profile
    from soothe.model import Timeline
    from soothe.order import Order
    from soothe.play.places import Place
    from soothe.script import Header
    from soothe.timeline.course import Course

OPENING = 3600
"""Seconds that the sound before the first word can last."""
PATIENCE = 3.0
"""Seconds in which a voice has to say everything, or the session begins on estimates. The built-in
one needs two for a session that it has never said; the first word is due after four."""


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
    stop: Callable[[], None]
    """Lets go of the voice, whatever it still had to say."""


def rehearse(
    order: Order,
    extras: Extras | None = None,
    *,
    patient: bool = False,
    bed: Future[Bed] | None = None,
) -> Rehearsal:
    """Make ready what can be heard at once.

    Args:
        order: what is asked for.
        extras: what the performance has beyond a file.
        patient: whether to wait for a slow voice until it has said everything; otherwise the
            session begins on estimates. What is taken up again, and a sound whose level depends on
            the words, always waits.
        bed: the sound that the session begins with, where somebody has begun to open it.

    Raises:
        UsageError: a name that does not exist.
        SoundError: the sound cannot be used.
    """
    extras = extras or Extras()
    order = replace(order, seed=seed_of_the_day() if order.seed is None else order.seed)
    header = describe(find_script(order.script))
    open_sound = _opener(order, first_sound(order, header), bed or open_first(order, header))
    start = to_frames(extras.place.elapsed, order.rate) if extras.place else 0
    opening = _opening(order, header, open_sound(first_sound(order, header)))
    patient = patient or opening is None or extras.place is not None
    speaking = Speaking(order)
    return Rehearsal(
        header,
        order,
        opening,
        lambda: _prepared(speaking, open_sound, extras, None if patient else PATIENCE),
        start,
        speaking.stop,
    )


def _opener(order: Order, first: str, bed: Future[Bed]) -> Callable[[str], Bed]:
    @cache
    def open_sound(spec: str) -> Bed:
        if spec == first:
            return bed.result()
        return open_bed(spec, seed=order.seed or 0, rate=order.rate)

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


def _prepared(
    speaking: Speaking, open_sound: Callable[[str], Bed], extras: Extras, patience: float | None
) -> Session:
    course, arrivals = speaking.course(patience)
    course = _extended(course, extras)
    script, order = course.script, speaking.order
    studio = Studio(
        arrivals.clips,
        open_sound(first_sound(order, script)),
        profile=_profile(order, sleepy=script.ending == "sleep"),
        tone=find_tone(order.tone, speaking.engine),
        open_bed=open_sound,
        cache=usable(cache_folder()) / "takes",
    )

    def mix(timeline: Timeline) -> Mix:
        return studio.mix(arrivals.audible(timeline))

    mix(course.timeline())
    return Session(course, mix, script.title, arrivals)


def _extended(course: Course, extras: Extras) -> Course:
    rate = course.margins.rate
    if extras.lead_in:
        course = delay(course, 0, to_frames(extras.lead_in, rate))
    if extras.sleep_on is not None:
        course = linger(course, to_frames(extras.sleep_on, rate))
    return resumed(course, extras.place) if extras.place else course
