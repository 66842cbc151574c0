"""Parts with holes still get the cheapest lengths of all."""

from __future__ import annotations

from itertools import product
from math import inf, isclose

from hypothesis import example, given, settings
from hypothesis import strategies as st

from soothe.timeline.lengths import merge
from soothe.timeline.part import Part
from soothe.timeline.solve import solve
from soothe.timeline.want import cost


@st.composite
def parts(draw):
    edges = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=4))
    runs = merge((first, first + more) for first, more in edges)
    typical = draw(st.integers(1, 14))
    weight = draw(st.sampled_from((1.0, 0.5, 0.3)))
    return made(runs, typical, weight, draw(st.sampled_from((1, 1, 2))))


def made(runs, typical, weight=1.0, copies=1):
    """A part without words: only the number of its steps counts here."""
    return Part((None,) * copies, runs, float(typical), weight * copies, typical * copies)


def listed(part):
    return [n for first, last in part.runs for n in range(first, last + 1)]


@settings(max_examples=50, deadline=None)
@given(st.lists(parts(), min_size=1, max_size=4))
@example([made(((0, 0), (10, 10)), 4), made(((0, 0), (10, 10)), 4), made(((0, 2),), 1)])
def test_the_cheapest_lengths_of_all_are_found(some):
    wants = [part.want(part.runs) for part in some]
    least = {}
    for lengths in product(*map(listed, some)):
        total = sum(part.copies * n for part, n in zip(some, lengths, strict=True))
        least[total] = min(cost(wants, lengths), least.get(total, inf))
    for total, price in least.items():
        lengths = solve(some, total)
        assert sum(part.copies * n for part, n in zip(some, lengths, strict=True)) == total
        assert all(n in listed(part) for part, n in zip(some, lengths, strict=True))
        assert isclose(cost(wants, lengths), price, rel_tol=1e-9, abs_tol=1e-9)


def test_a_breath_takes_whole_cycles_and_the_rest_takes_what_is_over():
    breathe, rest = made(((20, 21), (30, 31), (40, 41)), 30), made(((10, 40),), 20)
    assert solve([breathe, rest], 54) == (31, 23)
    assert solve([breathe, rest], 57) == (31, 26)
    assert solve([breathe, rest], 66) == (40, 26)
