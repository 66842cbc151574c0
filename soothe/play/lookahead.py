"""Sound that is ready but not yet heard: a short queue whose tail can be taken back.

A key press must be heard at once although a second of sound already waits. So a block is put *at*
an output frame, and whatever waited from there on is dropped.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soothe.play.tape import Block


class Lookahead:
    """Blocks between output frames `head` (next to be heard) and `tail` (next to be made).

    It knows nothing of threads; its owner holds a lock around every call.
    """

    def __init__(self) -> None:
        self._blocks: deque[Block] = deque()
        self.head = 0
        self.tail = 0

    def put(self, at: int, block: Block) -> None:
        """Let `block` follow the sound before frame `at`, between head and tail."""
        while self._blocks and self.tail > at:
            last = self._blocks.pop()
            self.tail -= len(last)
            if self.tail < at:
                self._append(last[: at - self.tail])
        self._append(block)

    def take(self, out: Block) -> int:
        """Move up to `len(out)` frames into `out`; returns how many there were."""
        done = 0
        while self._blocks and done < len(out):
            first = self._blocks.popleft()
            part = first[: len(out) - done]
            out[done : done + len(part)] = part
            done += len(part)
            if len(part) < len(first):
                self._blocks.appendleft(first[len(part) :])
        self.head += done
        return done

    def _append(self, block: Block) -> None:
        if len(block):
            self._blocks.append(block)
            self.tail += len(block)
