"""What the person asked of the steps by name: to keep them, or to leave them out.

Also what must hold among steps: no name twice, no pair of three, no reference to a step that no one
wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.script.outline import slug
from soothe.script.source import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from soothe.model import Choices, Param, Step
    from soothe.script.outline import Heading
    from soothe.script.source import Findings

_WRITTEN = re.compile(r"^[ \t]*##[ \t]+([^\[\n]*?)[ \t]*\[([^\]\n]*)\]", re.MULTILINE)
_NAMED = re.compile(r"\b(?:id|pair):([\w-]+)")


def names_of(
    headings: Iterable[Heading],
    params: Iterable[Param],
    sources: Mapping[str, str],
) -> set[str]:
    """Every name that can stand for a step: of those rendered, those written, and of flags.

    A step that this session's choices leave unrendered is still known by what the source says.
    """
    names = {name for heading in headings for name in heading.names}
    names |= {param.name for param in params if param.type == "flag"}
    for source in sources.values():
        for title, options in _WRITTEN.findall(source):
            named = set(_NAMED.findall(options))
            names |= named or ({slug(title)} if "{" not in title else set())
    return names


def check_steps(steps: Sequence[Step], names: set[str], findings: Findings) -> None:
    """Note names that are used twice or that nothing has."""
    ids = Counter(step.id for step in steps)
    pairs = Counter(step.pair for step in steps if step.pair)
    for step in steps:
        if ids[step.id] > 1:
            message = f"There are {ids[step.id]} steps with the id {step.id!r}. Set id:... in each."
            findings.error(step.place, "duplicate-id", message)
        if step.pair and pairs[step.pair] > 2:  # noqa: PLR2004  a pair
            message = (
                f"There are {pairs[step.pair]} steps in the pair {step.pair!r}; a pair has two."
            )
            findings.error(step.place, "pair", message)
        for line in step.lines:
            for name in (*line.kept, *line.dropped):
                if name not in names:
                    message = f"There is no step {name!r}.{suggestion(name, names)}"
                    findings.error(line.place, "unknown-step", message)


def granted(steps: Sequence[Step], names: set[str], choices: Choices) -> tuple[Step, ...]:
    """The steps without those left out, and with those kept never dropped.

    Steps with one drop number go together, so keeping one keeps them all.

    Raises:
        UsageError: a name that nothing has, or a step that can never be left out.
    """
    for name in sorted(choices.keep | choices.without):
        if name not in names:
            raise UsageError(f"There is no step {name!r}.{suggestion(name, names)}")
    kept = {step.drop for step in steps if choices.keep & {step.id, step.key}}
    left = [step for step in steps if not choices.without & {step.id, step.key}]
    for step in steps:
        if step not in left and step.drop is None:
            raise UsageError(
                f"The step {step.id!r} belongs to every session and cannot be left out."
            )
    return tuple(replace(step, drop=None) if step.drop in kept else step for step in left)
