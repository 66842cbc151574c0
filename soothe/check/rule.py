"""What a rule is: a name, a reason, and one pure function that looks at a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soothe.check.study import Study
    from soothe.model import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what, and what to do about it."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules."""

    name: str
    severity: Literal["error", "warning"]
    look: Callable[[Study], Iterable[Finding]]
    reason: str
    """Why it matters to who listens; one or two sentences, as the documentation has them."""
    of: Literal["script", "text", "both"] = "script"
    """What it is for: scripts, plain texts, Markdown and SSML, or both."""
