"""What in a plain text, Markdown or SSML is no word: one pattern, with a group for each kind.

Every part ends soon wherever it begins, so that a text of nothing but beginnings costs its length.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING

from soothe.script.marks import PICTURE
from soothe.script.source import Origin, Text
from soothe.script.tags import TAG

if TYPE_CHECKING:
    from collections.abc import Mapping

_TARGET = r"\((?:[^()\n]|\([^()\n]*+\))*+\)"
"""Where a link leads, with a title if it has one."""
_CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_SPAN = rf"{_CLOCK}(?:[ \t]*(?:-->|to|[\u2013\u2014-])[ \t]*{_CLOCK})?"
_VOICE = (
    r"narrator|speaker|guide|voice[ -]?over|vo|host|instructor|teacher|therapist|sprecher(?:in)?"
)
_MANNER = r"\((?![^()\n]*(?:\d|pause|silen|hale|breath|hold|bell))[^()\n]*\)"
"""How the words are to be said, behind the name of who says them."""
TOKEN = re.compile(
    r"(?P<cdata><!\[CDATA\[|\]\]>)"
    rf"|(?P<clock>[\[(]{_SPAN}[\])]|^[ \t]*{_SPAN}[ \t]*(?:[|>\u2013\u2014-]|$))"
    rf"|(?P<label>(?i:^[ \t]*(?:{_VOICE})[ \t]*\d?[ \t]*(?:{_MANNER})?[ \t]*:)(?:[ \t]*{_MANNER})?)"
    r"|(?P<address><(?:[A-Za-z][A-Za-z0-9+.-]*+://|mailto:)[^<>\s]*+>"
    r"|<[^\s<>@\"'=/]++@[^\s<>@\"'=]++>"
    r"|\b(?:https?://|www\.)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"*_])"
    rf"|<\#(?P<hash>[^<>\#]*+)\#>|(?P<tag>{TAG.pattern})"
    r"|(?P<torn></?[A-Za-z!?](?:[^<>\n]|\n(?=[ \t]*[\w:.-]+[ \t]*=))*+>?)"
    rf"|!\[(?P<picture>[^\[\]]*+)\](?:{_TARGET}|\[[^\[\]]*+\])?+|\[\^(?P<note>[^\[\]\s]++)\]"
    rf"|\[{{1,3}}(?P<square>[^\[\]]*+)\]{{1,3}}(?P<link>{_TARGET}|\[[^\[\]]*+\])?+"
    r"|\((?P<round>[^()]*+)\)|\{{1,3}(?P<curly>[^{}]*+)\}{1,3}"
    r"|(?P<dots>\.{3,}+|\u2026++|\.(?: \.){2,}+)|&(?P<entity>[A-Za-z][\w.:-]{0,60});"
    r"|(?<![\w*])(?P<stress>\*{1,3}|_{1,3})(?=[^\s*_])(?P<stressed>.{0,300}?\S)(?P=stress)(?!\w)",
    re.DOTALL | re.MULTILINE,
)
BRACKETS = ("square", "round", "curly", "hash")
_QUOTE = r"(?:quot|apos|\#0*3[49]|\#[xX]0*2[27]);"
_ENTITY = re.compile(
    rf"&(?!{_QUOTE})(?:\#\d{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][\w.:-]{{0,60}});"
)
_DEEPEST = 3
"""How often an `&` may be escaped; more is nobody's text."""
_QUOTES = re.compile(rf"&{_QUOTE}")
_LEFT_OVER = re.compile(r"[][{}<>*_`|~#\\^]+")
_UNHEARD = re.compile(
    rf"(?:{PICTURE}[\u200d\ufe0e\ufe0f\u20e3]*)+"
    "|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]"
)
"""Small pictures, and characters that no voice can say: of direction, of width, of control."""


def decoded(text: Text, entities: Mapping[str, str]) -> Text:
    """The text with what `&lt;` and the like stand for, but for quotes, which hold attributes."""

    def meant(match: re.Match[str]) -> Text:
        name = match[0][1:]
        # `unescape` alone would take the `not` of `&nothing;` for a sign.
        char = unescape(match[0]) if name[0] == "#" else entities.get(name[:-1], html5.get(name))
        return Text(char or match[0], (Origin(0, text.place(match.start()), fixed=True),))

    for _ in range(_DEEPEST):
        if "&" in text.text:
            text = text.replaced(_ENTITY, meant)
    return text


def without_marks(text: str) -> str:
    """The text without what cannot be heard, and with spaces for all that could be a mark."""
    quoted = _QUOTES.sub(lambda match: unescape(match[0]), _UNHEARD.sub("", text))
    return _LEFT_OVER.sub(" ", quoted)
