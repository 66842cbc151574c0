"""Playing to a person: the loop that ties player, keys and screen together.

What keys do and what is to be seen is a desk's business: that of a track which is what it is
(`track_desk.py`), or that of a session which follows its listener (`live_desk.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from soothe.play.pulse import TICK
from soothe.play.signals import requests

if TYPE_CHECKING:
    from soothe.play.keys import Keys
    from soothe.play.pulse import Pulse
    from soothe.play.screen import View
    from soothe.play.terminal import Screen


@dataclass(frozen=True, slots=True)
class Outcome:
    """How playing ended."""

    position: int
    """Frame of the track reached."""
    finished: bool
    """True when the track was heard to its end."""
    interrupted: bool = False
    """True after Ctrl-C."""
    underruns: int = 0
    """How often there was a gap in the sound, since the computer was too busy."""


class Desk(Protocol):
    """What keys do and what is to be seen."""

    quitting: bool
    """True once the person wants to stop."""

    def press(self, key: str) -> None:
        """Do what a key asks for."""
        ...

    def tick(self) -> None:
        """Do what is due without a key."""
        ...

    def view(self, news: str) -> View:
        """This moment, with news about the sound device, if there are any."""
        ...


class Sounding(Protocol):
    """What is heard: a player, or a recital that nothing can change."""

    underruns: int

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def position(self) -> int:
        """Frame of the track now heard."""
        ...

    @property
    def finished(self) -> bool:
        """True once the track was heard to its end."""
        ...

    def check(self) -> None:
        """Raise what it failed with, if anything."""
        ...


def run(
    player: Sounding, desk: Desk, keys: Keys, screen: Screen, pulse: Pulse | None = None
) -> Outcome:
    """Start the sound and stay until its end, a `q` or Ctrl-C.

    Args:
        player: what is heard.
        desk: what keys do and what is to be seen.
        keys: what the person wants.
        screen: what the person sees.
        pulse: notices a device that has gone.

    Raises:
        DeviceError: the device is missing.
        SystemExit: the system asks the program to end.
        Exception: whatever making the sound raised.
    """
    interrupted = False
    with requests() as asked, player:
        try:
            with keys, screen:
                while not (desk.quitting or player.finished):
                    _turn(player, desk, keys, screen, pulse)
                    asked.heed()
        except KeyboardInterrupt:
            interrupted = True
        outcome = Outcome(player.position, player.finished, interrupted, player.underruns)
    player.check()
    return outcome


def _turn(player: Sounding, desk: Desk, keys: Keys, screen: Screen, pulse: Pulse | None) -> None:
    """Show this moment, and do what is asked for in the next tenth of a second."""
    player.check()
    desk.tick()
    screen.show(desk.view(pulse.news if pulse else ""))
    pressed = keys.poll(TICK)
    if pulse and not pressed:
        pulse.beat()
    for key in pressed:
        desk.press(key)
