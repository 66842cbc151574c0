"""Which combinations of choices are tried: all where they are few, otherwise every pair of values.

Most faults need one choice to show, nearly all others two. So the defaults come first, then each
other value alone, which makes the plainest messages, and then rows that together hold every pair of
values of two parameters.
"""

from __future__ import annotations

from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from soothe.model import Param, Value

Choice: TypeAlias = "tuple[str, Value]"
"""A parameter and one of its values."""

FEW = 24
"""Combinations up to which all are tried."""
SOMEBODY = "Alex"
"""A name to try where a text is asked for."""


def cases(params: Iterable[Param]) -> tuple[dict[str, Value], ...]:
    """The combinations to try, as the values that are not the defaults; the defaults first."""
    options = {param.name: values for param in params if len(values := values_of(param)) > 1}
    alone = [{name: value} for name, values in options.items() for value in values[1:]]
    if prod(map(len, options.values())) <= FEW:
        rows = [dict(zip(options, row, strict=True)) for row in product(*options.values())]
    else:
        rows = pairwise(options)
    found: dict[frozenset[Choice], dict[str, Value]] = {}
    for row in ({}, *alone, *rows):
        chosen = {n: row[n] for n in options if n in row and row[n] != options[n][0]}
        found.setdefault(frozenset(chosen.items()), chosen)
    return tuple(found.values())


def values_of(param: Param) -> tuple[Value, ...]:
    """The values of a parameter that are worth a try, its default first."""
    values: dict[str, tuple[Value, ...]] = {
        "choice": param.of,
        "flag": (False, True),
        "number": tuple(end for end in (param.least, param.most) if end is not None),
        "list": ((), *((item,) for item in param.of), param.of),
        "text": (SOMEBODY,) if not param.default else (),
    }
    return tuple(dict.fromkeys((param.default, *values[param.type])))


def pairwise(options: Mapping[str, Sequence[Value]]) -> list[dict[str, Value]]:
    """Rows in which every value of one parameter meets every value of each other."""
    missing = dict.fromkeys(_pairs(options))
    rows = []
    while missing:
        row = dict(next(iter(missing)))
        for name, values in options.items():
            if name not in row:
                row[name] = max(values, key=lambda v, n=name: _gain(row, (n, v), missing))  # type: ignore[misc]
        for pair in combinations(row.items(), 2):
            missing.pop(frozenset(pair), None)
        rows.append(row)
    return rows


def _pairs(options: Mapping[str, Sequence[Value]]) -> Iterator[frozenset[Choice]]:
    for (one, firsts), (other, seconds) in combinations(options.items(), 2):
        for first, second in product(firsts, seconds):
            yield frozenset(((one, first), (other, second)))


def _gain(row: Mapping[str, Value], choice: Choice, missing: Collection[frozenset[Choice]]) -> int:
    """How many pairs that are still missing a choice would bring into a row."""
    return sum(frozenset((choice, other)) in missing for other in row.items())
