"""The step that `--from` names: by its id, its pair or its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.script.outline import slug
from soothe.suggest import guess

if TYPE_CHECKING:
    from soothe.model import Timeline


def step_named(timeline: Timeline, name: str) -> int:
    """Index of the first span whose step has this name.

    Raises:
        UsageError: the session has no such step; the message names the nearest, or all.
    """
    known: dict[str, int] = {}
    for index, span in enumerate(timeline.spans):
        for own in (span.step.id, span.step.key, slug(span.step.title)):
            known.setdefault(own, index)
    for wanted in (name, slug(name)):
        if wanted in known:
            return known[wanted]
    titles = dict.fromkeys(span.step.title for span in timeline.spans)
    hint = guess(name, known) or f" There are: {'; '.join(titles)}."
    raise UsageError(f"This session has no step {name!r}.{hint}")
