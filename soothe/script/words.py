"""From a line's words to its cues: sentences, brackets, emphasis, and the gaps between sentences.

Whatever stands here, no mark reaches the voice: what is not understood is an error, not speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from soothe.model import BedChange, Pause, Ready, Say, Show
from soothe.script.breath import breathe
from soothe.script.grammar import BreathCue, Misread, Pace, ReadyCue, read_cue
from soothe.script.marks import PICTURE, UNSEEN, plain
from soothe.script.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from soothe.model import Cue
    from soothe.script.language import Language
    from soothe.script.source import Findings, Text

    KnownLines: TypeAlias = dict[
        tuple[Text, bool, float, float, float], tuple[tuple[Cue, ...], float]
    ]
    """Cues, and the pace after them, by words, whether they are shown, and what else decides."""

BETWEEN = Pause(1.0, 1.5, 2.0)
"""After a sentence inside a line."""
AFTER = Pause(1.2, 1.8, 3.5)
"""After the last sentence of a line."""

BRACKET = re.compile(r"\[([^\[\]]*)\]")
_STRAY = re.compile(rf"</?[A-Za-z!?][^<>]*>|[][|~_`\\<>*]|^[@#]|{UNSEEN}")
_UNHEARD = re.compile(rf"(?:https?://|www\.)[^\s*\]\[]+|{PICTURE}[\u200d\ufe0f]*")
"""What is read by the eye and would be said letter by letter, or by its name."""
_EMPHASIS = re.compile(r"(\*{1,3})(?=[^*\s])([^*]+)(?<=\S)\1")
_SPEAKABLE = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Reader:
    """Reads the lines of one step in order; a `[pace]` holds until the step's end."""

    language: Language
    longest: float
    """Seconds to which a bare pause may grow by itself."""
    base: float
    """Pace of the step."""
    findings: Findings
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """How words in small letters are spelt for the voice."""
    known: KnownLines = field(default_factory=dict)
    """Lines without errors that were read before in this language and with this lexicon."""
    factor: float = 1.0
    """Pace inside the step."""

    def cues(self, text: Text, *, shown: bool = False) -> tuple[Cue, ...]:
        """The cues of a line's words, with the gaps after its sentences."""
        what = (text, shown, self.longest, self.base, self.factor)
        if what in self.known:
            cues, self.factor = self.known[what]
            return cues
        noted = len(self.findings.problems)
        cues = self._read(text, shown=shown)
        # What is wrong with a line is noted as often as it comes.
        if len(self.findings.problems) == noted:
            self.known[what] = cues, self.factor
        return cues

    def _read(self, text: Text, *, shown: bool) -> tuple[Cue, ...]:
        found: list[Cue] = []
        end = 0
        for match in BRACKET.finditer(text.text):
            found += self.words(text.cut(end, match.start()), shown=shown)
            found += self._bracket(text.cut(match.start(), match.end()))
            end = match.end()
        found += self.words(text.cut(end), shown=shown)
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
            bare, stressed = _unstarred(text.cut(start, start + len(mark.text)).collapsed())
            self._check(bare)
            self._check_heard(bare)
            yield Ready(self._sentence(bare, 0, stressed), mark.wait)
        else:
            yield mark

    @property
    def _pace(self) -> float:
        return self.base * self.factor

    def words(self, text: Text, *, shown: bool = False) -> Iterator[Cue]:
        """The sentences of words without brackets, or all of them to be shown."""
        bare, stressed = _unstarred(text.collapsed())
        self._check(bare)
        if not shown:
            self._check_heard(bare)
        if shown and bare:
            yield Show(plain(bare.text))
            return
        for start, end in sentence_spans(bare.text, self.language.abbreviations):
            yield self._sentence(bare.cut(start, end).stripped(), start, stressed)

    def _sentence(self, text: Text, start: int, stressed: list[tuple[int, int]]) -> Say:
        """One sentence that begins at `start` of the words that hold the stressed spans."""
        end = start + len(text.text)
        if not _SPEAKABLE.search(text.text):
            message = f"There is nothing to speak in {plain(text.text)!r}. Move or remove it."
            self.findings.error(text.place(), "unspeakable", message)
        first = max(bisect_left(stressed, (start,)) - 1, 0)
        near = stressed[first : bisect_left(stressed, (end,))]
        spans = ((max(a, start) - start, min(b, end) - start) for a, b in near)
        inside = tuple((a, b) for a, b in spans if a < b)
        words = plain(text.text)
        return Say(words, self._pace, inside, text.place(), respelt=self._respelt(words))

    def _respelt(self, words: str) -> tuple[tuple[str, str], ...]:
        """The entries of the lexicon that the words need."""
        small = words.lower()
        found = (entry for entry in self.lexicon.items() if entry[0] in small)
        return tuple(e for e in found if re.search(rf"(?<!\w){re.escape(e[0])}(?!\w)", small))

    def _check(self, text: Text) -> None:
        """Note marks that mean nothing here."""
        for stray in _STRAY.finditer(text.text):
            message = f"{stray[0]!a} cannot be spoken."
            if stray[0] == "*":
                message = "This asterisk has no partner; emphasis is written *word*."
            bare = len(stray[0]) == 1 and stray[0].isprintable()
            hint = rf" Write \{stray[0]} for the plain character." if bare else " Take it out."
            self.findings.error(text.place(stray.start()), "stray", message + hint)

    def _check_heard(self, text: Text) -> None:
        """Note addresses and small pictures, which can only be shown."""
        for unheard in _UNHEARD.finditer(text.text):
            # A person may write a picture into their name.
            if text.is_typed(unheard.start()):
                message = f"{unheard[0]!r} cannot be spoken. Take it out, or show it after a >."
                self.findings.error(text.place(unheard.start()), "stray", plain(message))


def _unstarred(text: Text) -> tuple[Text, list[tuple[int, int]]]:
    """The words without the asterisks of emphasis, and the spans that they enclosed, in order."""
    spans: list[tuple[int, int]] = []
    gone = 0

    def bare(match: re.Match[str]) -> Text:
        nonlocal gone
        spans.append((match.start() - gone, match.start() - gone + len(match[2])))
        gone += 2 * len(match[1])
        return text.cut(*match.span(2))

    return text.replaced(_EMPHASIS, bare), spans


def _with_gaps(cues: list[Cue]) -> list[Cue]:
    """Put an elastic gap after every sentence that no pause follows."""
    found: list[Cue] = []
    gap: Pause | None = AFTER
    for cue in reversed(cues):
        if isinstance(cue, Say) and gap:
            found.append(gap)
        found.append(cue)
        if not isinstance(cue, (Show, BedChange)):
            gap = None if isinstance(cue, Pause) else BETWEEN
    return found[::-1]
