"""Playing a track that is what it is, such as the preview of a voice.

Keys move about in it. A session that follows its listener is performed (`perform.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.play.actions import JUMP
from soothe.play.guide import Guide
from soothe.play.loop import run
from soothe.play.moment import moment
from soothe.play.player import Player
from soothe.play.pulse import Pulse
from soothe.play.screen import View
from soothe.play.whole import Recital, SimpleAudio
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.model import Timeline
    from soothe.play.device import Device
    from soothe.play.keys import Keys
    from soothe.play.loop import Outcome, Sounding
    from soothe.play.tape import Pcm
    from soothe.play.terminal import Screen


def play(
    timeline: Timeline,
    pcm: Pcm,
    device: Device | SimpleAudio,
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
    if isinstance(device, SimpleAudio):
        recital = Recital(pcm, timeline.frames, timeline.rate, start=start)
        return run(recital, RecitalDesk(recital, timeline, title), keys, screen)
    player = Player(pcm, timeline.frames, timeline.rate, device, start=start)
    return run(player, _PlayerDesk(player, timeline, title), keys, screen, Pulse(player))


class RecitalDesk:
    """The desk of a track that can only be stopped."""

    def __init__(self, sounding: Sounding, timeline: Timeline, title: str, news: str = "") -> None:
        self._sounding = sounding
        self._title = title
        self._guide = Guide(timeline)
        self._help = False
        self._news = news
        self.quitting = False

    def press(self, key: str) -> None:
        """Stop, or show the keys."""
        if key == "q":
            self.quitting = True
        elif key == "?":
            self._help = not self._help
        else:
            self._other(key)

    def tick(self) -> None:
        """Nothing is due without a key."""

    def view(self, news: str) -> View:
        """This moment."""
        return View(
            **moment(self._guide, self._sounding.position),
            title=self._title,
            help=self._help,
            note=news or self._news,
        )

    def _other(self, key: str) -> None:
        del key
        self._news = "simpleaudio plays whole recordings: q stops, no other key works."


class _PlayerDesk(RecitalDesk):
    """The desk of a track in which one can move about."""

    def __init__(self, player: Player, timeline: Timeline, title: str) -> None:
        super().__init__(player, timeline, title)
        self._player = player

    def view(self, news: str) -> View:
        """This moment."""
        return replace(super().view(news), paused=self._player.paused)

    def _other(self, key: str) -> None:
        if key == " ":
            self._player.toggle()
        elif key in _SKIPS:
            self._player.seek(_SKIPS[key](self._player, self._guide))


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
