"""A session that somebody presses keys at for as long as it lasts, and whether it kept its word.

The sessions of the tests are short; `benchmarks/hour.py` runs the same at length.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from soothe.play.perform import perform
from soothe.play.player import Player
from soothe.play.producer import FADE
from soothe.units import to_frames

from .stage import Album, Fingers, Hand

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from soothe.play.director import Session
    from soothe.play.perform import Performance
    from soothe.play.screen import View
    from soothe.play.tape import Block, Pcm

STEADY = [*".,ff[]", *"9900-+mmcz?", " ", " "]
"""Keys after which no sentence is lost or said twice; but a pause says two seconds again."""
SKIPS = [*"nppprrr", "left", "left", "right"]
"""More back than on, so that the hour lasts."""
AROUND = 2.5
"""Seconds around a key in which what it does is heard."""


class Stage(Hand):
    """A hand-driven device at any rate."""

    def start(self, feed, rate):
        self.player, self.rate = feed, rate
        self.starts += 1


@dataclass
class Witness(Fingers):
    """Presses keys, and remembers where in the sound and in which track."""

    hand: Stage
    presses: list[tuple[float, str]]
    """(seconds before it, key)."""
    sources: list[Pcm]
    """Every track that was played, in order; somebody else adds to it."""
    moments: list[tuple[int, int, int]] = field(default_factory=list)
    """(frames heard, frame of the track, number of sources) at each key."""

    def __post_init__(self):
        self.entered = self.left = False
        self._due = iter(self.presses)

    def poll(self, timeout):
        assert timeout > 0
        seconds, key = next(self._due, (3600.0, ""))
        rate = self.hand.rate
        # In pieces, so that the desk looks at the player as often as it would.
        while seconds > 0 and not self.hand.player.finished and not self.hand.player.paused:
            self.hand.pull(to_frames(min(seconds, 1.0), rate))
            seconds -= 1.0
        self.hand.pull(to_frames(0.3, rate))
        self.moments.append((self.hand.frames, self.hand.player.position, len(self.sources)))
        return (key,) if key else ()


@dataclass(frozen=True)
class Hour:
    """What was heard, seen and left."""

    heard: Block
    views: list[View]
    done: Performance
    witness: Witness


def presses(seed: int, count: int, every: float, keys: list[str]) -> list[tuple[float, str]]:
    """Random keys, on average `every` seconds apart; every pause ends."""
    chance = random.Random(seed)  # noqa: S311 - a script of keys
    made = [(chance.uniform(0, 2 * every), chance.choice(keys)) for _ in range(count)]
    paused = sum(key == " " for _, key in made) % 2
    return [*made, *[(1.0, " ")] * paused]


def sit_through(session: Session, keys: list[tuple[float, str]], patch: pytest.MonkeyPatch) -> Hour:
    """Play a session to its end while keys are pressed."""
    sources: list[Pcm] = []
    for name in ("__init__", "cross"):
        _overhear(patch, name, sources)
    hand, album = Stage(), Album()
    witness = Witness(hand, keys, sources)
    done = perform(lambda: session, hand, witness, album)
    return Hour(hand.heard, album.views, done, witness)


def faults(hour: Hour, *, skips: bool) -> Iterator[str]:
    """What was not as promised; nothing if all was.

    Args:
        hour: what was heard.
        skips: whether keys were pressed that lose sentences or say them again.
    """
    outcome, course = hour.done.outcome, hour.done.course
    if not outcome.finished:
        yield "it did not end"
    if outcome.underruns:
        yield f"{outcome.underruns} underruns"
    told = any("nds at" in view.note for view in hour.views)
    if course.frames != course.target and not told:
        yield f"ends {course.frames - course.target} frames late, and nobody was told"
    if not skips:
        yield from _words(hour)
    yield from _jumps(hour)


def _words(hour: Hour) -> Iterator[str]:
    """Lines that are heard twice, or not at all in a step that was kept and not wrapped up."""
    legs = hour.done.course.legs
    if len({leg.index for leg in legs}) < len(legs):
        yield "a step was heard twice"
    for leg in legs:
        name = leg.form.step.id
        marks = [(bar.piece.line, bar.piece.mark) for bar in leg.bars if not bar.piece.added]
        if len(set(marks)) < len(marks):
            yield f"a line of {name} was heard twice"
        lost = {item.line for item in leg.form.flows[0].items} - {line for line, _ in marks}
        if lost and leg.form.step.title not in hour.done.deeds.skipped:
            yield f"{name} lost its lines {lost}"


def _jumps(hour: Hour) -> Iterator[str]:
    """Steps of the samples near a key that are larger than any of the tracks' own there."""
    rate, moments = hour.witness.hand.rate, hour.witness.moments
    around = to_frames(AROUND, rate)
    crossing = 32767 * np.pi / 2 / to_frames(FADE, rate)
    for heard in sorted({moment[0] for moment in moments}):
        near = [each for each in moments if heard - 1 < each[0] <= heard + around]
        own = max(map(_own, repeat(hour), near, repeat(around)))
        steepest = _steepest(hour.heard[heard : heard + around])
        if steepest > own + crossing + 2:
            yield f"a jump of {steepest} at {heard}, where the tracks have {own}"


def _own(hour: Hour, moment: tuple[int, int, int], around: int) -> int:
    """The steepest step of the tracks before and after a key, about the place of the key."""
    _, place, sources = moment
    start = max(0, place - around)
    tracks = hour.witness.sources[max(0, sources - 1) : sources + 2]
    return max((_steepest(pcm(start, 3 * around)) for pcm in tracks), default=0)


def _steepest(block: Block) -> int:
    return int(np.abs(np.diff(block.astype(np.int32), axis=0)).max(initial=0))


def _overhear(patch: pytest.MonkeyPatch, name: str, sources: list[Pcm]) -> None:
    """Remember every track that a player is given."""
    plain = getattr(Player, name)

    def given(self, pcm, *args, **options):
        sources.append(pcm)
        return plain(self, pcm, *args, **options)

    patch.setattr(Player, name, given)
