"""Silence off both ends of a clip, and nothing else.

The end of speech is where the level falls for good below 50 dB under the clip's loudest moment. A
margin stays on either side, because a soft consonant begins and a vowel dies away below that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from soothe.units import gain

if TYPE_CHECKING:
    from soothe.voices.engine import Speech

_WINDOW = 0.005
"""Seconds over which the level is taken."""
_FLOOR_DB = -50.0
"""Against the loudest window."""
_BEFORE = 0.02
"""Seconds kept ahead of the first sound."""
_AFTER = 0.04
"""Seconds kept after the last sound."""


def trim(speech: Speech) -> Speech:
    """The speech without the silence around it; word times move along. Silence comes out empty."""
    loud = _loud_windows(speech)
    if not loud.size:
        return replace(speech, samples=speech.samples[:0], words=())
    window = _window(speech.rate)
    start = max(0, int(loud[0]) * window - round(_BEFORE * speech.rate))
    end = (int(loud[-1]) + 1) * window + round(_AFTER * speech.rate)
    samples = speech.samples[start:end]
    shift, last = start / speech.rate, len(samples) / speech.rate
    words = (replace(word, start=min(max(0.0, word.start - shift), last)) for word in speech.words)
    return replace(speech, samples=samples, words=tuple(words))


def _loud_windows(speech: Speech) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    window = _window(speech.rate)
    padded = np.pad(speech.samples, (0, -len(speech.samples) % window))
    power = np.square(padded.reshape(-1, window), dtype=np.float64).mean(axis=1)
    most = power.max(initial=0.0)
    return np.flatnonzero(power > most * gain(_FLOOR_DB) ** 2)


def _window(rate: int) -> int:
    return max(1, round(_WINDOW * rate))
