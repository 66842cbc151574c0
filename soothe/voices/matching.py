"""Which part of a long take is which line of the sheet: in order, by how long each should last.

Rests part the take into pieces. A line is one piece, or up to three where the reader paused within
it; a line may have been left out, and a piece may be none (a cough, a false start). Of all such
readings, at all paces that people read at, the likeliest is found by dynamic programming: lengths
that fit the words are cheap, and everything left over has its price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.voices.estimate import estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from soothe.voices.sheet import Row

    Numbers = npt.NDArray[np.float64]
    _Choices = tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]

MOST_PIECES = 3
"""Of one line."""
PACES = tuple(float(pace) for pace in np.geomspace(0.6, 1.8, 12))
"""How much longer than estimated a reader may take."""
_SPREAD = 0.2
"""By how much, in logarithm, a line's length usually differs from what its words need."""
_SKIPPED_LINE = 5.0
_SKIPPED_PIECE, _PER_SECOND, _LONG_PIECE = 1.5, 2.0, 4.0
"""A cough is passed over sooner than a sentence."""
_JOINED, _PER_REST = 1.0, 1.0
"""Price of each rest within a line, and of each of its seconds."""
_FAR = 0.45
"""Logarithm of the ratio of lengths from which a match is doubtful."""
_Found = tuple[int, int, int]
"""A line, its first piece, and how many."""


@dataclass(frozen=True, slots=True)
class Match:
    """A line and where it was found."""

    row: Row
    start: float
    """Seconds from the start of the take."""
    end: float
    doubtful: bool
    """Its length does not go well with its words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a take."""

    matches: tuple[Match, ...]
    missing: tuple[Row, ...]
    """Lines that were not found in it."""
    unused: tuple[tuple[float, float], ...]
    """Pieces that are no line, in seconds."""


def match(pieces: Sequence[tuple[float, float]], rows: Sequence[Row]) -> Reading:
    """The likeliest reading of a take.

    Args:
        pieces: start and end of each stretch of speech, in seconds.
        rows: the lines in the order in which they were to be read.
    """
    spans = np.array(pieces, np.float64).reshape(-1, 2)
    lengths = np.array([estimate(row.text) for row in rows])
    _, found = min(_cheapest(spans, lengths * pace) for pace in PACES)
    taken = {first + index for _, first, count in found for index in range(count)}
    lines = {line for line, _, _ in found}
    return Reading(
        tuple(_matches(spans, lengths, rows, found)),
        tuple(row for line, row in enumerate(rows) if line not in lines),
        tuple(piece for index, piece in enumerate(pieces) if index not in taken),
    )


def _matches(
    spans: Numbers, lengths: Numbers, rows: Sequence[Row], found: Sequence[_Found]
) -> list[Match]:
    lines, first, counts = np.array(found, np.intp).reshape(-1, 3).T
    starts, ends = spans[first, 0], spans[first + counts - 1, 1]
    off = np.log((ends - starts) / lengths[lines])
    far = np.abs(off - np.median(off)) > _FAR if found else off > 0
    return [
        Match(rows[line], float(start), float(end), bool(doubtful))
        for line, start, end, doubtful in zip(lines, starts, ends, far, strict=True)
    ]


def _cheapest(spans: Numbers, lengths: Numbers) -> tuple[float, list[_Found]]:
    """The price of the cheapest reading, and the lines that it finds, in order."""
    seconds = spans[:, 1] - spans[:, 0]
    skips = np.minimum(_SKIPPED_PIECE + _PER_SECOND * seconds, _LONG_PIECE)
    passed = np.concatenate(([0.0], np.cumsum(skips)))
    rows, costs = [], passed
    for length in lengths:
        options = np.stack([costs + _SKIPPED_LINE, *_joined(spans, costs, length)])
        best = options.min(axis=0)
        # What is passed over after a line: the cheapest of all ends before, and the way from there.
        least = np.minimum.accumulate(best - passed)
        costs = least + passed
        rows.append((options.argmin(axis=0), best - passed <= least))
    return float(costs[-1]), _traced(rows, len(spans))


def _joined(spans: Numbers, costs: Numbers, length: float) -> list[Numbers]:
    """The price of a line that ends with each piece, made of one piece, of two, of three."""
    spoken = np.concatenate(([0.0], np.cumsum(spans[:, 1] - spans[:, 0])))
    prices = []
    for count in range(1, MOST_PIECES + 1):
        price = np.full(len(costs), np.inf)
        if count <= len(spans):
            seconds = spoken[count:] - spoken[:-count]
            whole = spans[count - 1 :, 1] - spans[: len(spans) - count + 1, 0]
            off = np.log(seconds / length) / _SPREAD
            rests = _JOINED * (count - 1) + _PER_REST * (whole - seconds)
            price[count:] = costs[:-count] + off**2 / 2 + rests
        prices.append(price)
    return prices


def _traced(rows: Sequence[_Choices], at: int) -> list[_Found]:
    """The way back from the last piece and line."""
    found = []
    for line in range(len(rows) - 1, -1, -1):
        choice, ends_here = rows[line]
        while not ends_here[at]:
            at -= 1
        if count := int(choice[at]):
            at -= count
            found.append((line, at, count))
    return found[::-1]
