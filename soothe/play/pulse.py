"""The pulse of a sound device: whether it still asks for sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soothe.play.player import Player

TICK = 0.1
"""Seconds between two looks at the player."""
PATIENCE = 2
"""Seconds without a word from a sound device after which it counts as gone."""


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
