"""A file reduced, in one pass and constant memory, to a few numbers for each 100 ms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from soothe.inspect.spectrum import Spectrogram
from soothe.loudness import HOPS_PER_SECOND, true_peak

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from soothe.decoding import Part, Recorded
    from soothe.loudness import Energies

    Hops: TypeAlias = npt.NDArray[np.float64]
    """One value for each 100 ms."""

_LEAD_HOPS = 5
"""Heard again before each block, for filters and for what lies around a join."""
_WINDOW = 4096
"""Frames that are oversampled together, where between them could be the highest peak."""
_MARGIN = 256
"""Frames heard around them and eased in: a cut would ring in the oversampler."""
_SAFE = 1.5
"""Factor by which what lies between samples can exceed them."""
_NEARBY = 0.25
"""Seconds on either side that a join is compared with."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was heard of a file."""

    rate: int
    frames: int
    energies: Energies
    """K-weighted mean square, both channels together."""
    mono: Energies
    """The same after folding down to one channel, played by two loudspeakers."""
    levels: Hops
    """Root mean square of the louder channel, linear."""
    peak: float
    """Highest true peak, linear."""
    joins: dict[int, float]
    """For frames asked about: the step there against the 99.9th percentile of those nearby."""
    spectrogram: Spectrogram

    def hop(self, frame: float) -> int:
        """The hop that a frame lies in."""
        return int(frame * HOPS_PER_SECOND // self.rate)


def listen(recorded: Recorded, joins: Iterable[int] = ()) -> Heard:
    """Hear a file from its beginning to its end.

    Args:
        recorded: the file.
        joins: frames at which steps between samples are measured.

    Raises:
        SoundError: it cannot be decoded.
    """
    energies, mono, levels = ([np.zeros(0)] for _ in range(3))
    wanted, found, peak, frames = sorted(set(joins)), dict[int, float](), 0.0, 0
    spectrogram = Spectrogram(recorded.frames, recorded.rate)
    for part in recorded.parts(_LEAD_HOPS):
        frames += len(part.own)
        energies.append(part.energies)
        folded = np.repeat(part.samples.mean(axis=1)[:, None], 2, axis=1)
        mono.append(replace(part, samples=folded).energies)
        levels.append(_levels(part))
        peak = _peak(part, peak)
        found |= _steps(part, wanted)
        spectrogram.add(part.own, part.start)
    recorded.tell_if_cut_short(frames)
    return Heard(
        recorded.rate,
        frames,
        np.concatenate(energies),
        np.concatenate(mono),
        np.concatenate(levels),
        peak,
        found,
        spectrogram,
    )


def _levels(part: Part) -> Hops:
    hop = part.rate // HOPS_PER_SECOND
    first = np.arange(0, len(part.own), hop)
    powers = np.add.reduceat(np.square(part.own, dtype=np.float64), first) / hop
    return np.asarray(np.sqrt(powers.max(axis=1)))


def _peak(part: Part, known: float) -> float:
    """The highest true peak of a part and of what was heard before it."""
    heights = np.abs(part.samples).max(axis=1)
    windows = np.maximum.reduceat(heights, np.arange(0, len(heights), _WINDOW))
    highest = max(known, float(windows.max(initial=0.0)))
    for window in np.argsort(-windows):
        if windows[window] * _SAFE <= highest:
            break
        start = int(window) * _WINDOW
        around = part.samples[max(0, start - _MARGIN) : start + _WINDOW + _MARGIN]
        place = np.arange(len(around))
        ease = np.minimum(1.0, np.minimum(place, place[::-1]) / _MARGIN).astype(np.float32)
        highest = max(highest, true_peak(around * ease[:, None], part.rate))
    return highest


def _steps(part: Part, joins: Iterable[int]) -> dict[int, float]:
    """Each join around which the part holds enough."""
    near, first = int(part.rate * _NEARBY), part.start - part.lead
    end = first + len(part.samples)
    found = {}
    for join in joins:
        if first + near <= join < end - near and part.start - near <= join:
            around = part.samples[join - near - first : join + near - first]
            steps = np.abs(np.diff(around, axis=0)).max(axis=1)
            usual = float(np.percentile(steps, 99.9))
            found[join] = float(steps[near - 1]) / usual if usual else 0.0
    return found
