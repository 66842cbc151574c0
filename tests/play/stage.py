"""A small stage for playing without time: sound that tells its own place, and a hand-driven device.

At `RATE` a second is few frames, so that whole sessions are quick; nothing here looks at a clock.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Self

import numpy as np

from soothe.model import Pause, Placed, Say, Span, Step, Timeline
from soothe.play.player import Player

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.play.device import Feed
    from soothe.play.screen import View
    from soothe.play.tape import Block

RATE = 1000
TITLES = ("Warm up", "Left foot", "Right foot")
STEP = 20 * RATE
LEAD, TAIL, SILENCE = 2 * RATE, 3 * RATE, RATE
FRAMES = LEAD + 3 * STEP + TAIL + SILENCE


def numbered(start: int, frames: int) -> Block:
    """Sound whose every frame is its own number, in two digits of base 30000, never zero."""
    number = np.arange(start, start + frames)
    return np.stack([number % 30_000 + 1, number // 30_000 + 1], axis=1).astype(np.int16)


def number(block: Block) -> np.ndarray:
    """The frame numbers in undisturbed `numbered` sound."""
    wide = block.astype(np.int64) - 1
    return wide[:, 1] * 30_000 + wide[:, 0]


def timeline() -> Timeline:
    """Three steps of equal length with a line each 5 seconds."""
    spans = tuple(
        Span(Step(title.lower(), title, 10, 20, 30, ()), LEAD + i * STEP, STEP)
        for i, title in enumerate(TITLES)
    )
    placed = [
        cue
        for (i, span), line in itertools.product(enumerate(spans), range(4))
        for cue in (
            Placed(Say(f"{span.step.title}, {line}."), span.start + line * 5 * RATE, RATE, i, line),
            Placed(Pause(4, 4, 4), span.start + (line * 5 + 1) * RATE, 4 * RATE, i, line),
        )
    ]
    return Timeline(RATE, FRAMES, LEAD, TAIL, SILENCE, spans, tuple(placed))


def settle(player: Player) -> None:
    """Wait until every command is carried out and as much is ready as will be."""
    with player._changed:
        player._changed.wait_for(
            lambda: player._closed or not (player._wish or player._wants_more())
        )


class Hand:
    """A device that takes sound when a test says so, from a player that has settled."""

    def __init__(self) -> None:
        self.frames = 0
        """Heard so far."""
        self._blocks = [np.empty((0, 2), np.int16)]
        self.stopped = False
        self.starts = 0

    paced = True

    def check(self) -> None:
        pass

    def start(self, feed: Feed, rate: int) -> None:
        assert isinstance(feed, Player)
        assert rate == RATE
        self.player = feed
        self.starts += 1

    def stop(self) -> None:
        self.stopped = True

    def pull(self, frames: int) -> Block:
        """Take `frames`, or fewer where no more is to be heard."""
        blocks = [np.empty((0, 2), np.int16)]
        while frames:
            settle(self.player)
            due = min(frames, self.player._ready.tail - self.player._ready.head)
            if not due:
                break
            blocks.append(self.player.take(due))
            frames -= due
        block = np.concatenate(blocks)
        self._blocks.append(block)
        self.frames += len(block)
        return block

    @property
    def heard(self) -> Block:
        """Everything taken."""
        self._blocks = [np.concatenate(self._blocks)]
        return self._blocks[0]


class Fingers:
    """Keys that press themselves: `(frames heard before it, key)`, then nothing but listening."""

    def __init__(self, hand: Hand, presses: Iterable[tuple[int, str]]) -> None:
        self._hand = hand
        self._presses = iter(presses)
        self.entered = self.left = False

    def __enter__(self) -> Self:
        self.entered = True
        return self

    def __exit__(self, *_: object) -> None:
        self.left = True

    def poll(self, timeout: float) -> tuple[str, ...]:
        assert timeout > 0
        frames, key = next(self._presses, (FRAMES, ""))
        self._hand.pull(frames)
        settle(self._hand.player)
        return (key,) if key else ()


class Album:
    """A screen that keeps every view."""

    def __init__(self) -> None:
        self.views: list[View] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, view: View) -> None:
        self.views.append(view)
