"""Every wording that a script can choose: what is checked must not depend on the day's seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from soothe.check.study import Sentence
from soothe.model import Ready, Say, Show
from soothe.script.groups import grouped
from soothe.script.loading import LONGEST_QUIET
from soothe.script.marks import plain
from soothe.script.source import Findings
from soothe.script.variants import BRACES
from soothe.script.words import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from soothe.model import Cue, Place
    from soothe.script.language import Language
    from soothe.script.marks import Marked
    from soothe.script.outline import Heading
    from soothe.script.source import Text
    from soothe.script.words import KnownLines

MOST = 256
"""Wordings of one line that are tried; more than people write, fewer than would take long."""
_REST = 2
"""How many steps at the end are for coming to rest."""


@dataclass(slots=True)
class Gatherer:
    """Collects the wordings of one case after the other; what was met before is not read again."""

    language: Language
    lexicon: Mapping[str, str]
    """The script's."""
    known: KnownLines
    """Lines that were read before."""
    findings: Findings = field(default_factory=Findings)
    """What is wrong with wordings, chosen or not."""
    sentences: dict[Sentence, None] = field(default_factory=dict)
    groups: dict[tuple[tuple[str, Place], ...], None] = field(default_factory=dict)
    _met: set[tuple[object, ...]] = field(default_factory=set)

    def gather(self, headings: Sequence[Heading]) -> None:
        """Take in the steps of a rendered script."""
        turns: Counter[str] = Counter()
        for number, heading in enumerate(headings):
            late = number >= len(headings) - _REST
            what = (heading, turns[heading.key], late)
            turns[heading.key] += 1
            if what not in self._met:
                self._met.add(what)
                for group in grouped(heading, what[1], Findings()):
                    self._gather(group, heading, late=late)

    def _gather(self, group: list[Marked], heading: Heading, *, late: bool) -> None:
        what = (heading.id, late, *((m.words.text, m.words.place()) for m in group))
        if what in self._met:
            return
        self._met.add(what)
        self._choice([marked.words for marked in group])
        for marked in group:
            for match in BRACES.finditer(marked.words.text):
                self._choice(list(_alternatives(marked.words, *match.span(1))))
            self._read(marked, group[0], heading, late=late)

    def _choice(self, wordings: list[Text]) -> None:
        if len(wordings) > 1:
            self.groups[tuple((plain(text.text), text.place()) for text in wordings)] = None

    def _read(self, marked: Marked, head: Marked, heading: Heading, *, late: bool) -> None:
        pace = float(heading.options.get("pace", "1"))
        for text in islice(expanded(marked.words), MOST):
            # As the steps read it, so that neither reads again what the other has read.
            reader = Reader(
                self.language, LONGEST_QUIET, pace, self.findings, self.lexicon, self.known
            )
            for cue in reader.cues(text, shown=head.shown):
                if found := _worded(cue, text.place()):
                    words, place = found
                    shown = isinstance(cue, Show)
                    sentence = Sentence(words, place, heading.id, pace, head.safety, shown, late)
                    self.sentences[sentence] = None


def expanded(text: Text) -> Iterator[Text]:
    """The text with every choice of every `{a|b|c}`, the innermost first."""
    # The next to look at is the last; a line may have more braces than functions can nest.
    waiting = [text]
    while waiting:
        text = waiting.pop()
        match = BRACES.search(text.text)
        if match is None:
            yield text
            continue
        before, after = text.cut(0, match.start()), text.cut(match.end())
        choices = tuple(_alternatives(text, *match.span(1)))
        waiting += [before + choice + after for choice in reversed(choices)]


def _alternatives(text: Text, start: int, end: int) -> Iterator[Text]:
    """The parts between the bars of the text from `start` to `end`."""
    for choice in text.text[start:end].split("|"):
        yield text.cut(start, start + len(choice))
        start += len(choice) + 1


def _worded(cue: Cue, place: Place) -> tuple[str, Place] | None:
    """The words of a cue and their place, if it has any."""
    if isinstance(cue, Say):
        return cue.text, cue.place
    if isinstance(cue, Ready):
        return cue.say.text, cue.say.place
    return (cue.text, place) if isinstance(cue, Show) else None
