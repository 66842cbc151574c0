"""A small room around the voice: noise that dies away, darker than the voice.

Left and right differ but share most of the room, so that little is lost when they are added up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.curves import rise
from soothe.mix.filters import band, bins

if TYPE_CHECKING:
    import numpy.typing as npt

REVERBERATION = 1.0
"""Seconds in which the room falls by 60 dB."""
TAIL = 0.9
"""Seconds that the room is heard after a word: then 70 dB below it, and ended."""

_PRE_DELAY = 0.025
_BUILD_UP = 0.015
_ENDING = 0.15
_LOW, _HIGH = 180.0, 4500.0
_WIDTH = 0.6
_SEED = 1855


@lru_cache(maxsize=4)
def impulse(rate: int) -> npt.NDArray[np.float64]:
    """Impulse response at unit energy per channel, `(2, frames)`, pre-delay included."""
    time = np.arange(round(TAIL * rate)) / rate
    noise = np.random.Generator(np.random.PCG64(_SEED)).standard_normal((2, len(time)))
    middle, side = noise
    pair = np.stack([middle + _WIDTH * side, middle - _WIDTH * side])
    spectrum = np.fft.rfft(pair) * band(bins(len(time), rate), _LOW, _HIGH)
    since = time - _PRE_DELAY
    shape = 10.0 ** (-3.0 * since / REVERBERATION) * rise(since / _BUILD_UP)
    shape *= rise((TAIL - time) / _ENDING)
    shaped = np.fft.irfft(spectrum, len(time)) * shape
    return np.asarray(shaped / np.sqrt((shaped**2).sum(axis=1, keepdims=True)))
