"""From a paragraph of plain text or SSML to cues: words, pauses, and nothing that looks like a tag.

What a tag asks for and cannot be had is noted as a warning; the tag itself is never spoken, whether
it stands there plainly, as `&lt;break/&gt;` or in a CDATA section.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import Pause
from soothe.script.marks import INLINE_TO_TWIN
from soothe.script.source import Origin, Text, joined
from soothe.script.spellings import (
    COUNT,
    PARAGRAPH,
    SENTENCE,
    THINKING,
    elastic,
    is_count,
    is_pause_line,
    read_spelling,
)
from soothe.script.tags import (
    BOUNDARIES,
    BREAKS,
    PARAGRAPHS,
    VOID,
    Manner,
    enter,
    heard_of,
    read_tag,
)
from soothe.script.tokens import BRACKETS, TOKEN, decoded, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Cue, Place
    from soothe.script.source import Findings
    from soothe.script.tags import Tag
    from soothe.script.unsaid import Said
    from soothe.script.words import Reader

_LEFT_OUT = {
    "torn": "is not a whole tag",
    "picture": "is a picture",
    "address": "is an address",
    "note": "is a footnote",
    "entity": "is not known",
    "clock": "is a time, which the length of the session decides",
}
_DIRECTION = re.compile(r"\s*\([^()]*[^()\s.!?,;:\u2026]\s*\)\s*")
"""`(soft music)` as a whole paragraph; what is to be said ends as a sentence does."""
_ALONE = (
    "stands alone like a direction; it is left out. End it with a full stop if it is to be said."
)
_TAIL = " \n\t.,;:!?)\u2026\u2013\u2014-"
"""What is left of a sentence behind a pause in it: `(pause).`"""
_LONGEST = 60
"""Characters of the source that a warning repeats."""


class Inline:
    """Reads the paragraphs of a text in order; an element may reach from one to the next."""

    def __init__(self, reader: Reader, said: Said, findings: Findings) -> None:
        self._reader = reader
        self._said = said
        self._findings = findings
        self._open = [Manner()]
        self._names: Counter[str] = Counter()
        """How many elements of a name are open."""
        self._stressed = 0
        """How many asterisks or underscores surround the words."""
        self._words: list[Text] = []
        self._due: Pause | None = None
        """The gap before the next words, unless a pause is written there."""

    def cues(self, text: Text) -> Iterator[Cue]:
        """The cues of a paragraph: Say, Pause and Bell."""
        if is_pause_line(text.text):
            yield from read_spelling(text.text)
            return
        if _DIRECTION.fullmatch(text.text) and not read_spelling(text.stripped().text[1:-1]):
            self._warn(text.stripped().place(), f"{_shown(text.text)} {_ALONE}")
            return
        yield from self._pieces(decoded(text, self._said.entities))
        yield from self._flush()
        self._due = None

    def _pieces(self, text: Text) -> Iterator[Cue]:
        end = 0
        for match in TOKEN.finditer(text.text):
            self._add(text.cut(end, match.start()))
            yield from self._token(match, text)
            end = match.end()
        self._add(text.cut(end))

    def _token(self, match: re.Match[str], text: Text) -> Iterator[Cue]:
        kind = match.lastgroup
        if kind == "tag":
            yield from self._tag(read_tag(match), text.place(match.start()))
        elif kind == "dots":
            counted = is_count("".join(words.text for words in self._words))
            self._add(text.cut(*match.span()))
            yield from self._heard(COUNT if counted else elastic(THINKING))
        elif kind == "stressed":
            yield from self._emphasized(match, text)
        elif kind in _LEFT_OUT:
            self._leave_out(match, text, _LEFT_OUT[kind])
        elif kind not in {"cdata", "label"}:
            yield from self._bracket(match, text)

    def _bracket(self, match: re.Match[str], text: Text) -> Iterator[Cue]:
        """A cue in any kind of brackets; the words of a link; an aside in round ones."""
        kind = next(name for name in BRACKETS if match[name] is not None)
        inner, link = match[kind], match["link"] or ""
        cues = read_spelling(inner + "s" * (kind == "hash"))
        names = {inner.lower(), link[1:-1].lower()}
        if cues:
            yield from self._heard(*cues)
        elif kind == "round" or link.startswith("(") or names & self._said.links:
            yield from self._pieces(text.cut(*match.span(kind)))
            return
        else:
            self._leave_out(match, text, "is not known")
        if link:
            yield from self._pieces(text.cut(*match.span("link")))

    def _emphasized(self, match: re.Match[str], text: Text) -> Iterator[Cue]:
        # Other words that mean a cue in brackets are words here: "Let it *rest*."
        if is_pause_line(match["stressed"]):
            yield from self._heard(*read_spelling(match["stressed"]))
            return
        self._stressed += 1
        yield from self._pieces(text.cut(*match.span("stressed")))
        self._stressed -= 1

    def _tag(self, tag: Tag, place: Place) -> Iterator[Cue]:
        if tag.name in BOUNDARIES:
            said = tuple(self._flush())
            yield from said
            ends = tag.name in PARAGRAPHS and (tag.closing or tag.name in VOID)
            if said or self._due:
                self._due = PARAGRAPH if ends else self._due or SENTENCE
        if tag.closing:
            yield from self._leave(tag, place)
            return
        cues, note = heard_of(tag)
        yield from self._heard(*cues)
        if note:
            self._warn(place, note)
        elif tag.name not in BREAKS and not cues:
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
        if not tag.empty and tag.name not in VOID:
            self._open.append(manner)
            self._names[tag.name] += 1

    def _leave(self, tag: Tag, place: Place) -> Iterator[Cue]:
        if tag.name in VOID | BREAKS:
            return
        if not self._names[tag.name]:
            self._warn(place, f"</{tag.name}> closes nothing; it is left out.")
            return
        inner = self._open[-1].pace
        element = ""
        while element != tag.name:
            element = self._open.pop().element
            self._names[element] -= 1
        if self._open[-1].pace != inner:
            yield from self._flush(inner)

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
        stressed = (manner.emphasis or self._stressed) and words.strip()
        self._words.append(_starred(piece) if stressed else piece)

    def _heard(self, *cues: Cue) -> Iterator[Cue]:
        if not cues or self._open[-1].silent:
            return
        yield from self._flush()
        if isinstance(cues[0], Pause):
            self._due = None
        yield from self._gap()
        yield from cues

    def _flush(self, pace: float | None = None) -> Iterator[Cue]:
        """The sentences gathered so far, if there is anything to speak in them."""
        words = joined(self._words) if self._words else None
        self._words = []
        if words and any(char.isalnum() for char in words.text):
            yield from self._gap()
            self._reader.factor = self._open[-1].pace if pace is None else pace
            yield from self._reader.words(
                words.cut(len(words.text) - len(words.text.lstrip(_TAIL)))
            )

    def _gap(self) -> Iterator[Cue]:
        if self._due:
            yield self._due
            self._due = None

    def _leave_out(self, match: re.Match[str], text: Text, why: str) -> None:
        end = match.end() if not match["link"] else match.start("link")
        what = _shown(match.string[match.start() : end])
        self._warn(text.place(match.start()), f"{what} {why}; it is left out.")

    def _warn(self, place: Place, message: str) -> None:
        if not self._open[-1].silent:
            self._findings.warning(place, "not-honoured", message)


def _shown(source: str) -> str:
    what = " ".join(source.split())
    return what if len(what) <= _LONGEST else f"{what[:_LONGEST]}\u2026"


def _starred(words: Text) -> Text:
    """The words between asterisks, the white space outside them."""
    bare = words.stripped()
    start = words.text.index(bare.text)
    end = start + len(bare.text)
    star = Text("*", (Origin(0, bare.place(), fixed=True),))
    return joined((words.cut(0, start), star, bare, star, words.cut(end)))
