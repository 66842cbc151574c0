"""From float to 16 bits: triangular dither that depends on nothing but position and seed.

A counter-based generator is set to the number of the block that a frame lies in, so the same frame
gets the same dither however the track is cut. Digital silence stays silent.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.model import Samples

_BLOCK = 8192
"""Frames that share one state of the generator."""
_KEPT_BLOCKS = 8
_FULL_SCALE = 32767.0
_STEP = 1.0 / 65536.0


def to_int16(samples: Samples, start: int, seed: int) -> npt.NDArray[np.int16]:
    """Stereo samples as 16-bit values with triangular dither of one step either way.

    Args:
        samples: `(frames, 2)`, full scale at 1.0.
        start: frame of the track that the first sample is.
        seed: equal seeds give equal dither.

    Returns:
        `(frames, 2)`; frames of exact zeros stay zeros.
    """
    values = samples * np.float32(_FULL_SCALE)
    values += _dither(start, len(samples), seed)
    values[_silent(samples)] = 0.0
    np.clip(np.rint(values, out=values), -_FULL_SCALE - 1.0, _FULL_SCALE, out=values)
    return values.astype(np.int16)


def _silent(samples: Samples) -> npt.NDArray[np.intp]:
    """Indices of frames that are exactly zero; both channels are compared as one number."""
    return np.flatnonzero(np.ascontiguousarray(samples).view(np.complex64)[:, 0] == 0)


def _dither(start: int, frames: int, seed: int) -> Samples:
    """Triangular noise between -1 and 1, `(frames, 2)`."""
    noise = np.empty((frames, 2), np.float32)
    for block in range(start // _BLOCK, -(-(start + frames) // _BLOCK)):
        offset = block * _BLOCK - start
        low, high = max(0, offset), min(frames, offset + _BLOCK)
        noise[low:high] = _noise(block, seed)[low - offset : high - offset]
    return noise


@lru_cache(maxsize=_KEPT_BLOCKS)
def _noise(block: int, seed: int) -> Samples:
    """The dither of one block: the difference of two uniform numbers of 16 bits each."""
    words = np.random.Philox(key=seed, counter=[0, block, 0, 0]).random_raw(_BLOCK)
    one, other = words.astype("<u8").view("<u2").reshape(2, -1).astype(np.float32)
    return ((one - other) * np.float32(_STEP)).reshape(-1, 2)
