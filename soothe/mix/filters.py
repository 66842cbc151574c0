"""Filters as curves over frequency, for chains that run once per clip in one long FFT.

Causal sections are those of the audio equaliser cookbook; their ringing has died away long before
the padding of the FFT ends, so nothing wraps around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from soothe.loudness import section
from soothe.mix.curves import rise

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.loudness import Response

Hertz: TypeAlias = "npt.NDArray[np.float64]"
"""Frequencies."""
_LEADS = (16, 18, 20, 24, 25, 27, 30)


def fast_length(least: int, unit: int) -> int:
    """A length of at least `least` that `unit` divides and an FFT likes.

    The choice is coarse on purpose, so that clips of all lengths share a few prepared filters.
    """
    blocks = -(-least // unit)
    if blocks <= _LEADS[0]:
        return unit * blocks
    octave = (blocks - 1).bit_length() - _LEADS[0].bit_length()
    return unit * next(
        lead << step for step in (octave, octave + 1) for lead in _LEADS if lead << step >= blocks
    )


def bins(length: int, rate: int) -> Hertz:
    """Frequencies of a real FFT's bins."""
    return np.asarray(np.fft.rfftfreq(length, 1.0 / rate), np.float64)


def high_pass(delay: Response, rate: int, corner: float) -> Response:
    """Second-order Butterworth high-pass, where `delay` is the response of one frame's."""
    w0 = 2.0 * np.pi * corner / rate
    alpha, cosine = np.sin(w0) / np.sqrt(2.0), np.cos(w0)
    feed = (1.0 + cosine) / 2.0
    return section(delay, (feed, -2.0 * feed, feed), (1.0 + alpha, -2.0 * cosine, 1.0 - alpha))


def bell(delay: Response, rate: int, centre: float, gain_db: float, quality: float) -> Response:
    """A peak or dip of the equaliser; `delay` as in `high_pass`."""
    w0 = 2.0 * np.pi * centre / rate
    amplitude, alpha, cosine = 10.0 ** (gain_db / 40.0), np.sin(w0) / 2.0 / quality, np.cos(w0)
    return section(
        delay,
        (1.0 + alpha * amplitude, -2.0 * cosine, 1.0 - alpha * amplitude),
        (1.0 + alpha / amplitude, -2.0 * cosine, 1.0 - alpha / amplitude),
    )


def band(hertz: Hertz, low: float, high: float) -> Hertz:
    """Zero-phase band with raised-cosine edges a quarter octave wide; half way at the bounds."""
    octaves = np.log2(np.maximum(hertz, 1.0))
    return rise(4.0 * (octaves - np.log2(low)) + 0.5) * rise(4.0 * (np.log2(high) - octaves) + 0.5)
