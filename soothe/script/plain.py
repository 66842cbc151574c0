"""Cuts plain text, Markdown or SSML into blocks, and makes steps and lines of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Literal

from soothe.model import Bell, Line, Pause, Place, Say, Step
from soothe.script.inline import Inline
from soothe.script.source import Findings, Origin, Text, joined
from soothe.script.spellings import (
    COUNT,
    LONGEST,
    PARAGRAPH,
    SENTENCE,
    elastic,
    is_count,
    is_pause_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from soothe.model import Cue
    from soothe.script.unsaid import Said
    from soothe.script.words import Reader

_RULE_PAUSE = elastic(4.0)
_WORDS_PER_SECOND = 2.2

_SSML = re.compile(r"\s*<(?:\w+:)?speak\b")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?=[ \t])")
_COUNTDOWN = r"(?!\d{1,3}[.)](?:\s|$))"
_ITEM = re.compile(
    r"[ \t]*(?:[-*+\u2022\u2023\u25e6\u25aa\u2013\u2014]|\(?\d{1,3}[.)])[ \t]+"
    rf"{_COUNTDOWN}(?:\[[ xX]\][ \t]+)?"
)
_CELL = re.compile(r"(?<=\|)[^|]*[^|\s][^|]*(?=\|)")
_SIGN = r"[-*_=\u2022\u00b7]"
_KINDS = {
    "blank": re.compile(r"\s*"),
    "underline": re.compile(r"[ \t]*={3,}[ \t]*"),
    "rule": re.compile(rf"[ \t]*(?:-{{3,}}|\*{{3,}}|_{{3,}}|(?:{_SIGN}[ \t]+){{2,}}{_SIGN})[ \t]*"),
    "fence": re.compile(r"[ \t]*(?:```|~~~|:::).*"),
    "target": re.compile(r"[ \t]{0,3}\[[^\[\]^]+\]:[ \t]*\S.*"),
    "note": re.compile(r"[ \t]{0,3}\[\^[^\[\]\s]+\]:.*"),
    "head": re.compile(r"(?=[^|]*\|)(?=.*-)[ \t|:-]+"),
    "row": re.compile(r"[ \t]*\|.*\|[ \t]*"),
}
"""Lines that are no part of a paragraph; a head is the line below the names of a table's columns,
a target says where the links of a name lead."""
_ENDS = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a rule between two, or a footnote."""

    kind: Literal["heading", "paragraph", "rule", "note"]
    text: Text


def is_ssml(body: str) -> bool:
    """Whether a text is an SSML document."""
    return bool(_SSML.match(body))


def blocks(path: Path, lines: list[str], first: int) -> Iterator[Block]:
    """The blocks of a text whose first line has the number `first`; SSML is one paragraph."""
    texts = [
        Text(line, (Origin(0, Place(str(path), number)),))
        for number, line in enumerate(lines, start=first)
    ]
    if is_ssml("\n".join(lines)):
        yield Block("paragraph", joined(_with_ends(texts)))
        return
    yield from _Cutter().blocks(texts)


class _Cutter:
    """Gathers lines until a paragraph ends."""

    def __init__(self) -> None:
        self._lines: list[Text] = []
        self._quoted = False

    def blocks(self, texts: Iterable[Text]) -> Iterator[Block]:
        """The blocks that the lines make."""
        for text in texts:
            quote = _QUOTE.match(text.text)
            if bool(quote) != self._quoted:
                self._quoted = bool(quote)
                yield from self._paragraph()
            yield from self._line(text.cut(quote.end()) if quote else text)
        yield from self._paragraph()

    def _line(self, text: Text) -> Iterator[Block]:
        kind = next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(text.text)), "")
        heading, item = _HEADING.match(text.text), _ITEM.match(text.text)
        if kind == "underline" and len(self._lines) == 1:
            yield Block("heading", self._lines.pop())
            return
        lone = not kind and is_pause_line(text.text)
        if kind or heading or item or lone:
            yield from self._paragraph()
        if kind:
            yield from _unspoken(kind, text)
        elif heading:
            yield Block("heading", text.cut(heading.end(), len(text.text.rstrip(" \t#"))))
        elif lone:
            yield Block("paragraph", text)
        else:
            self._lines.append(text.cut(item.end()) if item else text)

    def _paragraph(self) -> Iterator[Block]:
        """The lines that were gathered, as one text."""
        if self._lines:
            yield Block("paragraph", joined(_with_ends(self._lines)))
        self._lines = []


def _with_ends(lines: Iterable[Text]) -> Iterator[Text]:
    for line in lines:
        yield line
        yield Text("\n", (Origin(0, line.place()),))


def _unspoken(kind: str, text: Text) -> Iterator[Block]:
    """What a line that is no part of a paragraph gives."""
    if kind in {"rule", "underline"}:
        yield Block("rule", text)
    elif kind == "note":
        yield Block("note", text)
    elif kind == "row":
        cells = _CELL.finditer(text.text)
        yield from (Block("paragraph", text.cut(*cell.span())) for cell in cells)


def recite(
    found: Iterable[Block], title: str, reader: Reader, said: Said, findings: Findings
) -> list[Step]:
    """The steps of a text: one for each heading, and one for what stands before the first."""
    inline = Inline(reader, said, findings)
    steps: list[tuple[str, Place, list[Line]]] = []
    for block in found:
        place = block.text.place()
        if block.kind == "note":
            findings.warning(place, "not-honoured", "This is a footnote; it is left out.")
            continue
        if block.kind == "heading" or not steps:
            heading = block.kind == "heading"
            name = title_of(block.text, reader, said) if heading else ""
            steps.append((name or title, place, []))
        if block.kind != "heading":
            cues = inline.cues(block.text) if block.kind == "paragraph" else iter((_RULE_PAUSE,))
            steps[-1][2].extend(_lines(list(cues), place))
    ids = count(1)
    return [_step(f"part-{next(ids)}", *step) for step in steps if step[2]]


def title_of(text: Text, reader: Reader, said: Said) -> str:
    """The words of a heading, without marks; what else stands in it is nobody's loss."""
    unheard = Findings()
    cues = Inline(replace(reader, findings=unheard), said, unheard).cues(text)
    return " ".join(cue.text for cue in cues if isinstance(cue, Say))


def seconds_of(lines: Iterable[Line]) -> tuple[float, float, float]:
    """About the least, the usual and the greatest seconds of lines."""
    cues = [cue for line in lines for cue in line.cues]
    speech = sum(len(cue.text.split()) for cue in cues if isinstance(cue, Say)) / _WORDS_PER_SECOND
    speech += sum(cue.times * cue.spacing for cue in cues if isinstance(cue, Bell))
    pauses = [cue for cue in cues if isinstance(cue, Pause)]
    return (
        speech + sum(pause.least for pause in pauses),
        speech + sum(pause.reference for pause in pauses),
        speech + sum(pause.most for pause in pauses),
    )


def _lines(cues: list[Cue], place: Place) -> Iterator[Line]:
    """One line for each sentence, with what follows it and the gap after it."""
    current: list[Cue] = []
    for index, cue in enumerate(cues):
        if isinstance(cue, Say) and current:
            yield Line(tuple(current), place)
            current = []
        if isinstance(cue, Say):
            place = cue.place
        current.append(cue)
        following = cues[index + 1] if index + 1 < len(cues) else None
        if isinstance(cue, Say) and not isinstance(following, Pause):
            if following is None:
                current.append(PARAGRAPH)
            elif _ENDS.search(cue.text):
                current.append(COUNT if is_count(cue.text) else SENTENCE)
    if current:
        yield Line(tuple(current), place)


def _step(name: str, title: str, place: Place, lines: list[Line]) -> Step:
    _, usual, _ = seconds_of(lines)
    return Step(name, title, 0.0, min(usual, LONGEST), LONGEST, tuple(lines), place=place)
