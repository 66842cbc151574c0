"""The cheap checks of every export: the samples are overheard on their way to the encoder.

Nothing is mixed twice. Each block that a writer reads leaves its level and peak here, from any
thread and in any order; when the file is done, the rules look at what was overheard.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from soothe.loudness import HOPS_PER_SECOND
from soothe.meanwhile import meanwhile
from soothe.mix.checks import Finding, Heard, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from soothe.mix.mixer import Mix
    from soothe.model import Timeline

_FULL_SCALE = 32768.0
_EVERY = 16
"""Of so many frames one is enough to tell a level; peaks are looked for in all."""


class Overheard:
    """Levels of a mix, gathered while it is read."""

    def __init__(self, mix: Mix, timeline: Timeline, gain: float) -> None:
        """Begin with nothing heard.

        Args:
            mix: what is read.
            timeline: what should be in it.
            gain: factor by which its samples are turned up for the encoder.
        """
        self._mix, self._timeline = mix, timeline
        self._hop = mix.rate // HOPS_PER_SECOND
        self._unit = 1.0 / (_FULL_SCALE * gain)
        self._powers = np.full(-(-mix.frames // self._hop), -1.0)
        self._peaks = np.zeros(len(self._powers))
        self._lock = Lock()
        # What the mix measures is needed for the verdict alone: it is worked out beside the mixing.
        self._measured = meanwhile(mix.measure)

    def hear(self, start: int, block: npt.NDArray[np.int16]) -> None:
        """Take in 16 bit samples `(frames, channels)` from frame `start` on."""
        if not len(block):
            return
        first, last = start // self._hop, (start + len(block) - 1) // self._hop
        heard = block[::_EVERY].astype(np.float32)
        edges = np.arange(first, last + 1) * self._hop - start
        edges = np.maximum(-(-edges // _EVERY), 0)
        edges = np.minimum(edges, len(heard) - 1)
        powers = np.einsum("fc,fc->f", heard, heard) / block.shape[1]
        counts = np.maximum(np.diff(np.append(edges, len(heard))), 1)
        means = np.add.reduceat(powers, edges) / counts * self._unit**2
        peak = max(int(block.max()), -int(block.min())) * self._unit
        hops = slice(first, last + 1)
        with self._lock:
            np.maximum(self._powers[hops], means, out=self._powers[hops])
            np.maximum(self._peaks[hops], peak, out=self._peaks[hops])

    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong with what was heard."""
        self._measured.result()
        heard = Heard(np.sqrt(np.maximum(self._powers, 0.0)), self._peaks, 1)
        return (*self._missing(), *judge(self._mix, self._timeline, heard))

    def _missing(self) -> Iterator[Finding]:
        unheard = np.flatnonzero(self._powers < 0.0)
        if unheard.size:
            at = float(unheard[0]) / HOPS_PER_SECOND
            yield Finding("whole", at, "This was never handed to the encoder.")
