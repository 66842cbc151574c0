"""Names that people mistype, and what they may have meant: one wording for the whole program."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?` for the nearest known word, otherwise a list of what there is.

    Begins with a space, so that it follows a sentence; empty if nothing is known.
    """
    by_fold = {name.casefold(): name for name in sorted(set(known), reverse=True)}
    if close := get_close_matches(word.casefold(), by_fold, n=1):
        return f" Did you mean {by_fold[close[0]]!r}?"
    return f" There are: {', '.join(sorted(by_fold.values()))}." if by_fold else ""
