"""From a line's words to its cues: sentences, brackets, emphasis, and the gaps between sentences.

Whatever stands here, no mark reaches the voice: what is not understood is an error, not speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soothe.model import Breath, Pause, Ready, Say, Show
from soothe.script.breath import breathe
from soothe.script.grammar import BreathCue, Every, If, Pace, ReadyCue, read_cue
from soothe.script.marks import plain
from soothe.script.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Cue
    from soothe.script.language import Language
    from soothe.script.source import Findings, Text

BETWEEN = Pause(1.0, 1.5, 2.0)
"""After a sentence inside a line."""
AFTER = Pause(1.2, 1.8, 3.5)
"""After the last sentence of a line."""

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_STRAY = re.compile(r"[\[\]]|</?[A-Za-z!?][^>]*>?")
_EMPHASIS = re.compile(r"(\*+)([^*]+)\1")
_SPEAKABLE = re.compile(r"[^\W_]")
_SLOWEST, _FASTEST = 0.5, 2.0


@dataclass(slots=True)
class Reader:
    """Reads the lines of one step in order; a `[pace]` holds until the step's end."""

    language: Language
    endless: bool
    """Whether quiet may grow without end: the session leads to sleep."""
    pace: float
    findings: Findings
    every: Every | None = field(default=None)
    """The `[every]` that waits for its group."""

    def cues(self, text: Text, *, shown: bool = False) -> tuple[Cue, ...]:
        """The cues of a line's words, with the gaps after its sentences."""
        found = []
        end = 0
        for match in _BRACKET.finditer(text.text):
            found += self._words(text.cut(end, match.start()), shown=shown)
            found += self._bracket(text.cut(match.start(), match.end()))
            end = match.end()
        found += self._words(text.cut(end), shown=shown)
        return tuple(_with_gaps(found))

    def _bracket(self, text: Text) -> list[Cue]:
        place = text.place()
        mark = read_cue(text.text[1:-1], endless=self.endless)
        if isinstance(mark, str):
            self.findings.error(place, "unknown-cue", plain(mark))
        elif isinstance(mark, Pace):
            self._set_pace(mark, text)
        elif isinstance(mark, Every):
            self.every = mark
        elif isinstance(mark, If):
            self.findings.error(place, "if", f"{text.text} belongs at the start of a line.")
        elif isinstance(mark, BreathCue):
            return [breathe(mark, self.language, self.pace, place)]
        elif isinstance(mark, ReadyCue):
            return [Ready(Say(plain(mark.text), self.pace, place=place), mark.wait)]
        else:
            return [mark]
        return []

    def _set_pace(self, mark: Pace, text: Text) -> None:
        if _SLOWEST <= mark.factor <= _FASTEST:
            self.pace *= mark.factor
        else:
            message = f"{text.text} is out of range: from {_SLOWEST} to {_FASTEST}."
            self.findings.error(text.place(), "pace", message)

    def _words(self, text: Text, *, shown: bool) -> Iterator[Cue]:
        text = text.stripped()
        if not text:
            return
        if stray := _STRAY.search(text.text):
            message = (
                rf"{stray[0]!r} cannot be spoken. Write \{stray[0][0]} for the plain character."
            )
            self.findings.error(text.place(stray.start()), "stray", message)
        if shown:
            yield Show(plain(_EMPHASIS.sub(r"\2", text.text)))
            return
        for start, end in sentence_spans(text.text, self.language.abbreviations):
            yield self._sentence(text.cut(start, end).stripped())

    def _sentence(self, text: Text) -> Say:
        words, spans = "", []
        end = 0
        for match in _EMPHASIS.finditer(text.text):
            words += _spoken(text.text[end : match.start()])
            start = len(words)
            words += _spoken(match[2])
            spans.append((start, len(words)))
            end = match.end()
        words += _spoken(text.text[end:])
        if "*" in text.text[end:]:
            where = text.place(text.text.index("*", end))
            self.findings.error(
                where, "emphasis", r"A lone asterisk. Write *word*, or \* for a plain one."
            )
        if not _SPEAKABLE.search(words):
            message = f"{words!r} has nothing to speak. Put it before the bracket or leave it out."
            self.findings.error(text.place(), "unspeakable", message)
        return Say(words, self.pace, tuple(spans), text.place())


def _spoken(text: str) -> str:
    return re.sub(r"\s+", " ", plain(text))


def _with_gaps(cues: list[Cue]) -> Iterator[Cue]:
    """Put an elastic gap after every sentence that no pause follows."""
    timed = (Say, Pause, Breath, Ready)
    for index, cue in enumerate(cues):
        yield cue
        if isinstance(cue, Say):
            following = next((c for c in cues[index + 1 :] if not isinstance(c, Show)), None)
            if following is None:
                yield AFTER
            elif not isinstance(following, Pause):
                yield BETWEEN
