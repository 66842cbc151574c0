"""How long each part lasts: the cheapest lengths of all, holes and whole frames included.

A part whose breaths come in whole cycles can last, say, 40 to 45 or 52 to 57 seconds and nothing in
between. With such holes ignored the real optimum is known at once (`want.py`), and it costs no more
than any answer. So: take a part with holes and seek the best answer in its run nearest to the real
optimum, in the runs below and in the runs above; follow no branch that cannot beat the best answer
found. This is branch and bound: it ends with the optimum and sees few branches.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, TypeAlias

from soothe.timeline.share import share, sums
from soothe.timeline.want import cost, relax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.timeline.lengths import Run, Runs
    from soothe.timeline.part import Part

    Branch: TypeAlias = tuple[Runs, ...]
    """For each part the runs that it may still use."""


def solve(parts: Sequence[Part], total: int) -> tuple[int, ...]:
    """The frames of each part, counted for one of its steps, so that all together last `total`.

    `total` must be possible. Among equally cheap answers the first found is given.
    """
    answer: tuple[int, ...] = ()
    least = inf
    branches = [tuple(part.runs for part in parts)]
    while branches:
        branch = branches.pop()
        wants = [part.want(runs) for part, runs in zip(parts, branch, strict=True)]
        if total not in sums(wants):
            continue
        relaxed = relax(wants, total)
        if cost(wants, relaxed) >= least:
            continue
        if twigs := list(_split(branch, relaxed)):
            branches.extend(twigs)
        elif (price := cost(wants, lengths := share(wants, total))) < least:
            least, answer = price, lengths
    return answer


def _split(branch: Branch, relaxed: Sequence[float]) -> Iterator[Branch]:
    """The branch in two or three, the most hopeful last; nothing when no part has a hole."""
    holes = [index for index, runs in enumerate(branch) if len(runs) > 1]
    if not holes:
        return
    part = max(holes, key=lambda index: _gap(branch[index], relaxed[index]))
    runs = branch[part]
    near = min(range(len(runs)), key=lambda run: _distance(runs[run], relaxed[part]))
    for choice in (runs[:near], runs[near + 1 :], runs[near : near + 1]):
        if choice:
            yield (*branch[:part], choice, *branch[part + 1 :])


def _gap(runs: Runs, length: float) -> float:
    return min(_distance(run, length) for run in runs)


def _distance(run: Run, length: float) -> float:
    return max(run[0] - length, length - run[1], 0.0)
