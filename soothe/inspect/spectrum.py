"""A spectrogram as it is gathered: bands of pitch over a few hundred columns of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.model import Samples

COLUMNS = 900
ROWS = 96
LOWEST_HZ, HIGHEST_HZ = 40.0, 16_000.0
_WINDOW = 4096


class Spectrogram:
    """Decibels of bands, `(ROWS, COLUMNS)`, low pitches first; a column is one moment."""

    def __init__(self, frames: int, rate: int) -> None:
        self.decibels = np.full((ROWS, COLUMNS), -120.0)
        self._spacing = max(1, frames // COLUMNS)
        edges = np.geomspace(LOWEST_HZ, min(HIGHEST_HZ, rate / 2.2), ROWS + 1)
        bins = np.unique(np.round(edges * _WINDOW / rate).astype(int))
        self._first = bins[np.searchsorted(bins, np.round(edges[:-1] * _WINDOW / rate))]
        self._shape = np.hanning(_WINDOW).astype(np.float32)

    def add(self, samples: Samples, start: int) -> None:
        """Take in a block of stereo samples that begins at frame `start`."""
        first = -(-start // self._spacing)
        last = (start + len(samples) - _WINDOW) // self._spacing
        for column in range(first, min(last, COLUMNS - 1) + 1):
            offset = column * self._spacing - start
            self.decibels[:, column] = self._bands(samples[offset : offset + _WINDOW])

    def _bands(self, window: Samples) -> npt.NDArray[np.float64]:
        spectrum = np.abs(np.fft.rfft(window.mean(axis=1) * self._shape))
        highest = np.maximum.reduceat(spectrum, self._first)
        return np.asarray(20.0 * np.log10(np.maximum(highest / _WINDOW, 1e-6)), np.float64)
