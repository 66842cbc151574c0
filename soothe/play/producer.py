"""The producer: a thread makes sound a little ahead, the device takes it when it wants.

The device's callback must never wait for anything that computes, so it only copies out of the
`Lookahead`. The producer thread fills it. A wish (pause, resume, seek, another track) changes
neither at once: the producer makes the crossing first, a few hundredths of a second ahead of what
is being heard, and swaps it in when it is ready. A slow read then delays a key and never tears the
sound.

All shared state is guarded by one condition; reading the mix happens outside it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from soothe.play.lookahead import Lookahead
from soothe.play.tape import Crossing, Playing, Resting
from soothe.play.wish import Wish
from soothe.units import to_frames

if TYPE_CHECKING:
    from soothe.play.tape import Block, Pcm, Tape

BLOCK = 0.1
"""Seconds made at a time."""
AHEAD = 1.0
"""Seconds kept ready: what one slow read may cost."""
PRIMED = 0.3
"""Seconds that must be ready before the device is started."""
MARGIN = 0.03
"""Seconds between what is heard and where a command joins."""
FADE = 0.2
"""Seconds of a pause's or a seek's crossing."""
ENTRY = 1.0
"""Seconds in which the sound rises where a track does not begin at its beginning."""


class Producer:
    """Makes `pcm` (`frames` long, at `rate`) ready for a device, from frame `start` on.

    `asked` counts how often a paced device has come, `underruns` how often it found too little or
    came too late: then there was a gap in the sound.
    """

    def __init__(self, pcm: Pcm, frames: int, rate: int, *, start: int = 0) -> None:
        self.frames = frames
        self.rate = rate
        self.asked = 0
        self.underruns = 0
        self._track = Playing(pcm, frames, 0)
        self._changed = threading.Condition()
        self._ready = Lookahead()
        self._tape = _entering(self._track, start, to_frames(ENTRY, rate))
        self._wish: Wish | None = None
        self._playing = True
        self._closed = False
        self._still = False
        self._kept = True
        self._failure: Exception | None = None
        self._producer = threading.Thread(target=self._produce, name="soothe-producer", daemon=True)

    # -- what a device does ---------------------------------------------------------------------

    def take(self, frames: int) -> Block:
        """Exactly `frames` frames, at once; silence where there is nothing to be heard."""
        out = np.zeros((frames, 2), np.int16)
        with self._changed:
            missing = frames - self._ready.take(out)
            if missing and self._ready.tail < self._tape.end:
                self.underruns += 1
            self.asked += 1
            self._changed.notify_all()
        return out

    def late(self) -> None:
        """Count a device that came when it had nothing left."""
        self.underruns += 1

    def wait(self, frames: int) -> Block | None:
        """Up to `frames` frames as soon as there are any; None when the player was closed."""
        out = np.empty((frames, 2), np.int16)
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._ready.head < self._ready.tail)
            done = self._ready.take(out)
            self._changed.notify_all()
        return out[:done] if done else None

    def fail(self, error: Exception) -> None:
        """End the playing with an error that `check` raises."""
        with self._changed:
            self._failure = error
            self._closed = True
            self._changed.notify_all()

    # -- the producer ---------------------------------------------------------------------------

    def _produce(self) -> None:
        margin = to_frames(MARGIN, self.rate)
        try:
            while self._await_work():
                margin = self._make(margin)
        except Exception as error:  # noqa: BLE001 - whatever a read raises belongs to the listener
            self.fail(error)

    def _await_work(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wish or self._wants_more())
            return not self._closed

    def _make(self, margin: int) -> int:
        """Make one block; returns the margin for the next, wider when this one came too late."""
        with self._changed:
            wish, ready = self._wish, self._ready
            at = min(ready.tail, ready.head + margin) if wish else ready.tail
            if wish and wish.at is not None:
                at = wish.at
            # Settled at the head only: a command may yet take back what waits behind it.
            now = self._tape.settled(ready.head)
            tape = wish.turn(now, at, self._track) if wish else now
        frames = max(0, min(to_frames(BLOCK, self.rate), tape.end - at))
        block = tape.read(at, frames)
        with self._changed:
            if wish and (wish is not self._wish or at < self._ready.head):
                self._drop(wish)
                return 2 * margin
            self._ready.put(at, block)
            self._tape = tape
            if wish:
                self._wish, self._kept = None, True
            self._changed.notify_all()
        return to_frames(MARGIN, self.rate)

    # -- with the lock held ---------------------------------------------------------------------

    def _ask(self, place: int | None, *, playing: bool, fade: float = FADE) -> None:
        if place is not None:
            place = max(0, min(self.frames, place))
        self._wish = Wish(place, playing, to_frames(fade, self.rate))
        self._playing = playing
        self._changed.notify_all()

    def _drop(self, wish: Wish) -> None:
        """Give up a wish that came too late for the one moment at which it could come true."""
        if wish is self._wish and wish.at is not None:
            self._wish, self._kept = None, False
            self._changed.notify_all()

    def _obeyed(self) -> bool:
        return self._closed or self._wish is None

    def _position(self) -> int:
        if self._wish is not None and self._wish.place is not None:
            return self._wish.place
        return self._tape.position(self._ready.head)

    def _wants_more(self) -> bool:
        waiting = self._ready.tail - self._ready.head
        return (
            not self._still
            and self._ready.tail < self._tape.end
            and waiting < to_frames(AHEAD, self.rate)
        )

    def _primed(self) -> bool:
        enough = to_frames(PRIMED, self.rate)
        return self._closed or self._ready.tail >= min(enough, self._tape.end)

    def _silent(self) -> bool:
        return self._closed or (self._wish is None and self._ready.head >= self._tape.end)


def _entering(track: Playing, start: int, fade: int) -> Tape:
    """A track from its beginning, as it is; from any other frame on it rises out of silence."""
    there = track.at(start, 0)
    return Crossing(Resting(start), there, 0, fade) if start else there
