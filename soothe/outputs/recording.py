"""The finished sound as every writer takes it: 16 bit samples that can be read anywhere.

Whoever makes a `Recording` has set levels and added dither already; a writer only packs what it
reads. Reading anywhere is what lets several threads encode one track side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

from soothe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Pcm16: TypeAlias = npt.NDArray[np.int16]
    """`(frames, channels)`, 16 bit."""

_BLOCK = 1 << 16


class ReadPcm(Protocol):
    """Reads 16 bit samples anywhere; called from several threads at once."""

    def __call__(self, start: int, frames: int) -> Pcm16:
        """Samples `(frames, channels)` from frame `start` on."""
        ...


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound of known length, ready to be packed.

    Raises:
        OutputError: it has no length.
    """

    read: ReadPcm
    frames: int
    """The whole length."""
    rate: int
    """Frames per second."""
    channels: int = 2
    """1 or 2."""

    def __post_init__(self) -> None:
        if self.frames < 1:
            raise OutputError(f"There is no sound to write: the track has {self.frames} frames.")

    def blocks(self) -> Iterator[bytes]:
        """The samples from first to last as little-endian bytes, in blocks of about a second."""
        for start in range(0, self.frames, _BLOCK):
            yield self.bytes(start, min(_BLOCK, self.frames - start))

    def bytes(self, start: int, frames: int) -> bytes:
        """Interleaved little-endian samples from frame `start` on."""
        return self.read(start, frames).astype("<i2", copy=False).tobytes()


def to_mono(track: Recording) -> Recording:
    """The same track folded to one channel, halves rounded up."""

    def fold(start: int, frames: int) -> Pcm16:
        left, right = np.hsplit(track.read(start, frames).astype(np.int32), 2)
        return ((left + right + 1) >> 1).astype(np.int16)

    return track if track.channels == 1 else replace(track, read=fold, channels=1)
