"""From float to 16 bits: triangular dither that depends on nothing but position and seed.

A counter-based generator is set to the number of the block that a frame lies in, so the same frame
gets the same dither however the track is cut. Digital silence stays silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.model import Samples

_BLOCK = 8192
"""Frames that share one state of the generator."""
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
    heard = np.any(samples, axis=1, keepdims=True)
    values += _dither(start, len(samples), seed) * heard
    np.clip(np.rint(values, out=values), -_FULL_SCALE - 1, _FULL_SCALE, out=values)
    return values.astype(np.int16)


def _dither(start: int, frames: int, seed: int) -> Samples:
    """Triangular noise between -1 and 1, `(frames, 2)`."""
    first, last = start // _BLOCK, -(-(start + frames) // _BLOCK)
    words = np.concatenate([_words(block, seed) for block in range(first, last)] or [_NOTHING])
    words = words[start - first * _BLOCK :][:frames]
    uniform = words.astype("<u8").view("<u2").reshape(-1, 2, 2).astype(np.float32)
    return (uniform[..., 0] - uniform[..., 1]) * np.float32(_STEP)


_NOTHING = np.zeros(0, np.uint64)


def _words(block: int, seed: int) -> npt.NDArray[np.uint64]:
    """64 random bits for each frame of a block: 16 for each of four uniform numbers."""
    return np.random.Philox(key=seed, counter=[0, block, 0, 0]).random_raw(_BLOCK)
