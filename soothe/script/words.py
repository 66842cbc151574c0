"""From a line's words to its cues: sentences, brackets, emphasis, and the gaps between sentences.

Whatever stands here, no mark reaches the voice: what is not understood is an error, not speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.model import BedChange, Pause, Ready, Say, Show
from soothe.script.breath import breathe
from soothe.script.grammar import BreathCue, Misread, Pace, ReadyCue, read_cue
from soothe.script.marks import plain
from soothe.script.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.model import Cue
    from soothe.script.language import Language
    from soothe.script.source import Findings, Text

BETWEEN = Pause(1.0, 1.5, 2.0)
"""After a sentence inside a line."""
AFTER = Pause(1.2, 1.8, 3.5)
"""After the last sentence of a line."""

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_STRAY = re.compile(r"</?[A-Za-z!?][^<>]*>|[][|~_`\\<>]|^[@#]")
_EMPHASIS = re.compile(r"(\*+)([^*]+)\1")
_SPEAKABLE = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Reader:
    """Reads the lines of one step in order; a `[pace]` holds until the step's end."""

    language: Language
    longest: float
    """Seconds to which a bare pause may grow by itself."""
    base: float
    """Pace of the step."""
    findings: Findings
    factor: float = 1.0
    """Pace inside the step."""

    def cues(self, text: Text, *, shown: bool = False) -> tuple[Cue, ...]:
        """The cues of a line's words, with the gaps after its sentences."""
        found: list[Cue] = []
        end = 0
        for match in _BRACKET.finditer(text.text):
            found += self._words(text.cut(end, match.start()), shown=shown)
            found += self._bracket(text.cut(match.start(), match.end()))
            end = match.end()
        found += self._words(text.cut(end), shown=shown)
        return tuple(_with_gaps(found))

    def _bracket(self, text: Text) -> Iterator[Cue]:
        mark = read_cue(text.text[1:-1], self.longest)
        if isinstance(mark, Misread):
            self.findings.error(text.place(), mark.rule, plain(mark.message))
        elif isinstance(mark, Pace):
            self.factor = mark.factor
        elif isinstance(mark, BreathCue):
            yield breathe(mark, self.language, self._pace, text.place())
        elif isinstance(mark, ReadyCue):
            start = text.text.index('"') + 1
            yield Ready(self._sentence(text.cut(start, start + len(mark.text))), mark.wait)
        else:
            yield mark

    @property
    def _pace(self) -> float:
        return self.base * self.factor

    def _words(self, text: Text, *, shown: bool) -> Iterator[Cue]:
        text = text.stripped()
        if not text:
            return
        if shown:
            yield Show(self._sentence(text).text)
            return
        for start, end in sentence_spans(text.text, self.language.abbreviations):
            yield self._sentence(text.cut(start, end))

    def _sentence(self, text: Text) -> Say:
        """The words without their marks; marks that are left over are findings."""
        text = text.stripped()
        words, end = "", 0
        spans = []
        for match in _EMPHASIS.finditer(text.text):
            words += _spoken(text.text[end : match.start()])
            spans.append((len(words), len(words) + len(_spoken(match[2]))))
            words += _spoken(match[2])
            end = match.end()
        words += _spoken(text.text[end:])
        self._check(text, end)
        return Say(words, self._pace, tuple(spans), text.place())

    def _check(self, text: Text, emphasised: int) -> None:
        """Note marks that mean nothing here, and words without a letter or digit."""
        for stray in _STRAY.finditer(text.text):
            message = f"{stray[0]!r} cannot be spoken."
            hint = rf" Write \{stray[0]} for the plain character." if len(stray[0]) == 1 else ""
            self.findings.error(text.place(stray.start()), "stray", message + hint)
        if "*" in text.text[emphasised:]:
            message = r"This asterisk has no partner. Write *word*, or \* for the plain character."
            place = text.place(text.text.index("*", emphasised))
            self.findings.error(place, "emphasis", message)
        if not _SPEAKABLE.search(text.text):
            message = f"There is nothing to speak in {plain(text.text)!r}. Move or remove it."
            self.findings.error(text.place(), "unspeakable", message)


def _spoken(text: str) -> str:
    return _SPACE.sub(" ", plain(text))


def _with_gaps(cues: list[Cue]) -> Iterable[Cue]:
    """Put an elastic gap after every sentence that no pause follows."""
    for index, cue in enumerate(cues):
        yield cue
        if isinstance(cue, Say):
            later = (c for c in cues[index + 1 :] if not isinstance(c, (Show, BedChange)))
            following = next(later, None)
            if following is None:
                yield AFTER
            elif not isinstance(following, Pause):
                yield BETWEEN
