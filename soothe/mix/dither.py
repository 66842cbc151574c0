"""From float to 16 bits: triangular dither that depends on nothing but position and seed.

A few seconds of dither are drawn once. Each block of the track takes a stretch of them that begins
at a place decided by the block's number, so the same frame gets the same dither however the track
is cut, and it costs no more than an addition. Digital silence stays silent.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.model import Samples

_BLOCK = 8192
"""Frames that follow each other in the drawn dither."""
_DRAWN = 1 << 18
_FULL_SCALE = np.float32(32767.0)


def to_int16(samples: Samples, start: int, seed: int, gain: float = 1.0) -> npt.NDArray[np.int16]:
    """Stereo samples as 16-bit values with triangular dither of one step either way.

    Args:
        samples: `(frames, 2)`, full scale at 1.0.
        start: frame of the track that the first sample is.
        seed: equal seeds give equal dither.
        gain: amplitude factor by which the samples are turned up before.

    Returns:
        `(frames, 2)`; frames of exact zeros stay zeros.
    """
    values = samples * (_FULL_SCALE * np.float32(gain))
    zeros = samples == 0
    _add_dither(values, start, seed)
    if zeros.any():  # seldom, and only then it costs more than a glance
        values[zeros.all(axis=1)] = 0.0
    np.clip(np.rint(values, out=values), -_FULL_SCALE - 1, _FULL_SCALE, out=values)
    return values.astype(np.int16)


def _add_dither(values: Samples, start: int, seed: int) -> None:
    """Adds triangular noise between -1 and 1 to `(frames, 2)`."""
    first, last = start // _BLOCK, -(-(start + len(values)) // _BLOCK)
    drawn = _drawn(seed)
    for block, at in zip(range(first, last), _offsets(first, last, seed).tolist(), strict=True):
        skipped = max(0, start - block * _BLOCK)
        low = block * _BLOCK + skipped - start
        part = values[low : low + _BLOCK - skipped]
        part += drawn[at + skipped :][: len(part)]


def _offsets(first: int, last: int, seed: int) -> npt.NDArray[np.uint64]:
    """Where in the drawn dither each block begins: a hash of its number (splitmix64)."""
    mixed = np.arange(first, last, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed += np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) % np.uint64(_DRAWN - _BLOCK)


@lru_cache(maxsize=2)
def _drawn(seed: int) -> Samples:
    """A stretch of triangular noise, `(_DRAWN, 2)`: the difference of two uniform numbers."""
    uniform = np.random.Generator(np.random.Philox(key=seed)).random((2, _DRAWN, 2), np.float32)
    drawn: Samples = uniform[0] - uniform[1]
    return drawn
