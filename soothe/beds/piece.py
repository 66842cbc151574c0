"""One recording as a stretch of a bed: read anywhere, even in level, its peaks held down.

Loud passages are lowered by automation that is computed ahead from the whole recording, so that it
moves before they come, slowly, and the same wherever reading begins.
"""

from __future__ import annotations

import tempfile
import weakref
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr

from soothe.beds.study import without_offset
from soothe.decoding import open_recording
from soothe.loudness import HOPS_PER_SECOND, OFFSET_LU, integrated

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.beds.study import Study
    from soothe.decoding import Recorded
    from soothe.model import Samples

_TOLERATED_LU = 2.0
"""Passages may be this much louder than is usual in it before they are held down."""
_RESTS_LU = 20.0
"""What is softer than the whole by more than this is a rest."""
_HELD_DOWN = 0.75
"""Share of what is above that is taken away."""
_SLOW_HOPS = 41
_QUICK_HOPS = 5
_HIGHEST = 0.27
"""Peaks at the beds' reference stay below the knee at which beds are rounded off."""
_REFERENCE_POWER = 10.0 ** ((-23.0 - OFFSET_LU) / 10.0)
_FRACTION = 5
"""Reads reach a fifth of a second to either side, for the resampler."""
_KEPT_SECONDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A recording from its first to its last sounding 100 ms, at about -23 LUFS."""

    recorded: Recorded
    known: Study
    first: int
    """Hop of the recording at which the piece begins."""
    hops: int
    rate: int
    """Frames per second of the bed."""

    @property
    def frames(self) -> int:
        """Length at the bed's rate."""
        return self.hops * self.rate // HOPS_PER_SECOND

    def read(self, start: int, frames: int) -> Samples:
        """Samples `(frames, 2)` from frame `start` of the piece on."""
        seconds = range(start // self.rate, (start + frames - 1) // self.rate + 1)
        joined = np.concatenate([_second(self, index) for index in seconds])
        offset = start - seconds.start * self.rate
        return joined[offset : offset + frames]

    def gains(self) -> npt.NDArray[np.float64]:
        """Factor for each hop of the recording, to the reference and with the loud held down."""
        return _gains(self.known.energies.tobytes(), self.known.peaks.tobytes())

    def power(self) -> float:
        """K-weighted mean square of the piece after its gains, rests in it left out."""
        chosen = slice(self.first, self.first + self.hops)
        heard = integrated((self.known.energies * self.gains() ** 2)[chosen])
        return float(10.0 ** ((heard - OFFSET_LU) / 10.0))


def seekable(recorded: Recorded, known: Study) -> Recorded:
    """The recording, or a lossless copy of it that can be read anywhere and goes with it.

    A file that was cut short is copied too: its decoder complains whenever it is opened.
    """
    if recorded.seekable and known.covers(recorded):
        return recorded
    folder = Path(tempfile.mkdtemp(prefix="soothe-music-"))
    path = folder / f"{recorded.path.stem}.flac"
    with soundfile.SoundFile(path, "w", recorded.rate, 2, "PCM_24", format="FLAC") as file:
        for block in recorded.blocks():
            file.write(np.clip(block, -1.0, 1.0))
    copy = open_recording(path)
    weakref.finalize(copy, _remove, path)
    return copy


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()


@lru_cache(maxsize=64)
def _gains(energies: bytes, peaks: bytes) -> npt.NDArray[np.float64]:
    powers, highest = np.frombuffer(energies), np.frombuffer(peaks)
    whole = integrated(powers)
    scale = np.sqrt(_REFERENCE_POWER) / 10.0 ** ((whole - OFFSET_LU) / 20.0)
    levels = 10.0 * np.log10(np.maximum(_smooth(powers, _SLOW_HOPS), 1e-15)) + OFFSET_LU
    usual = float(np.median(levels[levels > whole - _RESTS_LU]))
    lowered = -_HELD_DOWN * np.maximum(levels - usual - _TOLERATED_LU, 0.0)
    even = scale * 10.0 ** (_smooth(lowered, _SLOW_HOPS) / 20.0)
    room = np.minimum(1.0, _HIGHEST / np.maximum(highest * even, 1e-9))
    wide = np.pad(room, _QUICK_HOPS, mode="edge")
    held = np.lib.stride_tricks.sliding_window_view(wide, 2 * _QUICK_HOPS + 1).min(axis=1)
    return np.asarray(even * _smooth(held, _QUICK_HOPS))


def _smooth(values: npt.NDArray[np.float64], hops: int) -> npt.NDArray[np.float64]:
    window = np.hanning(hops + 2)[1:-1]
    padded = np.pad(values, hops // 2, mode="edge")
    return np.convolve(padded, window / window.sum(), "valid")


@lru_cache(maxsize=_KEPT_SECONDS * 2)
def _second(piece: Piece, index: int) -> Samples:
    """A whole second of a piece, resampled, its gains drawn as straight lines from hop to hop."""
    source = piece.recorded.rate
    begin = piece.first * (source // HOPS_PER_SECOND) + index * source
    reach = source // _FRACTION if source % _FRACTION == 0 else source
    heard = without_offset(piece.recorded.read(begin - reach, source + 2 * reach), piece.known)
    if source != piece.rate:
        heard = np.asarray(soxr.resample(heard, source, piece.rate), np.float32)
    offset = reach * piece.rate // source
    samples = np.zeros((piece.rate, 2), np.float32)
    found = heard[offset : offset + piece.rate]
    samples[: len(found)] = found
    gains = piece.gains()
    hop = piece.first + HOPS_PER_SECOND * (index + np.arange(piece.rate) / piece.rate)
    samples *= np.interp(hop, np.arange(len(gains)) + 0.5, gains)[:, None].astype(np.float32)
    return samples
