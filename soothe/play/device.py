"""What a device is: who asks for the sound, and when.

A paced device (a sound card, `null`) asks when it needs something and never waits. An unpaced one
(`null:fast`, `file:PATH`) waits for whatever is ready and never misses a frame, so that what it got
is exactly what was rendered; while the player rests, it rests too and runs on for nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from soothe.play.tape import Block


class Feed(Protocol):
    """Where a device gets its sound: the player, as a device sees it."""

    def take(self, frames: int) -> Block:
        """Exactly `frames` frames `(frames, 2)`, without waiting."""
        ...

    def late(self) -> None:
        """Report that the sound stopped for a moment, since the device came too late."""
        ...

    def wait(self, frames: int) -> Block | None:
        """Up to `frames` frames as soon as there are any; None at the very end."""
        ...

    def fail(self, error: Exception) -> None:
        """Report an error out of the device's own thread."""
        ...


class Device(Protocol):
    """A place where sound goes. After `stop` it may be started again."""

    paced: bool
    """Whether it asks for sound at the speed at which it is heard, and never waits."""

    def check(self) -> None:
        """Find out whether it can be used, without a sound.

        Raises:
            DeviceError: as `start`.
            UsageError: as `start`.
        """
        ...

    def start(self, feed: Feed, rate: int) -> None:
        """Begin to ask `feed` for stereo samples at `rate` frames per second.

        Raises:
            DeviceError: there is no such device, or it does not answer.
        """
        ...

    def stop(self) -> None:
        """Ask no more, and leave nothing half written."""
        ...
