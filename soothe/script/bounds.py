"""Lengths with bounds, as scripts write them: `30s..1m..3m`, or `30s..3m` with a derived middle."""

from __future__ import annotations

import math
import re

from soothe.units import parse_duration

TIME = r"(?:\d{1,6}(?:\.\d{1,20})?(?:ms|[hms])){1,3}"
"""Pattern of one length: `4s`, `1m30s`, `250ms`. Digits end somewhere, as all sessions do."""
_BOUNDS = re.compile(rf"{TIME}(?:\.\.{TIME}){{1,2}}")
_TWO = 2


def middle(least: float, most: float) -> float:
    """Seconds at ease between two bounds: the square of the mean of their roots.

    It lies between the geometric mean, which is how durations feel, and the arithmetic one, which
    unlike the former is not nothing when the least is: 12 of 6..20, 89 of 30..180, 2.5 of 0..10.
    """
    between = ((math.sqrt(least) + math.sqrt(most)) / 2) ** 2
    # Clamped, because the square of a root can miss by a rounding.
    return min(max(least, between), most)


def parse_bounds(text: str) -> tuple[float, float, float] | None:
    """Least, typical and most seconds in `a..b` or `a..b..c`; None for other or unordered text."""
    if not _BOUNDS.fullmatch(text):
        return None
    parts = [parse_duration(part) for part in text.split("..")]
    seconds = [part for part in parts if part is not None]
    if len(seconds) != len(parts) or sorted(seconds) != seconds or seconds[-1] == 0:
        return None
    if len(seconds) == _TWO:
        return seconds[0], middle(*seconds), seconds[1]
    return seconds[0], seconds[1], seconds[2]
