"""SSML: what each element does to the words inside it, and what cannot be honoured.

One table: a new element is a new row. Prefixes of namespaces are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from soothe.script.spellings import elastic, read_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.model import Pause

TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<attributes>(?:[^<>\"'/]|/(?!>)|\"[^\"]*\"|'[^']*')*)(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"([\w.-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_STRENGTHS = {
    "none": 0.0,
    "x-weak": 0.3,
    "weak": 0.6,
    "medium": 1.5,
    "strong": 3.0,
    "x-strong": 5.0,
}
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.2, "x-fast": 1.5}
_SLOWEST, _FASTEST = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of the source."""

    name: str
    """Without prefix, in lower case."""
    attributes: Mapping[str, str]
    closing: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Manner:
    """How the words inside an element are said."""

    element: str = ""
    pace: float = 1.0
    emphasis: bool = False
    silent: bool = False
    spelled: bool = False
    """Letter by letter."""


def read_tag(match: re.Match[str]) -> Tag:
    """A tag from a match of `TAG`."""
    found = _ATTRIBUTE.findall(match["attributes"])
    attributes = {name.lower(): unescape(value.strip("\"'")) for name, value in found}
    name = match["name"].rpartition(":")[2].lower()
    return Tag(name, attributes, bool(match["close"]), bool(match["empty"]))


def break_of(tag: Tag) -> Pause | None:
    """The pause that a `break` makes; None when it asks for none."""
    strength = _STRENGTHS.get(tag.attributes.get("strength", "medium"), 0.0)
    seconds = read_seconds(tag.attributes["time"]) if "time" in tag.attributes else strength
    return elastic(seconds) if seconds else None


def enter(tag: Tag, manner: Manner) -> tuple[Manner, str]:
    """How the words inside an element are said, and what of it cannot be honoured."""
    inner = replace(manner, element=tag.name)
    if tag.name in _PLAIN:
        return inner, ""
    if tag.name in _ELEMENTS:
        return _ELEMENTS[tag.name](inner, tag)
    return inner, f"<{tag.name}> is not known; the words in it are said plainly."


def _prosody(manner: Manner, tag: Tag) -> tuple[Manner, str]:
    others = sorted(tag.attributes.keys() - {"rate"})
    note = f"<prosody> changes the rate only, not {', '.join(others)}." if others else ""
    rate = tag.attributes.get("rate", "medium").strip()
    factor = _RATES.get(rate) or _percent(rate)
    if factor is None:
        return manner, f"The rate {rate!r} is not known; it stays as it is."
    return replace(manner, pace=min(max(manner.pace * factor, _SLOWEST), _FASTEST)), note


def _percent(rate: str) -> float | None:
    match = re.fullmatch(r"([+-]?)(\d+(?:\.\d+)?)(%?)", rate)
    if match is None:
        return None
    number = float(match[2]) / (100 if match[3] else 1)
    return {"": number, "+": 1 + number, "-": 1 - number}[match[1]]


def _emphasis(manner: Manner, tag: Tag) -> tuple[Manner, str]:
    weak = tag.attributes.get("level") in {"none", "reduced"}
    return replace(manner, emphasis=not weak), ""


def _say_as(manner: Manner, tag: Tag) -> tuple[Manner, str]:
    kind = tag.attributes.get("interpret-as", "")
    if kind in {"characters", "spell-out", "verbatim"}:
        return replace(manner, spelled=True), ""
    return (
        manner,
        f"<say-as> as {kind or 'nothing'} is left to the voice; the words are said plainly.",
    )


def _silent(manner: Manner, _tag: Tag) -> tuple[Manner, str]:
    return replace(manner, silent=True), ""


def _not_honoured(manner: Manner, tag: Tag) -> tuple[Manner, str]:
    return manner, f"<{tag.name}> cannot be honoured; the words in it are said plainly."


_PLAIN = {
    "speak",
    "p",
    "s",
    "br",
    "w",
    "token",
    "paragraph",
    "sentence",
    "mark",
    "sub",
    "bookmark",
    "div",
    "span",
}
_ELEMENTS: dict[str, Callable[[Manner, Tag], tuple[Manner, str]]] = {
    "prosody": _prosody,
    "say-as": _say_as,
    **dict.fromkeys(("emphasis", "em", "strong", "b", "i"), _emphasis),
    **dict.fromkeys(("desc", "meta", "metadata", "lexicon", "script", "style"), _silent),
    **dict.fromkeys(("phoneme", "voice", "lang", "audio", "express-as", "effect"), _not_honoured),
}
BOUNDARIES = {"p", "s", "paragraph", "sentence", "br", "div"}
"""Elements that end a sentence where they begin and end."""
