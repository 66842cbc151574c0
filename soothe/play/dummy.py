"""Devices that make no sound: one keeps time as a sound card does, one is as fast as it can be."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.play.device import Feed
    from soothe.play.tape import Block

PERIOD = 0.02
"""Seconds asked for at a time by the paced device."""


class Null:
    """Takes sound at the speed at which it would be heard."""

    paced = True

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def check(self) -> None:
        """It is always there."""

    def start(self, feed: Feed, rate: int) -> None:
        """Begin to take periods of `PERIOD` seconds."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, args=(feed, rate), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more."""
        self._stopped.set()
        if self._thread:
            self._thread.join()

    def _run(self, feed: Feed, rate: int) -> None:
        due = time.monotonic()
        while not self._stopped.is_set():
            feed.take(round(PERIOD * rate))
            due += PERIOD
            self._stopped.wait(max(0.0, due - time.monotonic()))


class Unpaced:
    """Takes sound as soon as it is made and hands each block `(frames, 2)` to `receive`."""

    paced = False

    def __init__(self, receive: Callable[[Block], object]) -> None:
        self._receive = receive
        self._thread: threading.Thread | None = None

    def check(self) -> None:
        """It is always there."""

    def start(self, feed: Feed, rate: int) -> None:  # noqa: ARG002 - no clock, no rate
        """Begin to take whatever there is."""
        self._thread = threading.Thread(target=self._run, args=(feed,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Wait for the last block; the feed has ended."""
        if self._thread:
            self._thread.join()

    def _run(self, feed: Feed) -> None:
        try:
            while (block := feed.wait(1024)) is not None:
                self._receive(block)
        except Exception as error:  # noqa: BLE001 - the listener's thread raises it
            feed.fail(error)
