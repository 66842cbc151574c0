"""The player: what a person does with a session's sound.

It starts and stops the device and gives wishes to the producer (`producer.py`), which carries them
out a moment ahead of what is heard.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from soothe.errors import DeviceError
from soothe.play.places import STEP_BACK
from soothe.play.producer import FADE, Producer
from soothe.play.tape import Playing
from soothe.play.wish import Wish
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.play.device import Device
    from soothe.play.tape import Pcm

STOP_FADE = 0.08
"""Seconds of the last fade; with the margin and the device's period it stays below 0.2 s."""


class Player(Producer):
    """Plays `pcm` (`frames` long, at `rate`) through a device, from frame `start` on.

    A context manager: entering starts the sound, leaving fades it out and stops the device.

    Raises:
        DeviceError: on entering, when the device is missing or does not answer.
        Exception: on entering, whatever the first read of `pcm` raised.
    """

    def __init__(self, pcm: Pcm, frames: int, rate: int, device: Device, *, start: int = 0) -> None:
        super().__init__(pcm, frames, rate, start=start)
        self._device = device

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

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.paused:
            self.resume()
        else:
            self.pause()

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
