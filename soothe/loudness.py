"""Loudness and true peak as broadcasters measure them: ITU-R BS.1770-4 and EBU Tech 3341.

`k_energies` reduces sound to one number for each 100 ms hop: the mean square after the standard's
"K" filter, summed over the channels. Everything else is arithmetic on these numbers. Energies of
parts that do not move together add up, so the loudness of a mix follows from its parts' energies
and gains without mixing anything.

The filter is applied as a convolution by FFT: its impulse response has died away to below -170 dB
after one hop, so a frame of eight hops yields seven that are exact, with no state between frames.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.model import Samples

Energies: TypeAlias = "npt.NDArray[np.float64]"
"""One K-weighted mean square for each 100 ms hop, `(hops,)`."""
Curve: TypeAlias = "npt.NDArray[np.floating[Any]]"
Response: TypeAlias = "npt.NDArray[np.complexfloating[Any]]"
"""Complex gain at each frequency."""

HOPS_PER_SECOND = 10
OFFSET_LU = -0.691
"""BS.1770's constant: a full-scale 997 Hz sine in one channel reads -3.01 LUFS."""

_FRAME_HOPS = 8
_MOMENTARY_HOPS = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OVERSAMPLING = 4
_BATCH_FRAMES = 16


def lufs(energy: float) -> float:
    """Loudness in LUFS of a K-weighted mean square; silence is minus infinity."""
    return OFFSET_LU + 10.0 * math.log10(energy) if energy > 0 else -math.inf


def k_gain(hertz: Curve, rate: int) -> Response:
    """Complex response of the K filter at frequencies in hertz, for `rate` frames per second."""
    delay = frame_delay(hertz, rate)
    shelf, high_pass = (section(delay, feed, (1.0, *back)) for feed, back in _sections(rate))
    shelf *= high_pass
    return shelf


def frame_delay(hertz: Curve, rate: int) -> Response:
    """Complex response of a delay by one frame, of which every digital filter is made."""
    turned = np.empty(len(hertz), np.complex128)
    phase = hertz * (-2.0 * np.pi / rate)
    # A complex exponential takes two and a half times as long.
    np.cos(phase, out=turned.real)
    np.sin(phase, out=turned.imag)
    return turned


def section(
    delay: Response, feed: tuple[float, float, float], back: tuple[float, float, float]
) -> Response:
    """Complex response of a second-order section, from that of a delay by one frame."""
    response, divisor = _polynomial(delay, *feed), _polynomial(delay, *back)
    response /= divisor
    return response


def k_energies(samples: Samples, rate: int) -> Energies:
    """K-weighted mean square of each 100 ms hop, summed over channels.

    Args:
        samples: mono `(frames,)` or stereo `(frames, 2)`.
        rate: frames per second.

    Returns:
        `(hops,)`; a last hop that is not full is completed with silence.
    """
    hop = rate // HOPS_PER_SECOND
    hops = -(-len(samples) // hop)
    energies = np.zeros(hops)
    for channel in np.atleast_2d(samples.T) if hops else ():
        energies += _channel_energies(channel, hop, hops, rate)
    return energies


def momentary(energies: Energies) -> Energies:
    """Loudness in LUFS of every 400 ms window, one for each hop from the fourth on."""
    return OFFSET_LU + 10.0 * np.log10(np.maximum(_windows(energies), 1e-15))


def integrated(energies: Energies) -> float:
    """Loudness in LUFS of the whole, gated at -70 LUFS and at 10 LU below the ungated mean.

    Minus infinity for sound shorter than 400 ms and for silence.
    """
    windows = _windows(energies)
    heard = windows[windows > _energy(_ABSOLUTE_GATE_LUFS)]
    if not heard.size:
        return -math.inf
    gate = _energy(lufs(float(heard.mean())) + _RELATIVE_GATE_LU)
    return lufs(float(heard[heard > gate].mean()))


def true_peak(samples: Samples, rate: int) -> float:
    """Highest absolute value between and at the samples, linear, by fourfold oversampling."""
    if not len(samples):
        return 0.0
    import soxr

    between = soxr.resample(samples, rate, rate * _OVERSAMPLING)
    return max(float(np.abs(samples).max()), float(np.abs(between).max(initial=0.0)))


def _polynomial(delay: Response, now: float, before: float, long_before: float) -> Response:
    # In place: a large array of its own for each step costs more than the arithmetic.
    value = delay * long_before
    value += before
    value *= delay
    value += now
    return value


def _energy(loudness: float) -> float:
    return float(10.0 ** ((loudness - OFFSET_LU) / 10.0))


def _windows(energies: Energies) -> Energies:
    if len(energies) < _MOMENTARY_HOPS:
        return np.zeros(0)
    return np.convolve(energies, np.full(_MOMENTARY_HOPS, 1.0 / _MOMENTARY_HOPS), "valid")


def _channel_energies(channel: Samples, hop: int, hops: int, rate: int) -> Energies:
    """Overlap-save: each frame's first hop only feeds the filter, the other seven are kept."""
    kept = _FRAME_HOPS - 1
    frames = -(-hops // kept)
    padded = np.zeros((frames * kept + 1) * hop, np.float32)
    padded[hop : hop + len(channel)] = channel
    windows = np.lib.stride_tricks.sliding_window_view(padded, _FRAME_HOPS * hop)[:: kept * hop]
    response = _frame_response(hop, rate)
    energies = np.empty((frames, kept))
    for first in range(0, frames, _BATCH_FRAMES):
        batch = slice(first, first + _BATCH_FRAMES)
        weighted = np.fft.irfft(np.fft.rfft(windows[batch]) * response, _FRAME_HOPS * hop)
        tail = weighted[:, hop:].reshape(-1, kept, hop)
        energies[batch] = np.einsum("fht,fht->fh", tail, tail) / hop
    return energies.reshape(-1)[:hops]


@lru_cache(maxsize=8)
def _frame_response(hop: int, rate: int) -> Response:
    """Spectrum of the impulse response cut to one hop, for one frame's FFT."""
    long = 1 << 17
    impulse = np.fft.irfft(k_gain(np.fft.rfftfreq(long, 1 / rate), rate), long)[:hop]
    return np.fft.rfft(impulse, _FRAME_HOPS * hop).astype(np.complex64)


@lru_cache(maxsize=8)
def _sections(
    rate: int,
) -> tuple[tuple[tuple[float, float, float], tuple[float, float]], ...]:
    """The shelf and the high-pass of BS.1770 as ((b0, b1, b2), (a1, a2)).

    The standard prints coefficients for 48 kHz only; these analogue prototypes, which reproduce
    them, give the same curve at any rate.
    """
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10.0 ** (3.999843853973347 / 20.0)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    shelf = (
        (
            (high + band * k / q + k * k) / a0,
            2 * (k * k - high) / a0,
            (high - band * k / q + k * k) / a0,
        ),
        (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0),
    )
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return shelf, ((1.0, -2.0, 1.0), (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
