"""What must hold among the steps of a script: names, pairs and references."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.model import Step
    from soothe.script.source import Findings

_PAIR = 2


def check_steps(steps: Sequence[Step], names: set[str], findings: Findings) -> None:
    """Note names used twice, pairs that cannot go together, and references to no step."""
    _check_ids(steps, findings)
    _check_pairs(steps, findings)
    for step in steps:
        for line in step.lines:
            for name in (*line.kept, *line.dropped):
                if name not in names:
                    message = f"There is no step {name!r}.{suggestion(name, names)}"
                    findings.error(line.place, "unknown-step", message)


def _check_ids(steps: Sequence[Step], findings: Findings) -> None:
    seen: set[str] = set()
    for step in steps:
        if step.id in seen:
            message = (
                f"There is a step {step.id!r} already. Give this one its own, like id:{step.id}-2."
            )
            findings.error(step.place, "duplicate-id", message)
        seen.add(step.id)


def _check_pairs(steps: Sequence[Step], findings: Findings) -> None:
    pairs: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        if step.pair:
            pairs[step.pair].append(step)
    for pair, members in pairs.items():
        first, last = members[0], members[-1]
        if len(members) > _PAIR:
            message = f"The pair {pair!r} has {len(members)} steps; a pair has two."
        elif first.drop != last.drop:
            message = f"Both steps of the pair {pair!r} need the same drop mark: they go together."
        elif max(first.least, last.least) > min(first.most, last.most):
            message = f"The steps of the pair {pair!r} last equally long, but share no length."
        else:
            continue
        findings.error(last.place, "pair", message)
