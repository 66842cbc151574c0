"""Playing to a person: the loop that ties player, keys and screen together.

`play` is for a track that is what it is, such as the preview of a voice. A session that follows
its listener is performed (`perform.py`), by the same loop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypedDict

from soothe.play.guide import Guide
from soothe.play.player import Player
from soothe.play.screen import View
from soothe.play.signals import terminable
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
PATIENCE = 2
"""Seconds without a word from a sound device after which it counts as gone."""
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
        DeviceError: the device is missing.
        Exception: whatever reading `pcm` raised.
    """
    player = Player(pcm, timeline.frames, timeline.rate, device, start=start)
    return run(player, _Track(player, timeline, title), keys, screen)


def run(player: Player, desk: Desk, keys: Keys, screen: Screen) -> Outcome:
    """Start the sound and stay until its end, a `q` or Ctrl-C.

    Raises:
        DeviceError: the device is missing.
        Exception: whatever making the sound raised.
    """
    interrupted = False
    with terminable(), player:
        try:
            with keys, screen:
                _run(player, desk, keys, screen)
        except KeyboardInterrupt:
            interrupted = True
        outcome = Outcome(player.position, player.finished, interrupted, player.underruns)
    player.check()
    return outcome


def _run(player: Player, desk: Desk, keys: Keys, screen: Screen) -> None:
    pulse = Pulse(player)
    while not (desk.quitting or player.finished):
        player.check()
        desk.tick()
        screen.show(desk.view(pulse.news))
        pressed = keys.poll(TICK)
        if not pressed:
            pulse.beat()
        for key in pressed:
            desk.press(key)


class Pulse:
    """Notices a device that asks no more, pauses, and goes on when it is back."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._asked = 0
        self._missed = 0
        self._was_paused = False
        self.news = ""

    def beat(self) -> None:
        """Compare a paced device's count with that of a tick ago; 0 says that it is not paced."""
        asked = self._player.asked
        same = asked == self._asked and asked > 0
        self._asked = asked
        if not same:
            self._back()
        self._missed = self._missed + 1 if same else 0
        if same and self._missed % (PATIENCE / TICK) == 0:
            self._gone()

    def _gone(self) -> None:
        if not self.news:
            self._was_paused = self._player.paused
            self._player.pause()
            self.news = "The sound device has gone. It goes on when it is back; q stops."
        self._player.reconnect()

    def _back(self) -> None:
        if self.news and not self._was_paused:
            self._player.resume()
        self.news = ""


class _Track:
    """The desk of a track that cannot change."""

    def __init__(self, player: Player, timeline: Timeline, title: str) -> None:
        self._player = player
        self._title = title
        self._guide = Guide(timeline)
        self._help = False
        self.quitting = False

    def press(self, key: str) -> None:
        if key == "q":
            self.quitting = True
        elif key == "?":
            self._help = not self._help
        elif key == " ":
            toggle(self._player)
        elif key in _SKIPS:
            self._player.seek(_SKIPS[key](self._player, self._guide))

    def tick(self) -> None:
        pass

    def view(self, news: str) -> View:
        return View(
            **moment(self._guide, self._player.position),
            title=self._title,
            paused=self._player.paused,
            help=self._help,
            note=news,
        )


class Moment(TypedDict):
    """What a view says about a place of a timeline."""

    step: int
    steps: int
    step_title: str
    position: float
    length: float
    ticks: tuple[float, ...]
    caption: str


def moment(guide: Guide, frame: int) -> Moment:
    """The part of a view that a frame decides."""
    timeline = guide.timeline
    step, caption, rate = guide.step(frame), guide.caption(frame), timeline.rate
    return Moment(
        step=step + 1,
        steps=len(timeline.spans),
        step_title=timeline.spans[step].step.title,
        position=to_seconds(frame, rate),
        length=to_seconds(timeline.frames, rate),
        ticks=tuple(to_seconds(start, rate) for start in guide.starts),
        caption=caption.text if caption else "",
    )


def toggle(player: Player) -> None:
    """Pause, or go on."""
    if player.paused:
        player.resume()
    else:
        player.pause()


def _jump(seconds: int) -> Callable[[Player, Guide], int]:
    def jump(player: Player, _: Guide) -> int:
        return player.position + to_frames(seconds, player.rate)

    return jump


def _step(by: int) -> Callable[[Player, Guide], int]:
    def step(player: Player, guide: Guide) -> int:
        return guide.step_start(guide.step(player.position) + by)

    return step


_SKIPS = {
    "right": _jump(JUMP),
    "left": _jump(-JUMP),
    "n": _step(1),
    "p": _step(-1),
    "r": _step(0),
}
