"""A timeline, one source line after the other: how transcripts, lyrics and cards walk it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Placed, Timeline


def by_line(timeline: Timeline) -> Iterator[tuple[int, tuple[Placed, ...]]]:
    """(index of the step, what is heard or shown in one of its lines), in order of start."""
    lines = groupby(timeline.placed, key=lambda each: (each.step, each.line))
    return ((step, tuple(placed)) for (step, _), placed in lines)
