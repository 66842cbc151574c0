"""Playing a session to a person: the loop that ties player, keys and screen together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.errors import DeviceError
from soothe.play.guide import Guide
from soothe.play.player import Player
from soothe.play.screen import View
from soothe.units import to_frames, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.model import Timeline
    from soothe.play.device import Device
    from soothe.play.keys import Keys
    from soothe.play.tape import Pcm
    from soothe.play.terminal import Screen

TICK = 0.1
"""Seconds between two looks at the player."""
PATIENCE = 5
"""Seconds that a sound device may stay away."""
JUMP = 10
"""Seconds of an arrow key."""


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
    """How often the device found nothing ready."""


def play(
    timeline: Timeline,
    pcm: Pcm,
    device: Device,
    keys: Keys,
    screen: Screen,
    *,
    title: str = "",
    start: int = 0,
) -> Outcome:
    """Play `pcm`, which is as long as `timeline`, from frame `start` until its end or a `q`.

    Raises:
        DeviceError: the device is missing or failed.
        Exception: whatever reading `pcm` raised.
    """
    desk = _Desk(timeline, title)
    interrupted = False
    with Player(pcm, timeline.frames, timeline.rate, device, start=start) as player:
        try:
            with keys, screen:
                desk.run(player, keys, screen)
        except KeyboardInterrupt:
            interrupted = True
        outcome = Outcome(player.position, player.finished, interrupted, player.underruns)
    player.check()
    return outcome


class _Heartbeat:
    """Notices a device that asks no more: unplugged, or fallen asleep."""

    def __init__(self) -> None:
        self._asked = 0
        self._missed = 0

    def beat(self, asked: int) -> None:
        """Compare a paced device's count with that of a tick ago; 0 says that it is not paced."""
        same = asked == self._asked and asked > 0
        self._missed = self._missed + 1 if same else 0
        self._asked = asked
        if self._missed * TICK > PATIENCE:
            raise DeviceError(
                f"The sound device has stopped answering for {PATIENCE} seconds. "
                f"Check that it is still connected and start again."
            )


class _Desk:
    """What keys do and what the screen shows, for one session."""

    def __init__(self, timeline: Timeline, title: str) -> None:
        self._timeline = timeline
        self._title = title
        self._guide = Guide(timeline)
        self._help = False
        self._quit = False
        self._ticks = tuple(to_seconds(start, timeline.rate) for start in self._guide.starts)

    def run(self, player: Player, keys: Keys, screen: Screen) -> None:
        heart = _Heartbeat()
        while not (self._quit or player.finished):
            player.check()
            screen.show(self.view(player))
            pressed = keys.poll(TICK)
            if not pressed:
                heart.beat(player.asked)
            for key in pressed:
                self.press(key, player)

    def press(self, key: str, player: Player) -> None:
        if key == "q":
            self._quit = True
        elif key == "?":
            self._help = not self._help
        elif key in _ACTIONS:
            _ACTIONS[key](player, self._guide)

    def view(self, player: Player) -> View:
        position, rate = player.position, self._timeline.rate
        step, caption = self._guide.step(position), self._guide.caption(position)
        return View(
            title=self._title,
            step=step + 1,
            steps=len(self._timeline.spans),
            step_title=self._timeline.spans[step].step.title,
            position=to_seconds(position, rate),
            length=to_seconds(self._timeline.frames, rate),
            ticks=self._ticks,
            caption=caption.text if caption else "",
            paused=player.paused,
            help=self._help,
        )


def _toggle(player: Player, _: Guide) -> None:
    if player.paused:
        player.resume()
    else:
        player.pause()


def _jump(seconds: int) -> Callable[[Player, Guide], None]:
    def jump(player: Player, _: Guide) -> None:
        player.seek(player.position + to_frames(seconds, player.rate))

    return jump


def _step(by: int) -> Callable[[Player, Guide], None]:
    def step(player: Player, guide: Guide) -> None:
        player.seek(guide.step_start(guide.step(player.position) + by))

    return step


_ACTIONS = {
    " ": _toggle,
    "right": _jump(JUMP),
    "left": _jump(-JUMP),
    "n": _step(1),
    "p": _step(-1),
    "r": _step(0),
}
