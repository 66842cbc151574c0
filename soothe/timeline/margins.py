"""What surrounds the steps: the bed rises, the steps speak, the bed falls, a second of silence.

A sleep ending fades for a part of the whole length, so the room left for the steps depends on the
target in a bent line. It never shrinks as the target grows and never jumps by more than one frame,
so every length of the steps belongs to at least one length of the track.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soothe.model import Ending

FADE_IN = 4
"""Seconds in which the bed rises before the first word."""
GET_UP_FADE = 8
"""Seconds in which the bed falls when the listener gets up."""
SLEEP_FADE = (15, 180)
"""Least and most seconds in which the bed falls when the listener stays asleep."""
SLEEP_PERCENT = 12
"""Part of the whole length that the fall takes between the two."""
SILENCE = 1
"""Seconds of true silence at the very end."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The time around the steps, in frames."""

    rate: int
    ending: Ending

    @property
    def fade_in(self) -> int:
        """Frames before the first step."""
        return FADE_IN * self.rate

    @property
    def silence(self) -> int:
        """Frames of silence at the end."""
        return SILENCE * self.rate

    def fade_out(self, target: int) -> int:
        """Frames between the last step and the silence in a track of `target` frames."""
        if self.ending == "get-up":
            return GET_UP_FADE * self.rate
        least, most = (seconds * self.rate for seconds in SLEEP_FADE)
        return min(most, max(least, (SLEEP_PERCENT * target + 50) // 100))

    def content(self, target: int) -> int:
        """Frames left for the steps; negative where the track is too short for its margins."""
        return target - self.fade_in - self.fade_out(target) - self.silence

    def shortest(self, content: int) -> int:
        """The shortest track with exactly `content` frames of steps."""
        least = content + self.fade_in + self.fade_out(0) + self.silence
        most = content + self.fade_in + self._longest_fade + self.silence
        return least + bisect_left(range(least, most), content, key=self.content)

    def longest(self, content: int) -> int:
        """The longest track with exactly `content` frames of steps."""
        return self.shortest(content + 1) - 1

    @property
    def _longest_fade(self) -> int:
        return (GET_UP_FADE if self.ending == "get-up" else SLEEP_FADE[1]) * self.rate
