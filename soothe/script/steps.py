"""Puts steps together from their headings and lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from soothe.model import Line, Pause, Step
from soothe.script.bounds import middle
from soothe.script.marks import Marked, escape, read_marks
from soothe.script.variants import Chooser
from soothe.script.words import AFTER, Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from soothe.model import Place
    from soothe.script.grammar import Every
    from soothe.script.language import Language
    from soothe.script.outline import Heading
    from soothe.script.source import Findings, Text

LAST_CALL = 12.0
"""Seconds that stay free of `[every]` lines at the end of a step."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all steps of a script share."""

    language: Language
    sleep: bool
    sparse: bool
    seed: int
    sources: Mapping[str, str]
    findings: Findings


def build(headings: Iterable[Heading], setting: Setting) -> tuple[Step, ...]:
    """The steps in order, with the words chosen for this seed."""
    turns: Counter[str] = Counter()
    steps = []
    for heading in headings:
        key = heading.pair or heading.id
        steps.append(_step(heading, turns[key], setting))
        turns[key] += 1
    return tuple(steps)


def _step(heading: Heading, turn: int, setting: Setting) -> Step:
    options = heading.options
    least, typical, most = heading.bounds
    return Step(
        id=heading.id,
        title=heading.title,
        least=least,
        typical=typical,
        most=most,
        lines=_Lines(heading, turn, setting).all(),
        drop=int(options["drop"]) if "drop" in options else None,
        pair=heading.pair,
        weight=float(options.get("weight", 1.0)),
        place=heading.place,
    )


class _Lines:
    """The lines of one step, in the making."""

    def __init__(self, heading: Heading, turn: int, setting: Setting) -> None:
        self._setting = setting
        self._findings = setting.findings
        self._heading = heading
        self._turn = turn
        pace = float(heading.options.get("pace", 1.0))
        self._reader = Reader(setting.language, setting.sleep, pace, setting.findings)
        key = heading.pair or heading.id
        self._chooser = Chooser(setting.seed, key, turn, setting.sources, setting.findings)

    def all(self) -> tuple[Line, ...]:
        """Every line, with its rank and its gaps."""
        drafts = [draft for group in self._groups() for draft in self._group(group)]
        self._no_every(self._heading.place)
        return _joined(_ranked(drafts))

    def _groups(self) -> list[list[Marked]]:
        """Lines by themselves, and variants together, without those of the other pass."""
        groups: list[list[Marked]] = []
        for text in self._heading.lines:
            marked = read_marks(escape(text))
            if marked.turn and not self._heading.pair:
                message = "1> and 2> need a step with pair:..., of which they name the pass."
                self._findings.error(text.place(), "pass", message)
            if marked.turn in {0, self._turn + 1}:
                self._sort_in(marked, text, groups)
        return groups

    def _sort_in(self, marked: Marked, text: Text, groups: list[list[Marked]]) -> None:
        if marked.group != "|":
            groups.append([marked])
        elif groups and groups[-1][0].group == "~":
            groups[-1].append(marked)
        else:
            message = "| goes on with a group of wordings; begin the group with ~."
            self._findings.error(text.place(), "variant", message)

    def _group(self, group: list[Marked]) -> Iterator[_Draft]:
        head = group[0]
        every, self._reader.every = self._reader.every, None
        if head.optional and self._setting.sparse:
            return
        if every and head.group == "~":
            yield from self._spread(group, every)
            return
        if every:
            self._reader.every = every
            self._no_every(head.words.place())
        place = head.words.place()
        chosen = group[self._chooser.index(place, len(group))] if head.group else head
        line = self._line(chosen)
        if line.cues:
            yield _Draft(line, "optional" if chosen.optional else "always")

    def _spread(self, group: list[Marked], every: Every) -> Iterator[_Draft]:
        """Every wording after a long pause, and room at the end that comes with the first."""
        rest = Pause(every.least, (every.least + every.most) / 2, every.most)
        for index in self._chooser.order(group[0].words.place(), len(group)):
            line = self._line(group[index])
            yield _Draft(replace(line, cues=(rest, *line.cues)), "spread")
        most = max(LAST_CALL, every.most)
        last = Pause(LAST_CALL, middle(LAST_CALL, most), most)
        yield _Draft(Line((last,), group[0].words.place()), "last call")

    def _line(self, marked: Marked) -> Line:
        words = marked.words
        if marked.safety and (marked.group or "{" in words.text):
            message = "A safety line is said as it stands: no ~, | or {a|b} in it."
            self._findings.error(words.place(), "safety", message)
        place = words.place()
        words = self._chooser.inline(words)
        return Line(
            cues=self._reader.cues(words, shown=marked.shown),
            place=place,
            safety=marked.safety,
            kept=marked.kept,
            dropped=marked.dropped,
            before_end=marked.before_end,
        )

    def _no_every(self, place: Place) -> None:
        if self._reader.every:
            message = "[every ...] stands on its own line right above a ~ group."
            self._findings.error(place, "every", message)
            self._reader.every = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line that does not know its rank yet."""

    line: Line
    kind: Literal["always", "optional", "spread", "last call"]


def _ranked(drafts: list[_Draft]) -> list[Line]:
    """Give `+` lines the first ranks in order, spread lines the next; a last call its group's first."""
    rank = sum(draft.kind == "optional" for draft in drafts)
    plus = 0
    first = 0
    lines = []
    for draft in drafts:
        room = 0
        if draft.kind == "optional":
            plus += 1
            room = plus
        elif draft.kind == "spread":
            rank += 1
            first = first or rank
            room = rank
        elif draft.kind == "last call":
            room, first = first, 0
        lines.append(replace(draft.line, room=room))
    return lines


def _joined(lines: list[Line]) -> tuple[Line, ...]:
    """A line that begins with a pause and is always heard takes the place of the gap before it."""
    joined: list[Line] = []
    for line in lines:
        always = not (line.room or line.kept or line.dropped or line.before_end)
        if joined and always and isinstance(line.cues[0], Pause) and joined[-1].cues[-1] is AFTER:
            joined[-1] = replace(joined[-1], cues=joined[-1].cues[:-1])
        joined.append(line)
    return tuple(joined)
