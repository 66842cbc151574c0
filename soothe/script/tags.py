"""SSML: what each element does to the words inside it, and what cannot be honoured.

One table: a new element is a new row. Prefixes of namespaces are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from soothe.model import Pause
from soothe.script.spellings import LONGEST, elastic, read_seconds, read_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.model import Cue

TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<attributes>(?:[^<>\"'/]|/(?!>)|\"[^\"]*\"|'[^']*')*+)(?P<empty>/?)>"
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
_TIMES = {
    "time": "",
    "duration": "",
    "length": "",
    "value": "",
    "sec": "s",
    "msec": "ms",
    "ms": "ms",
}
"""Attributes that say how long a pause is, and their unit where the value has none."""
BREAKS = {"break", "pause", "silence", "wait"}
"""The first is SSML's; the others are what people write for it."""
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
    inner: str
    """All that stands between its angle brackets."""


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
    inner = match["name"] + match["attributes"]
    return Tag(name, attributes, bool(match["close"]), bool(match["empty"]), inner)


def heard_of(tag: Tag) -> tuple[tuple[Cue, ...], str]:
    """The pause that a `break` makes and what `<pause 5>` or `<inhale>` mean, and what is amiss."""
    if tag.name not in BREAKS:
        return () if tag.name in _KNOWN else read_spelling(tag.inner), ""
    seconds = _seconds(tag)
    if seconds is None or seconds > LONGEST:
        return (), f"<{tag.name}> has no length that can be had; it is left out."
    return (elastic(seconds),) if seconds else (), ""


def _seconds(tag: Tag) -> float | None:
    """Seconds of a pause; None if they cannot be read."""
    for name, unit in _TIMES.items():
        if name in tag.attributes:
            return read_seconds(tag.attributes[name] + unit)
    if "strength" in tag.attributes:
        return _STRENGTHS.get(tag.attributes["strength"].lower())
    if tag.name == "break" and not any(char.isdigit() for char in tag.inner):
        return _STRENGTHS["medium"]
    pause = next(iter(read_spelling(tag.inner)), None)
    return pause.reference if isinstance(pause, Pause) else None


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


def _picture(manner: Manner, _tag: Tag) -> tuple[Manner, str]:
    return manner, "<img> is a picture; it is left out."


_PARAGRAPHS = {
    "p",
    "paragraph",
    "div",
    "blockquote",
    "section",
    "article",
    "ul",
    "ol",
    "table",
    "details",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOUNDARIES = {
    *("s", "sentence", "br", "hr", "audio", "media", "par", "seq", "li", "tr", "td", "th"),
    "summary",
    *_PARAGRAPHS,
    *_HEADINGS,
}
"""Elements at which a sentence ends."""
PARAGRAPHS = _PARAGRAPHS | _HEADINGS | {"hr"}
"""Those at whose end a paragraph ends, too."""
VOID = {"br", "hr", "img", "mark", "bookmark", "meta", "link", "lexicon"}
"""Elements without words, which some write without closing."""
_PLAIN = {
    *("speak", "w", "token", "mark", "sub", "sup", "bookmark", "span", "html", "body", "u", "a"),
    *("header", "footer", "main", "center", "small", "tbody", "thead", "code", "pre", "nobr"),
    *(BOUNDARIES - {"audio", "media", "par", "seq"}),
}
_ELEMENTS: dict[str, Callable[[Manner, Tag], tuple[Manner, str]]] = {
    "prosody": _prosody,
    "say-as": _say_as,
    **dict.fromkeys(("emphasis", "em", "strong", "b", "i"), _emphasis),
    **dict.fromkeys(("desc", "meta", "metadata", "lexicon", "script", "style"), _silent),
    **dict.fromkeys(("head", "title", "link", "lookup"), _silent),
    **dict.fromkeys(("phoneme", "voice", "lang", "audio", "express-as", "effect"), _not_honoured),
    **dict.fromkeys(("media", "par", "seq"), _not_honoured),
    "img": _picture,
}
_KNOWN = _PLAIN | _ELEMENTS.keys()
