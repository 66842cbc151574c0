"""Cuts a line into sentences, each of which becomes one clip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING = "\"'\u201d\u2019\u00bb)"
_OPENING = "\"'\u201c\u2018\u00ab\u201e\u00bf\u00a1("
# End marks and closing quotes, a gap, and something to begin with. Full-width marks need no gap.
_END = re.compile(
    rf"(?<![.!?\u2026])([.!?\u2026]++[{_CLOSING}]*)\s+(?=[{_OPENING}*]*([^\W_]))"
    rf"|([\u3002\uff01\uff1f]++[\u300d\u300f{_CLOSING}]*)\s*(?=[{_OPENING}*]*([^\W_]))"
)
_HEARD = re.compile(r"[^\W_]")
_INITIAL = re.compile(r"[^\W\d_]\.")


def sentence_spans(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans `[start, end)` of the sentences of a text; together they cover all of it.

    A mark does not end a sentence when a small letter follows, or after an abbreviation or an
    initial. Decimals have no gap and need no rule.
    """
    start = 0
    for match in _END.finditer(text):
        end, following = (match.end(1), match[2]) if match[1] else (match.end(3), match[4])
        # Only the last word is looked at: a text of abbreviations would cost its square.
        last = text[max(start, text.rfind(" ", start, end) + 1) : end].lstrip(f"{_OPENING}*")
        short = last.lower() in abbreviations or _INITIAL.fullmatch(last)
        heard = _HEARD.search(text, start, end)
        if heard and not short and not following.islower():
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)
