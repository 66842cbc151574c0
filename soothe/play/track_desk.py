"""Playing a track that is what it is, such as the preview of a voice.

Keys move about in it. A session that follows its listener is performed (`perform.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.play.actions import JUMP
from soothe.play.guide import Guide
from soothe.play.loop import run
from soothe.play.moment import moment
from soothe.play.player import Player
from soothe.play.screen import View
from soothe.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.model import Timeline
    from soothe.play.device import Device
    from soothe.play.keys import Keys
    from soothe.play.loop import Outcome
    from soothe.play.tape import Pcm
    from soothe.play.terminal import Screen


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
            self._player.toggle()
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
