"""Clips that arrive while their session is already heard.

One thread speaks and puts clips in, another plays and counts on them. What is counted on changes
only when the player says so: a plan, its lengths and its sound then always speak of the same clips.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import Say
from soothe.timeline.course import is_broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soothe.model import Clip, Timeline


class Arrivals:
    """The clips of a session, some of them still to come.

    Args:
        says: every sentence, in the order in which they are wanted.
        rate: frames per second.
        estimate: frames that a sentence will most likely take.
    """

    def __init__(self, says: Iterable[Say], rate: int, estimate: Callable[[Say], int]) -> None:
        self.clips: dict[Say, Clip] = {}
        """Those that are counted on."""
        self._rate = rate
        self._estimate = estimate
        self._scale = 1.0
        self._changed = threading.Condition()
        self._wanted = dict.fromkeys(says)
        self._come: dict[Say, Clip] = {}
        self._failure: Exception | None = None
        self._turned = self._over = False

    # -- who speaks -----------------------------------------------------------------------------

    def put(self, say: Say, clip: Clip) -> bool:
        """A clip has come; returns whether to go on in the same order."""
        with self._changed:
            self._wanted.pop(say, None)
            self._come[say] = clip
            self._changed.notify_all()
            return not (self._turned or self._over)

    def wanted(self) -> tuple[Say, ...]:
        """What is still to be spoken, the most urgent first; nothing once nobody listens."""
        with self._changed:
            self._turned = False
            return () if self._over else tuple(self._wanted)

    def fail(self, error: Exception) -> None:
        """No more clips will come; `count` raises the error, unless nobody listens any more."""
        with self._changed:
            self._failure = None if self._over else error
            self._changed.notify_all()

    # -- who plays ------------------------------------------------------------------------------

    def wait(self, seconds: float | None) -> None:
        """Wait until everything has come, at most so many seconds, and count on what there is.

        Raises:
            SootheError: speaking failed.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._wanted or self._failure, seconds)
        self.count()

    def count(self) -> bool:
        """Count on what has come; returns whether that is anything new.

        Raises:
            SootheError: speaking failed.
        """
        with self._changed:
            if self._failure:
                raise self._failure
            new, self._come = self._come, {}
        self.clips.update(new)
        if new:
            spoken = sum(clip.frames(self._rate) for clip in self.clips.values())
            self._scale = spoken / max(1, sum(map(self._estimate, self.clips)))
        return bool(new)

    @property
    def fresh(self) -> bool:
        """Whether something has come that is not yet counted on, or went wrong."""
        with self._changed:
            return bool(self._come or self._failure)

    @property
    def whole(self) -> bool:
        """Whether every clip is counted on."""
        with self._changed:
            return not (self._wanted or self._come)

    def known(self, say: Say) -> bool:
        """Whether a sentence is counted on."""
        return say in self.clips

    def frames(self, say: Say) -> int:
        """The length of a sentence: its own, or the estimate at the pace of those that came."""
        if say in self.clips:
            return self.clips[say].frames(self._rate)
        return max(1, round(self._estimate(say) * self._scale))

    def audible(self, timeline: Timeline) -> Timeline:
        """The timeline without the sentences that cannot be heard yet."""
        there = (
            each
            for each in timeline.placed
            if not isinstance(each.cue, Say) or is_broken(each.cue) or each.cue in self.clips
        )
        return replace(timeline, placed=tuple(there))

    def prefer(self, says: Iterable[Say]) -> None:
        """Let these be spoken next, in this order."""
        with self._changed:
            first = dict.fromkeys(say for say in says if say in self._wanted)
            before = next(iter(self._wanted), None)
            self._wanted = first | self._wanted
            self._turned |= next(iter(self._wanted), None) != before

    def stop(self) -> None:
        """Nobody listens any more."""
        with self._changed:
            self._over = True
