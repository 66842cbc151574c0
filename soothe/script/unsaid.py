"""What XML and Markdown say about a text and not in it: comments, instructions, the document type.

It is blanked and not cut out, so that what is left keeps its lines and columns. It is looked for in
the whole text, because a comment may reach over paragraphs; and by plain search from mark to mark,
because a pattern would try every end for every beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLOSINGS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_KEPT = "<![CDATA["
"""Words that are said, and in which the other marks mean nothing."""
_OPENING = re.compile("|".join(map(re.escape, _CLOSINGS)))
_DOCTYPE = re.compile(
    r"\s*<!DOCTYPE\b(?:\"[^\"]*\"|'[^']*'|[^\"'\[>])*+"
    r"(?:\[(?P<inner>(?:\"[^\"]*\"|'[^']*'|[^\]\"'])*+)\]\s*)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_PLAIN = re.compile(r"[^&<%]{0,200}")
"""What an entity may stand for: a few words. Anything else could be a tag or grow without end."""
_LINK = re.compile(r"^[ \t]{0,3}\[([^\[\]^]+)\]:[ \t]*\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """A text without what is not said, and the names that were given in it."""

    lines: list[str]
    entities: Mapping[str, str] = field(default_factory=dict)
    """Words by name, from the document type."""
    links: frozenset[str] = frozenset()
    """Names of addresses that are given below, in lower case."""


def said(lines: list[str]) -> Said:
    """A text without its comments, instructions and document type; its lines stay in place."""
    text = "".join(_without_comments("\n".join(lines)))
    links = frozenset(name.lower() for name in _LINK.findall(text))
    entities: dict[str, str] = {}
    if doctype := _DOCTYPE.match(text):
        text = _blank(doctype[0]) + text[doctype.end() :]
        for name, *values in _ENTITY.findall(doctype["inner"] or ""):
            # The first declaration counts, as XML has it.
            if _PLAIN.fullmatch(value := "".join(values)):
                entities.setdefault(name, value)
    return Said(text.split("\n"), entities, links)


def _without_comments(text: str) -> Iterator[str]:
    copied = done = 0
    endless: set[str] = set()
    for opening in _OPENING.finditer(text):
        mark = opening[0]
        if opening.start() < done or mark in endless:
            continue
        closing = text.find(_CLOSINGS[mark], opening.end())
        if closing < 0:
            # Nor will a later one find it; each would search to the end.
            endless.add(mark)
            continue
        done = closing + len(_CLOSINGS[mark])
        if mark != _KEPT:
            yield text[copied : opening.start()]
            yield _blank(text[opening.start() : done])
            copied = done
    yield text[copied:]


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
