"""The player: a thread makes sound a little ahead, the device takes it when it wants.

The device's callback must never wait for anything that computes, so it only copies out of the
`Lookahead`. The producer thread fills it. A command (pause, resume, seek) changes neither at once:
the producer makes the crossing first, a few hundredths of a second ahead of what is being heard,
and swaps it in when it is ready. A slow read then delays a key and never tears the sound.

All shared state is guarded by one condition; reading the mix happens outside it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

import numpy as np

from soothe.errors import DeviceError
from soothe.play.lookahead import Lookahead
from soothe.play.tape import Playing
from soothe.play.wish import Wish
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.play.device import Device
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
STOP_FADE = 0.08
"""Seconds of the last fade; with the margin and the device's period it stays below 0.2 s."""
STEP_BACK = 2.0
"""Seconds that are heard again after a pause."""


class Player:
    """Plays `pcm` (`frames` long, at `rate`) through a device, from frame `start` on.

    `asked` counts how often a paced device has come, `underruns` how often it found too little.

    A context manager: entering starts the sound, leaving fades it out and stops the device.

    Raises:
        DeviceError: on entering, when the device is missing or does not answer.
        Exception: on entering, whatever the first read of `pcm` raised.
    """

    def __init__(self, pcm: Pcm, frames: int, rate: int, device: Device, *, start: int = 0) -> None:
        self.frames = frames
        self.rate = rate
        self.asked = 0
        self.underruns = 0
        self._track = Playing(pcm, frames, 0)
        self._device = device
        self._changed = threading.Condition()
        self._ready = Lookahead()
        self._tape: Tape = self._track.at(start, 0)
        self._wish: Wish | None = None
        self._playing = True
        self._closed = False
        self._still = False
        self._kept = True
        self._failure: Exception | None = None
        self._producer = threading.Thread(target=self._produce, name="soothe-producer", daemon=True)

    def __enter__(self) -> Self:
        self._producer.start()
        with self._changed:
            self._changed.wait_for(self._primed)
        try:
            self.check()
            self._device.start(self, self.rate)
        except BaseException:
            self._shut()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._fade_out()
        finally:
            self._shut()
            self._device.stop()

    # -- what a person does ---------------------------------------------------------------------

    @property
    def position(self) -> int:
        """Frame of the track now heard, or about to be after the last command."""
        with self._changed:
            return self._position()

    @property
    def paused(self) -> bool:
        """True from `pause` to `resume`."""
        return not self._playing

    @property
    def finished(self) -> bool:
        """True once the last frame of the track was handed to the device."""
        with self._changed:
            return self._playing and self._wish is None and self._ready.head >= self._tape.end

    def pause(self) -> None:
        """Fade to silence and keep the place."""
        with self._changed:
            self._ask(self._wish.place if self._wish else None, playing=False)

    def resume(self) -> None:
        """Fade in again, `STEP_BACK` seconds before the place that was kept."""
        with self._changed:
            self._ask(self._position() - to_frames(STEP_BACK, self.rate), playing=True)

    def seek(self, frame: int) -> None:
        """Cross to another frame of the track; outside it counts as its nearest end."""
        with self._changed:
            self._ask(frame, playing=self._playing)

    def ahead(self, seconds: float) -> int:
        """Frame of the track so far ahead, or as far as sound is ready; the place of a pause."""
        with self._changed:
            self._changed.wait_for(self._obeyed)
            frames = min(to_frames(seconds, self.rate), self._ready.tail - self._ready.head)
            return self._tape.heard(self._ready.head + max(0, frames))

    def cross(self, pcm: Pcm, frames: int, place: int) -> bool:
        """Cross to another track, as long as `frames`, at its frame `place` and that of this one.

        Returns:
            False if `place` has gone by, or was left by a pause or its end; then nothing changed.
        """
        with self._changed:
            self._changed.wait_for(self._obeyed)
            track, self._track = self._track, Playing(pcm, frames, 0)
            if self._playing:
                at = self._ready.head + place - self._tape.heard(self._ready.head)
                self._wish = Wish(None, True, to_frames(FADE, self.rate), at)
                self._changed.notify_all()
                self._changed.wait_for(self._obeyed)
                if not self._kept:
                    self._track = track
                    return False
            self.frames = frames
            return True

    @contextmanager
    def still(self) -> Iterator[None]:
        """Make no more sound meanwhile; what is ready is heard."""
        with self._changed:
            self._changed.wait_for(self._obeyed)
            self._still = True
        try:
            yield
        finally:
            with self._changed:
                self._still = False
                self._changed.notify_all()

    def reconnect(self) -> None:
        """Open the device anew, if it is there; otherwise nothing changes."""
        with suppress(DeviceError):
            self._device.stop()
            self._device.start(self, self.rate)

    def check(self) -> None:
        """Raise what the producer or the device failed with, if anything."""
        if self._failure is not None:
            raise self._failure

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

    # -- the end --------------------------------------------------------------------------------

    def _fade_out(self) -> None:
        with self._changed:
            if not self._silent():
                place = self._wish.place if self._wish else None
                self._ask(place, playing=False, fade=STOP_FADE)
                self._changed.wait_for(self._silent, timeout=2 * STOP_FADE)

    def _shut(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._producer.join()
