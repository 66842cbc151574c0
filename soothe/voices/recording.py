"""Recordings as people make them: any format and rate, with the noise of their room.

A person's room is never silent, so speech is told from rest by the recording's own noise: what is
10 dB above its quietest tenth, or 45 dB below its loudest moment, whichever is more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile

from soothe.errors import VoiceError
from soothe.units import gain

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from soothe.model import Samples

    Spans = list[tuple[int, int]]

_WINDOW = 0.01
"""Seconds over which the level is taken."""
_OVER_NOISE_DB = 10.0
_UNDER_LOUDEST_DB = -45.0
_QUIETEST = 10
"""Percent of the windows that count as noise."""
_CLICK = 0.06
"""Seconds; a shorter sound is no word."""


def read_recording(path: Path) -> tuple[Samples, int]:
    """Mono samples without offset, and their rate.

    Raises:
        VoiceError: it is no sound file.
    """
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise VoiceError(f"{path} cannot be read as sound: {error}. Save it as WAV.") from error
    mono = samples.mean(axis=1)
    return np.asarray(mono - mono.mean() if mono.size else mono, np.float32), int(rate)


def spoken_spans(samples: Samples, rate: int, rest: float) -> Spans:
    """Where something is said: spans of frames that rests of at least `rest` seconds part."""
    window = max(1, round(_WINDOW * rate))
    loud = np.flatnonzero(_is_loud(samples, window))
    if not loud.size:
        return []
    parted = np.flatnonzero(np.diff(loud) * window > rest * rate)
    starts = loud[np.concatenate(([0], parted + 1))] * window
    ends = (loud[np.concatenate((parted, [loud.size - 1]))] + 1) * window
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return [(start, end) for start, end in spans if end - start > _CLICK * rate]


def cut_rests(samples: Samples, rate: int, before: float = 0.02, after: float = 0.06) -> Samples:
    """The recording from shortly before its first word to shortly after its last; may be empty."""
    spans = spoken_spans(samples, rate, len(samples) / rate)
    if not spans:
        return samples[:0]
    start = max(0, spans[0][0] - round(before * rate))
    return samples[start : spans[-1][1] + round(after * rate)]


def _is_loud(samples: Samples, window: int) -> npt.NDArray[np.bool_]:
    padded = np.pad(samples, (0, -len(samples) % window))
    power = np.square(padded.reshape(-1, window), dtype=np.float64).mean(axis=1)
    if not power.size:
        return np.zeros(0, np.bool_)
    noise = np.percentile(power, _QUIETEST) * gain(_OVER_NOISE_DB) ** 2
    least = power.max() * gain(_UNDER_LOUDEST_DB) ** 2
    # Speech without a pause has no noise to compare with; its softest tenth is speech.
    return np.asarray(power > max(least, min(noise, power.max() / 10)), np.bool_)
