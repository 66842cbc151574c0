"""Sharing a length in whole frames, at the least cost of all.

The real optimum (`want.py`) is rounded at its own pressure. Rounded lengths are the cheapest for
the sum they happen to have, and from there each missing or surplus frame goes to whoever it costs
least, the earliest among equals: with separable convex costs that stays the cheapest at every sum.

A frame given to a pair counts twice, so pairs share among pairs and single steps among single
steps. What all pairs take together is convex once more, and its optimum is found by walking
downhill from the real one.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor, fsum, lcm
from typing import TYPE_CHECKING

from soothe.timeline.lengths import Lengths
from soothe.timeline.want import cost, pressure, relax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.timeline.want import Want


def share(wants: Sequence[Want], total: int) -> tuple[int, ...]:
    """The cheapest whole lengths whose sum, copies counted, is `total`; it must be in `sums`.

    Exact while copies number one or two; among triplets and more a frame may lie elsewhere.
    """
    copies = max((want.copies for want in wants), default=1)
    outer = [want for want in wants if want.copies == copies]
    inner = [want for want in wants if want.copies < copies]
    if not inner:
        return _spread(outer, total // copies)
    each = _walk(outer, inner, total)
    lengths = {
        copies: iter(_spread(outer, each)),
        **dict.fromkeys(range(1, copies), iter(share(inner, total - copies * each))),
    }
    return tuple(next(lengths[want.copies]) for want in wants)


def sums(wants: Sequence[Want]) -> Lengths:
    """Every sum, copies counted, of whole lengths within the bounds."""
    counts = {want.copies for want in wants}
    total = Lengths.of(((0, 0),), stride=lcm(*counts))
    for copies in counts:
        same = [want for want in wants if want.copies == copies]
        total += Lengths.of((_hull(same),), copies, total.stride)
    return total


def _hull(wants: Sequence[Want]) -> tuple[int, int]:
    return sum(want.least for want in wants), sum(want.most for want in wants)


def _spread(wants: Sequence[Want], total: int) -> tuple[int, ...]:
    """The cheapest whole lengths with the sum `total`, among equally many copies counted once."""
    common = pressure(wants, total * wants[0].copies) if wants else 0.0
    lengths = [floor(want.under(common) + 0.5) for want in wants]
    while missing := total - sum(lengths):
        move = 1 if missing > 0 else -1
        prices = [want.price(length, move) for want, length in zip(wants, lengths, strict=True)]
        # Among equals the earliest gains and the latest loses.
        lengths[min((price, move * i, i) for i, price in enumerate(prices))[-1]] += move
    return tuple(lengths)


def _walk(outer: Sequence[Want], inner: Sequence[Want], total: int) -> int:
    """The sum of one copy each of `outer` in the cheapest arrangement of all."""
    copies = outer[0].copies
    least, most = _hull(outer)
    rests = sums(inner)

    def possible(each: int) -> bool:
        return least <= each <= most and total - copies * each in rests

    @lru_cache
    def price(each: int) -> tuple[float, int]:
        rest = share(inner, total - copies * each)
        return cost(outer, _spread(outer, each)) + cost(inner, rest), each

    centre = round(fsum(relax([*outer, *inner], total)[: len(outer)]))
    each = next(filter(possible, _outward(centre)))
    while True:
        near = range(each - rests.stride, each + rests.stride + 1)
        best = min(filter(possible, near), key=price)
        if best == each:
            return each
        each = best


def _outward(centre: int) -> Iterator[int]:
    distance = 0
    while True:
        yield from (centre - distance, centre + distance)
        distance += 1
