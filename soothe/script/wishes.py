"""What the person asked of the steps by name: to keep them, or to leave them out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.script.outline import slug
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from soothe.model import Choices, Param, Step
    from soothe.script.outline import Heading

_WRITTEN = re.compile(r"^[ \t]*##[ \t]+([^\[\n]*?)[ \t]*\[([^\]\n]*)\]", re.MULTILINE)
_NAMED = re.compile(r"\b(?:id|pair):([\w-]+)(?!\S)")


def step_names(
    headings: Iterable[Heading],
    params: Iterable[Param],
    sources: Mapping[str, str],
) -> set[str]:
    """Every name that can stand for a step: of those rendered, those written, and of flags.

    A step that this session's choices leave unrendered is still known by what the source says.
    """
    names = {name for heading in headings for name in (heading.id, heading.key)}
    names |= {param.name for param in params if param.type == "flag"}
    return names.union(*map(_written, sources.values()))


@lru_cache(maxsize=256)
def _written(source: str) -> frozenset[str]:
    """The names that the headings of a source give, or their titles where they give none."""
    names: set[str] = set()
    for title, options in _WRITTEN.findall(source):
        named = set(_NAMED.findall(options))
        names |= named or ({slug(title)} if "{" not in title else set())
    return frozenset(names)


def granted(
    steps: Sequence[Step], names: set[str], choices: Choices, brought: Iterable[str]
) -> tuple[Step, ...]:
    """The steps without those left out, and with those kept never dropped.

    Steps with one drop number go together, so keeping one keeps them all.

    Args:
        steps: all that the ending allows.
        names: every name that can stand for a step.
        choices: what to keep and what to leave out.
        brought: ids of the steps that are there only because of a flag that was kept.

    Raises:
        UsageError: a name that nothing has, or a step that can never be left out.
    """
    for name in sorted(choices.keep | choices.without):
        if name not in names:
            raise UsageError(f"There is no step {name!r}.{suggestion(name, names)}")
    left_out = [step for step in steps if choices.without & {step.id, step.key}]
    for step in left_out:
        if step.drop is None:
            raise UsageError(f"The step {step.id!r} is part of every session: it has no drop mark.")
    asked = choices.keep.union(brought)
    kept = {step.drop for step in steps if asked & {step.id, step.key}}
    gone = {step.id for step in left_out}
    rest = (step for step in steps if step.id not in gone)
    return tuple(replace(step, drop=None) if step.drop in kept else step for step in rest)
