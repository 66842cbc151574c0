"""Cuts a line into sentences, each of which becomes one clip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# An end mark with its closing quotes, then a gap, then something that can begin a sentence.
# Full-width marks need no gap.
_END = re.compile(
    r"""(?:[.!?\u2026]+["'\u201d\u2019\u00bb)\ue15d]*\s+(?=["'\u201c\u2018\u00ab\u201e(\ue15b]*[^\W_])|[\u3002\uff01\uff1f]+)"""
)
_LAST_WORD = re.compile(r"\S+$")
_INITIAL = re.compile(r"[^\W\d_]\.")


def sentence_spans(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans `[start, end)` of the sentences of a text; together they cover all of it."""
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match, start, abbreviations):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _ends(text: str, match: re.Match[str], start: int, abbreviations: frozenset[str]) -> bool:
    """Whether a mark ends a sentence and is not part of an abbreviation or a thinking pause."""
    following = text[match.end() :].lstrip("\"'\u201c\u2018\u00ab\u201e(")[:1]
    if following.islower():
        return False
    last = _LAST_WORD.search(text[start : match.end()].rstrip())
    word = last[0].lstrip("(\"'\u201c").lower() if last else ""
    return word not in abbreviations and not _INITIAL.fullmatch(word)
