"""Names that people mistype, and what they may have meant: one wording for the whole program.

Both begin with a space, so that they follow a sentence.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def guess(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?` for the nearest known word; empty if none is near."""
    by_fold = {name.casefold(): name for name in sorted(set(known), reverse=True)}
    close = get_close_matches(word.casefold(), by_fold, n=1)
    return f" Did you mean {by_fold[close[0]]!r}?" if close else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """A guess, otherwise a list of what there is; empty if nothing is known."""
    names = sorted(set(known))
    everything = f" There are: {', '.join(names)}." if names else ""
    return guess(word, names) or everything
