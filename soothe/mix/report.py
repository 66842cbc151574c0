"""What a mix measures, worked out from its parts before a single block is mixed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe import loudness
from soothe.mix.lanes import STEPS_PER_HOP, bed_energies, hit_energies, line_lufs
from soothe.units import decibels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from soothe.loudness import Energies
    from soothe.mix.ambience import Ambience
    from soothe.mix.bells import Peal
    from soothe.mix.hits import Hit
    from soothe.mix.lanes import Grid
    from soothe.mix.takes import Take


@dataclass(frozen=True, slots=True)
class Report:
    """Measures of a mix; minus infinity where there is nothing to measure."""

    voice_lufs: float
    """Loudness of the lines while they are spoken."""
    bed_lufs: float
    """Loudness of the bed by itself, fades and ducking included."""
    integrated_lufs: float
    """Loudness of the whole, as BS.1770 gates it."""
    true_peak_dbtp: float
    """Bound of the highest true peak; the real one is lower."""
    separation_lu: float
    """Voice above bed while a line is spoken: the median line. Infinite without a bed."""
    least_separation_lu: float
    """The same for the line at the tenth percentile."""
    limited_lines: int
    """Lines whose peaks were lowered to fit under the ceiling."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What `report` is worked out from."""

    lines: Sequence[Hit[Take]]
    """The placed lines of the voice."""
    bells: Sequence[Hit[Peal]]
    """The placed bells."""
    bed: Ambience
    peak: float
    """Bound of the mix's true peak, linear."""
    limited: int
    """Lines that were limited."""


def report(parts: Parts, surveys: Iterable[Energies], grid: Grid) -> Report:
    """Measure a mix by its parts; a survey for each source of the bed."""
    bed = bed_energies(parts.bed, surveys, grid)
    whole = bed + hit_energies(parts.lines, grid) + hit_energies(parts.bells, grid)
    separations = _separations(parts.lines, bed, grid)
    return Report(
        voice_lufs=_voice(parts.lines),
        bed_lufs=loudness.integrated(bed),
        integrated_lufs=loudness.integrated(whole),
        true_peak_dbtp=decibels(parts.peak),
        separation_lu=_percentile(separations, 50.0),
        least_separation_lu=_percentile(separations, 10.0),
        limited_lines=parts.limited,
    )


def _voice(lines: Sequence[Hit[Take]]) -> float:
    spoken = [_spoken(line) for line in lines]
    return line_lufs(np.concatenate(spoken)) if spoken else -math.inf


def _spoken(line: Hit[Take]) -> Energies:
    """Energies of a line without its tail, at its level."""
    return line.sound.energies[: line.sound.spoken] * line.gain**2


def _separations(lines: Sequence[Hit[Take]], bed: Energies, grid: Grid) -> list[float]:
    """Loudness of each line that is heard less that of the bed below it, in order of size."""
    found = []
    for line in lines:
        voice = line_lufs(_spoken(line))
        below = bed[grid.span(line.start, -(-line.sound.spoken // STEPS_PER_HOP))]
        if math.isfinite(voice) and below.size:
            found.append(voice - loudness.lufs(float(below.mean())))
    return sorted(found)


def _percentile(ordered: list[float], percent: float) -> float:
    return ordered[int(percent / 100.0 * (len(ordered) - 1))] if ordered else -math.inf
