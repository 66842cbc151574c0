"""Whether a choice changes anything: two cases that differ in it alone are compared.

A value may matter only together with others, so where it changes nothing by itself, the rows that
have it get a twin without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.model import Pause
from soothe.script.params import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from soothe.check.study import Case
    from soothe.model import Param, Value

ALWAYS = {param.name for param in RESERVED} - {"ending"}
"""Parameters that every script has, whether or not it makes use of them."""


def offered(params: Iterable[Param]) -> Iterator[tuple[str, Value]]:
    """The values of choices and flags besides their defaults, which should all matter."""
    for param in params:
        values: tuple[Value, ...] = param.of if param.type == "choice" else ()
        if param.type == "flag":
            values = (not param.default,)
        if param.name not in ALWAYS:
            yield from ((param.name, value) for value in values if value != param.default)


def matters(cases: Iterable[Case], name: str, value: Value) -> bool:
    """Whether a value changes anything in some case that was also tried without it."""
    others = {_key(case, name): case for case in cases if name not in case.values}
    return any(
        _heard(case) != _heard(others[_key(case, name)])
        for case in cases
        if case.values.get(name) == value and _key(case, name) in others
    )


def twins(cases: Sequence[Case], params: Iterable[Param]) -> list[dict[str, Value]]:
    """The rows that are missing to tell whether each value matters, each once."""
    rows: list[dict[str, Value]] = []
    for name, value in offered(params):
        if not matters(cases, name, value):
            having = (case.values for case in cases if case.values.get(name) == value)
            rows += ({n: v for n, v in row.items() if n != name} for row in having)
    known = [case.values for case in cases]
    return [row for i, row in enumerate(rows) if row not in known and row not in rows[:i]]


def _key(case: Case, name: str) -> tuple[object, ...]:
    """The seed and the choices but one."""
    return case.script.seed, *sorted(item for item in case.values.items() if item[0] != name)


def _heard(case: Case) -> list[object]:
    """All of a session but its pauses."""
    return [
        (step.id, step.title, [cue for cue in line.cues if not isinstance(cue, Pause)])
        for step in case.script.steps
        for line in step.lines
    ]
