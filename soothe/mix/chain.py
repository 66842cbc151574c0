"""The voice chain: a spoken clip becomes a take that is ready to be placed.

High-pass, equaliser, de-esser, slow compressor, room, another rate, and one loudness for every
line. It has memory, so it runs once over the whole clip and its tail, and then any part of the
result can be read. The last FFT resamples on the way: its inverse is longer by the ratio of the
rates, which costs nothing and gives exactly the length that was fitted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.loudness import frame_delay, k_gain
from soothe.mix import filters, room
from soothe.mix.curves import rise
from soothe.mix.dynamics import compression, deessing
from soothe.mix.lanes import STEPS_PER_SECOND, line_lufs
from soothe.units import gain, to_frames

if TYPE_CHECKING:
    import numpy.typing as npt

    from soothe.loudness import Energies, Response
    from soothe.mix.tones import Tone
    from soothe.model import Clip, Samples

VERSION = "2"
"""Changes with anything here that changes sound: part of every key in the cache."""

_RUMBLE = 75.0
_SIBILANTS = (5000.0, 8000.0)
_EDGE = 0.003
_RESAMPLING_EDGE = 0.95
"""Share of the lower Nyquist frequency above which resampling fades out."""


@dataclass(frozen=True, slots=True, eq=False)
class Conditioned:
    """A clip after the chain, at 0 LUFS while it speaks; silence stays silence."""

    samples: Samples
    """Stereo, at the timeline's rate, room included."""
    energies: Energies
    """K-weighted mean square of each 10 ms, both channels."""


@dataclass(frozen=True, slots=True, eq=False)
class _Responses:
    """The chain's filters for one length of FFT."""

    voice: npt.NDArray[np.complex64]
    """High-pass and equaliser, then the same for sibilants alone: `(2, bins)`."""
    stereo: npt.NDArray[np.complex64]
    """Voice in its room, left and right, and the resampler's edge: `(2, bins)`."""
    weighted: npt.NDArray[np.complex64]
    """Both channels' mean after the K filter: `(bins,)`."""


def condition(clip: Clip, rate: int, tone: Tone) -> Conditioned:
    """Run the voice chain over a clip.

    Returns:
        As many samples as `frames` says, at `rate`.
    """
    length = _length(clip, rate)
    responses = _responses(clip.rate, length, rate, tone)
    spectrum = np.fft.rfft(_levelled(clip, length, responses, tone))
    energies = _energies(spectrum * responses.weighted, length, clip)
    unit = _unit_gain(energies[: spoken_steps(clip)])
    channels = np.fft.irfft(spectrum * responses.stereo, length * rate // clip.rate)
    samples = np.empty((frames(clip, rate), 2), np.float32)
    for channel, heard in zip(channels, samples.T, strict=True):
        np.multiply(channel[: len(heard)], np.float32(unit), out=heard)
    return Conditioned(samples, energies * unit**2)


def frames(clip: Clip, rate: int) -> int:
    """Length of a clip at another rate with the tail of its room."""
    return clip.frames(rate) + to_frames(room.TAIL, rate)


def spoken_steps(clip: Clip) -> int:
    """Steps of a clip's energies before its tail."""
    return -(-clip.length * STEPS_PER_SECOND // clip.rate)


def _energies(weighted: Response, length: int, clip: Clip) -> Energies:
    """Mean square of each step of both channels, from the spectrum of what they share.

    What they do not share is 25 dB below the voice; measuring at the clip's own rate, in an FFT
    that is at hand, saves most of the time that a meter takes.
    """
    heard = clip.length + to_frames(room.TAIL, clip.rate)
    powers = np.square(np.fft.irfft(weighted, length)[:heard])
    first = np.arange(0, heard * STEPS_PER_SECOND, clip.rate) // STEPS_PER_SECOND
    step = clip.rate / STEPS_PER_SECOND
    return np.asarray(2.0 * np.add.reduceat(powers, first) / step, np.float64)


def _levelled(clip: Clip, length: int, responses: _Responses, tone: Tone) -> Samples:
    """The voice at its own rate after equaliser, de-esser and compressor, `(length,)`."""
    padded = np.zeros(length, np.float32)
    padded[: clip.length] = _eased(clip.samples, clip.rate)
    voice, sibilants = np.fft.irfft(np.fft.rfft(padded) * responses.voice, length)
    if not voice.any():
        return padded
    lowered = deessing(voice, sibilants, clip.rate, tone.deess_db) - 1.0
    voice = voice + sibilants * lowered
    levelled: Samples = voice * compression(voice, clip.rate, tone.ratio)
    return levelled


def _eased(samples: Samples, rate: int) -> Samples:
    """Both ends brought to zero over 3 ms, so that no clip begins or ends with a click."""
    edge = min(round(rate * _EDGE), len(samples) // 2)
    ramp = rise((np.arange(edge) + 0.5) / max(edge, 1)).astype(np.float32)
    eased = samples.astype(np.float32)
    eased[:edge] *= ramp
    eased[len(eased) - edge :] *= ramp[::-1]
    return eased


def _unit_gain(energies: Energies) -> float:
    """Factor to 0 LUFS; 1 for silence."""
    measured = line_lufs(energies)
    return gain(-measured) if math.isfinite(measured) else 1.0


def _length(clip: Clip, rate: int) -> int:
    """Frames of the FFT: room for the tail, and a whole number of frames at the other rate."""
    unit = clip.rate // math.gcd(clip.rate, rate)
    return filters.fast_length(clip.length + to_frames(room.TAIL, clip.rate), unit)


@lru_cache(maxsize=16)
def _responses(clip_rate: int, length: int, rate: int, tone: Tone) -> _Responses:
    hertz = filters.bins(length, clip_rate)
    delay = frame_delay(hertz, clip_rate)
    voice = filters.high_pass(delay, clip_rate, _RUMBLE)
    for centre, gain_db, quality in tone.bands:
        voice *= filters.bell(delay, clip_rate, centre, gain_db, quality)
    sibilants = voice * filters.band(hertz, *_SIBILANTS)
    wet = gain(tone.room_db) * np.fft.rfft(room.impulse(clip_rate), length)
    highest = min(clip_rate, rate) / 2.0
    edge = rise((highest - hertz) / (highest * (1.0 - _RESAMPLING_EDGE)))
    return _Responses(
        np.stack([voice, sibilants]).astype(np.complex64),
        ((1.0 + wet) * (edge * (rate / clip_rate))).astype(np.complex64),
        ((1.0 + wet.mean(axis=0)) * edge * k_gain(hertz, rate)).astype(np.complex64),
    )
