"""Slow compression and de-essing of a whole clip, seen from above.

The clip is known to its end, so levels are averages centred on each moment: no attack that comes
too late, no state. Levels and gains are worked out every 5 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.curves import factors, lines

if TYPE_CHECKING:
    from soothe.mix.curves import Values
    from soothe.model import Samples

_STEP = 0.005
_SLOW = 0.3
"""Seconds over which the compressor averages."""
_QUICK = 0.02
"""Seconds over which the de-esser averages."""
_KNEE_DB = -6.0
"""Compression begins here against the clip's own level."""
_SIBILANCE_DB = -14.0
"""Sibilants are too strong from here against the clip's own level."""
_FLOOR_DB = -120.0
_SPOKEN_SHARE = 0.01
"""Steps with less than this share of the strongest step's power are pauses."""


def compression(voice: Samples, rate: int, ratio: float) -> Samples:
    """Gain of a compressor, `(frames,)`, for a mono clip."""
    powers = _powers(voice, rate)
    over = _decibels(_averaged(powers, _SLOW)) - _spoken(powers) - _KNEE_DB
    return _drawn(-np.maximum(over, 0.0) * (1.0 - 1.0 / ratio), len(voice), rate)


def deessing(voice: Samples, sibilants: Samples, rate: int, most_db: float) -> Samples:
    """Gain of the band of sibilants, `(frames,)`; lowers by `most_db` at most."""
    over = _decibels(_averaged(_powers(sibilants, rate), _QUICK)) - _spoken(_powers(voice, rate))
    return _drawn(-np.clip(over - _SIBILANCE_DB, 0.0, most_db), len(voice), rate)


def _powers(samples: Samples, rate: int) -> Values:
    """Mean square of each step."""
    step = round(rate * _STEP)
    padded = np.zeros(-(-len(samples) // step) * step, np.float32)
    padded[: len(samples)] = samples
    rows = padded.reshape(-1, step)
    return np.asarray(np.einsum("st,st->s", rows, rows) / step, np.float64)


def _averaged(powers: Values, seconds: float) -> Values:
    window = np.hanning(2 * round(seconds / _STEP / 2) + 3)[1:-1]
    reach = len(window) // 2
    return np.convolve(np.pad(powers, reach), window / window.sum(), "valid")


def _spoken(powers: Values) -> float:
    """Level in decibels of the steps that are not pauses."""
    return float(_decibels(powers[powers >= _SPOKEN_SHARE * powers.max()].mean()))


def _decibels(powers: Values) -> Values:
    return np.asarray(10.0 * np.log10(np.maximum(powers, 10.0 ** (_FLOOR_DB / 10.0))))


def _drawn(decibels: Values, frames: int, rate: int) -> Samples:
    """Gain of each frame; a step's value stands at its middle."""
    step = round(rate * _STEP)
    points = np.pad(factors(decibels), 1, mode="edge").astype(np.float32)
    return lines(points, step)[step // 2 :][:frames]
