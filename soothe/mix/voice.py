"""The lines of the voice at their places and levels, and how each keeps under the ceiling."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.automation import said
from soothe.mix.curves import Curve
from soothe.mix.hits import Hit
from soothe.mix.lanes import placed_peaks
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from soothe.mix.curves import Values
    from soothe.mix.lanes import Grid
    from soothe.mix.profiles import Profile
    from soothe.mix.takes import Take
    from soothe.model import Say, Timeline

_WORDS_FIRST = 0.4
"""Share of the ceiling that bed and bells may claim from the voice."""


def reference(timeline: Timeline, profile: Profile) -> Curve:
    """LUFS of the voice over the session: eases from the first word's to the last word's."""
    starts = [placed.start for placed, _ in said(timeline)] or [0]
    points = [(starts[0], profile.voice_lufs), (starts[-1], profile.voice_end_lufs)]
    return Curve.through(points[:1] if starts[0] == starts[-1] else points)


def lines(timeline: Timeline, takes: Mapping[Say, Take], levels: Curve) -> list[Hit[Take]]:
    """Every placed sentence at its level."""
    return [
        Hit(placed.start, gain(levels.value(placed.start)), takes[say])
        for placed, say in said(timeline)
    ]


def under_ceiling(
    hits: Sequence[Hit[Take]], others: Values, ceiling: float, grid: Grid
) -> list[Hit[Take]]:
    """The lines, those limited that would not fit under the ceiling with everything else.

    Args:
        hits: the lines.
        others: bound of the peak of bed and bells in each hop, linear.
        ceiling: linear.
        grid: the track's hops.
    """
    room = ceiling - np.minimum(others, _WORDS_FIRST * ceiling)
    spans = [placed_peaks(hit, grid) for hit in hits]
    total, top, count = np.zeros(grid.hops), np.zeros(grid.hops), np.zeros(grid.hops)
    for span, peaks in spans:
        total[span] += peaks
        top[span] = np.maximum(top[span], peaks)
        count[span] += 1.0
    limited = []
    for hit, (span, peaks) in zip(hits, spans, strict=True):
        shared = room[span] / count[span]
        # The loudest of overlapping lines makes way for the others' tails.
        alone = np.maximum(room[span] - (total[span] - peaks), shared)
        cap = np.where(peaks >= top[span], alone, shared)
        limited.append(_limited(hit, float(cap.min(initial=math.inf, where=peaks > cap))))
    return limited


def _limited(hit: Hit[Take], ceiling: float) -> Hit[Take]:
    if math.isinf(ceiling):
        return hit
    return replace(hit, sound=hit.sound.under(ceiling / hit.gain))
