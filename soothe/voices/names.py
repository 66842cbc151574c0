"""Names that people mistype, and what they may have meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean this or that?` with a leading space; empty if nothing is near."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    near = get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(by_fold[fold] for fold in near)}?" if near else ""
