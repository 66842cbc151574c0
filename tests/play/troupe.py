"""A session that can change, with sound to be checked: a slow tone, a bump for each sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.profiles import PROFILES, Profile
from soothe.model import Line, Pause, Ready, Say, Script, Step
from soothe.play.director import Session
from soothe.timeline.change import begin
from soothe.timeline.course import is_broken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.model import Samples, Timeline

RATE = 200
SPOKEN = 3 * RATE
"""Frames of every sentence."""


def step(name: str, pair: str | None = None, *, lines: int = 3, ready: bool = False) -> Step:
    """A step whose lines are sentences of their own, with room to breathe."""
    said = [Line((Say(f"{name} {n}."), Pause(1, 12, 90))) for n in range(lines)]
    extra = Line((Say(f"{name} more."), Pause(2, 10, 60)), room=1)
    asked = Line((Ready(Say(f"{name} ready?"), 15.0),))
    return Step(
        name,
        name.title(),
        lines * 4 + 16 * ready,
        lines * 16,
        lines * 95 + 16 * ready,
        (*([asked] if ready else []), *said, extra),
        pair=pair,
        drop=1 if pair == "toes" else None,
    )


def script(*, ready: bool = False, lines: int = 3) -> Script:
    """Both feet and what surrounds them."""
    return Script(
        "feet",
        "Feet",
        "en",
        (
            step("settle", lines=lines, ready=ready),
            *(
                step(f"{side} {what}", what, lines=lines)
                for side in ("left", "right")
                for what in ("sole", "toes")
            ),
            step("rest", lines=lines),
        ),
    )


@dataclass(frozen=True)
class Whole:
    """One stem of a timeline."""

    timeline: Timeline
    tone: float = 0.1
    bumps: float = 0.5

    def read(self, start: int, frames: int) -> Samples:
        at = np.arange(start, start + frames)
        sound = self.tone * np.sin(2 * np.pi * at / (RATE * 2))
        for placed in self.timeline.placed:
            sounding = placed.start < start + frames and placed.start + placed.frames > start
            if sounding and isinstance(placed.cue, Say) and not is_broken(placed.cue):
                share = np.clip((at - placed.start) / placed.frames, 0, 1)
                sound = sound + self.bumps * np.sin(np.pi * share) ** 2
        return np.stack([sound, sound], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Sound:
    """A mix, as far as playing needs one."""

    timeline: Timeline
    profile: Profile = PROFILES["balanced"]
    rate: int = RATE

    @property
    def frames(self) -> int:
        return self.timeline.frames

    @property
    def stems(self) -> Mapping[str, Whole]:
        return {
            "voice": Whole(self.timeline, tone=0),
            "bed": Whole(self.timeline, bumps=0),
            "bells": Whole(self.timeline, 0, 0),
        }

    def read(self, start: int, frames: int) -> Samples:
        return Whole(self.timeline).read(start, frames)


def session(minutes: float = 10, *, ready: bool = False, lines: int = 3) -> Session:
    """Feet, for so many minutes."""
    words = script(ready=ready, lines=lines)
    course = begin(words, lambda _: SPOKEN, int(minutes * 60 * RATE), rate=RATE)
    return Session(course, Sound, "Feet")
