"""From a paragraph of plain text or SSML to cues: words, pauses, and nothing that looks like a tag.

What a tag asks for and cannot be had is noted as a warning; the tag itself is never spoken.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from soothe.script.marks import INLINE_TO_TWIN
from soothe.script.source import Origin, Text
from soothe.script.spellings import PARAGRAPH, elastic, read_spelling
from soothe.script.tags import BOUNDARIES, TAG, Manner, break_of, enter, read_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Cue, Place
    from soothe.script.source import Findings
    from soothe.script.tags import Tag
    from soothe.script.words import Reader

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    rf"|(?P<tag>{TAG.pattern})|(?P<torn></?[A-Za-z!][^<>]*>?)"
    r"|\[\[(?P<double>[^\[\]]*)\]\]|\[(?P<square>[^\[\]]*)\](?P<link>\([^()\s]*\))?"
    r"|\((?P<round>[^()]*)\)|\{(?P<curly>[^{}]*)\}|<#(?P<hash>[^<>#]*)#>"
    r"|(?P<dots>\.{3,}|\u2026)(?=\s|$)"
    r"|(?<![\w*])(?P<stress>\*{1,3}|_{1,3})(?=[^\s*_])(?P<stressed>.{0,300}?\S)(?P=stress)(?!\w)",
    re.DOTALL,
)
_LEFT_OVER = re.compile(r"[][{}<>*_`|~#\\^]+")
_BRACKETS = ("double", "square", "round", "curly", "hash")
_VOID = {"br", "mark", "bookmark", "meta", "lexicon"}
"""Elements without words, which some write without closing."""
_PARAGRAPHS = {"p", "paragraph", "div"}
_THINKING = 2.0
"""Seconds of three dots."""


def without_marks(text: str) -> str:
    """The text with spaces for everything that could be a mark."""
    return _LEFT_OVER.sub(" ", unescape(text))


class Inline:
    """Reads the paragraphs of a text in order; an element may reach from one to the next."""

    def __init__(self, reader: Reader, findings: Findings) -> None:
        self._reader = reader
        self._findings = findings
        self._open = [Manner()]
        self._words: Text | None = None

    def cues(self, text: Text) -> Iterator[Cue]:
        """The cues of a paragraph: Say, Pause and Bell."""
        yield from self._pieces(text)
        yield from self._flush()

    def _pieces(self, text: Text) -> Iterator[Cue]:
        end = 0
        for match in _TOKEN.finditer(text.text):
            self._add(text.cut(end, match.start()))
            yield from self._token(match, text)
            end = match.end()
        self._add(text.cut(end))

    def _token(self, match: re.Match[str], text: Text) -> Iterator[Cue]:
        place = text.place(match.start())
        if match["tag"]:
            yield from self._tag(read_tag(match), place)
        elif match["torn"]:
            self._warn(place, f"{match[0]} is not a whole tag; it is left out.")
        elif match["cdata"]:
            self._add(text.cut(*match.span("cdata")))
        elif match["dots"]:
            self._add(text.cut(*match.span()))
            yield from self._heard(elastic(_THINKING))
        elif match["stressed"]:
            yield from self._stressed(match, text)
        else:
            yield from self._bracket(match, text)

    def _bracket(self, match: re.Match[str], text: Text) -> Iterator[Cue]:
        """A cue in any kind of brackets; the words of a link; an aside in round ones."""
        kind = next((name for name in _BRACKETS if match[name] is not None), None)
        if kind is None:
            return
        cue = read_spelling(match[kind] + "s" * (kind == "hash"))
        if cue:
            yield from self._heard(cue)
        elif kind == "round" or match["link"]:
            yield from self._pieces(text.cut(*match.span(kind)))
        else:
            self._warn(text.place(match.start()), f"{match[0]} is not known; it is left out.")

    def _stressed(self, match: re.Match[str], text: Text) -> Iterator[Cue]:
        cue = read_spelling(match["stressed"])
        if cue:
            yield from self._heard(cue)
            return
        self._open.append(replace(self._open[-1], emphasis=True))
        yield from self._pieces(text.cut(*match.span("stressed")))
        self._open.pop()

    def _tag(self, tag: Tag, place: Place) -> Iterator[Cue]:
        if tag.name in BOUNDARIES:
            yield from self._flush()
        if tag.closing and tag.name in _PARAGRAPHS:
            yield PARAGRAPH
        if tag.name == "break":
            pause = None if tag.closing else break_of(tag)
            yield from self._heard(pause) if pause else ()
        elif tag.closing:
            yield from self._leave(tag, place)
        else:
            yield from self._enter(tag, place)

    def _enter(self, tag: Tag, place: Place) -> Iterator[Cue]:
        manner, note = enter(tag, self._open[-1])
        if note:
            self._warn(place, note)
        if manner.pace != self._open[-1].pace:
            yield from self._flush()
        if "alias" in tag.attributes and tag.name == "sub":
            self._add(Text(tag.attributes["alias"], (Origin(0, place, fixed=True),)))
            manner = replace(manner, silent=True)
        if not tag.empty and tag.name not in _VOID:
            self._open.append(manner)

    def _leave(self, tag: Tag, place: Place) -> Iterator[Cue]:
        elements = [manner.element for manner in self._open]
        if tag.name not in elements:
            self._warn(place, f"</{tag.name}> closes nothing; it is left out.")
            return
        last = len(elements) - 1 - elements[::-1].index(tag.name)
        if self._open[-1].pace != self._open[last - 1].pace:
            yield from self._flush()
        del self._open[last:]

    def _add(self, text: Text) -> None:
        """Take words into the sentence that is being gathered."""
        manner = self._open[-1]
        plain = without_marks(text.text)
        if manner.silent or not plain:
            return
        words = " ".join(plain.replace(" ", "")) if manner.spelled else plain
        # A changed text has other columns; all of it then comes from where it began.
        origins = text.origins if words == text.text else (Origin(0, text.place(), fixed=True),)
        piece = Text(words, origins).translated(INLINE_TO_TWIN)
        if manner.emphasis and words.strip():
            piece = _starred(piece)
        self._words = self._words + piece if self._words else piece

    def _heard(self, cue: Cue) -> Iterator[Cue]:
        yield from self._flush()
        yield cue

    def _flush(self) -> Iterator[Cue]:
        """The sentences gathered so far, if there is anything to speak in them."""
        words, self._words = self._words, None
        if words and any(char.isalnum() for char in words.text):
            self._reader.factor = self._open[-1].pace
            yield from self._reader.words(words)

    def _warn(self, place: Place, message: str) -> None:
        self._findings.warning(place, "not-honoured", message)


def _starred(words: Text) -> Text:
    """The words between asterisks, the white space outside them."""
    bare = words.stripped()
    start = words.text.index(bare.text)
    end = start + len(bare.text)
    star = Text("*", (Origin(0, bare.place(), fixed=True),))
    return words.cut(0, start) + star + bare + star + words.cut(end)
