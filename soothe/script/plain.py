"""Cuts plain text, Markdown or SSML into blocks, and makes steps and lines of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

from soothe.model import Bell, Line, Pause, Place, Say, Step
from soothe.script.inline import Inline, without_marks
from soothe.script.source import Origin, Text
from soothe.script.spellings import PARAGRAPH, SENTENCE, elastic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from soothe.model import Cue
    from soothe.script.source import Findings
    from soothe.script.words import Reader

_RULE_PAUSE = elastic(4.0)
_WORDS_PER_SECOND = 2.2
_LONGEST = 4 * 3600.0
"""Seconds that a step of a plain text may last."""

_MANY = 100
"""Lines after which a paragraph ends at the next full stop: joining costs their square."""

_SSML = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:\w+:)?speak\b", re.DOTALL)
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+|[ \t]*>[ \t]?")
_FENCE = re.compile(r"[ \t]*(?:```|~~~).*")
_ENDS = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a rule between two."""

    kind: Literal["heading", "paragraph", "rule"]
    text: Text


def is_ssml(body: str) -> bool:
    """Whether a text is an SSML document."""
    return bool(_SSML.match(body))


def blocks(path: Path, lines: list[str], first: int) -> Iterator[Block]:
    """The blocks of a text whose first line has the number `first`; SSML is one paragraph."""
    texts = (
        Text(line, (Origin(0, Place(str(path), number)),))
        for number, line in enumerate(lines, start=first)
    )
    if is_ssml("\n".join(lines)):
        yield from _paragraph(list(texts))
        return
    gathered: list[Text] = []
    for text in texts:
        heading, item = _HEADING.fullmatch(text.text), _ITEM.match(text.text)
        rule = _RULE.fullmatch(text.text)
        if heading or item or rule or not text.text.strip() or _FENCE.fullmatch(text.text):
            yield from _paragraph(gathered)
            gathered = []
        if rule:
            yield Block("rule", text)
        elif heading:
            yield Block("heading", text.cut(heading.start(2), heading.end(2)))
        elif text.text.strip() and not _FENCE.fullmatch(text.text):
            gathered.append(text.cut(item.end()) if item else text)
            if len(gathered) >= _MANY and _ENDS.search(text.text.rstrip()):
                yield from _paragraph(gathered)
                gathered = []
    yield from _paragraph(gathered)


def recite(found: Iterable[Block], title: str, reader: Reader, findings: Findings) -> list[Step]:
    """The steps of a text: one for each heading, and one for what stands before the first."""
    inline = Inline(reader, findings)
    steps: list[tuple[str, Place, list[Line]]] = []
    for block in found:
        if block.kind == "heading" or not steps:
            name = (
                " ".join(without_marks(block.text.text).split())
                if block.kind == "heading"
                else title
            )
            steps.append((name, block.text.place(), []))
        if block.kind != "heading":
            cues = inline.cues(block.text) if block.kind == "paragraph" else iter((_RULE_PAUSE,))
            steps[-1][2].extend(_lines(list(cues), block.text.place()))
    ids = count(1)
    return [_step(f"part-{next(ids)}", *step) for step in steps if step[2]]


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


def _paragraph(gathered: list[Text]) -> Iterator[Block]:
    """The lines of a paragraph as one text."""
    if gathered:
        whole, *rest = gathered
        for text in rest:
            whole = whole + Text("\n", (Origin(0, text.place()),)) + text
        yield Block("paragraph", whole)


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
                current.append(SENTENCE)
    if current:
        yield Line(tuple(current), place)


def _step(name: str, title: str, place: Place, lines: list[Line]) -> Step:
    _, usual, _ = seconds_of(lines)
    return Step(name, title, 0.0, min(usual, _LONGEST), _LONGEST, tuple(lines), place=place)
