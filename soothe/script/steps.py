"""Puts steps together: groups their lines, chooses the wordings, ranks what is optional."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Literal

from soothe.model import Line, Pause, Step
from soothe.script.bounds import middle, parse_bounds
from soothe.script.groups import grouped
from soothe.script.quiet import eased
from soothe.script.tones import without_words
from soothe.script.variants import Chooser
from soothe.script.words import AFTER, Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from soothe.script.language import Language
    from soothe.script.marks import Marked
    from soothe.script.outline import Heading
    from soothe.script.pieces import Known
    from soothe.script.source import Findings, Text

MOST_OPTIONAL = 500
"""Lines of a step that may wait for room: the fit weighs each number of them."""
LAST_CALL = 12.0
"""Seconds at the end of a step that stay free of `[every]` lines."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all steps of a script share."""

    language: Language
    lexicon: Mapping[str, str]
    """How words in small letters are spelt for the voice."""
    longest: float
    """Seconds to which a bare pause may grow by itself."""
    sparse: bool
    """Leave out `+` lines."""
    toned: bool
    """Put tones in the place of words."""
    seed: int
    sources: Mapping[str, str]
    findings: Findings


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line that does not know its rank yet."""

    line: Line
    kind: Literal["always", "optional", "spread", "last call"]


def build(headings: Iterable[Heading], setting: Setting, known: Known) -> tuple[Step, ...]:
    """The steps in order, with the words chosen for this seed.

    Args:
        headings: the steps as they were rendered.
        setting: what they share.
        known: what was read of this script before; steps in it are not built again, and what was
            wrong with them is not noted again.
    """
    turns: Counter[str] = Counter()
    steps = []
    for heading in headings:
        what = _identity(heading, turns[heading.key], setting)
        if what not in known.steps:
            step = _step(heading, turns[heading.key], setting, known)
            known.steps[what] = without_words(step) if setting.toned else step
        steps.append(known.steps[what])
        turns[heading.key] += 1
    return tuple(steps)


def _identity(heading: Heading, turn: int, setting: Setting) -> tuple[object, ...]:
    """Everything that decides what a step becomes."""
    return heading, turn, setting.longest, setting.sparse, setting.toned, setting.seed


def _step(heading: Heading, turn: int, setting: Setting, known: Known) -> Step:
    least, typical, most = heading.bounds
    options = heading.options
    return Step(
        id=heading.id,
        title=heading.title,
        least=least,
        typical=typical,
        most=most,
        lines=_Lines(heading, turn, setting, known).all(),
        drop=int(options["drop"]) if "drop" in options else None,
        pair=heading.pair,
        weight=float(options.get("weight", "1")),
        place=heading.place,
    )


class _Lines:
    """The lines of one step, in the making."""

    def __init__(self, heading: Heading, turn: int, setting: Setting, known: Known) -> None:
        self._heading = heading
        self._turn = turn
        self._setting = setting
        self._findings = setting.findings
        base = float(heading.options.get("pace", "1"))
        self._reader = Reader(
            setting.language, setting.longest, base, setting.findings, setting.lexicon, known.lines
        )
        self._chooser = Chooser(setting.seed, heading.key, turn, setting.sources, setting.findings)

    def all(self) -> tuple[Line, ...]:
        """Every line, with its rank and its gaps."""
        groups = grouped(self._heading, self._turn, self._findings)
        drafts = [draft for group in groups for draft in self._drafts(group)]
        waiting = sum(draft.kind in {"optional", "spread"} for draft in drafts)
        if waiting > MOST_OPTIONAL:
            message = (
                f"{waiting} lines of this step wait for room; {MOST_OPTIONAL} may."
                " Part the step, or take some out."
            )
            self._findings.error(self._heading.place, "limits", message)
        spread = [draft.kind in {"spread", "last call"} for draft in drafts]
        return eased(_joined(_ranked(drafts)), spread)

    def _drafts(self, group: list[Marked]) -> Iterator[_Draft]:
        """The lines that come of a group: one of its wordings, or all in turn."""
        head = group[0]
        if head.optional and self._setting.sparse:
            return
        if bounds := parse_bounds(head.every):
            yield from self._spread(group, bounds)
            return
        place = head.words.place()
        chosen = self._chooser.index(place, len(group)) if head.group else 0
        line = self._line(head, group[chosen].words)
        if line.cues:
            yield _Draft(line, "optional" if head.optional else "always")

    def _spread(self, group: list[Marked], bounds: tuple[float, float, float]) -> Iterator[_Draft]:
        """Every wording after a long quiet, and quiet at the end that comes with the first."""
        least, _, most = bounds
        quiet = Pause(least, (least + most) / 2, most)
        place = group[0].words.place()
        for index in self._chooser.order(place, len(group)):
            line = self._line(group[0], group[index].words)
            yield _Draft(replace(line, cues=(quiet, *line.cues)), "spread")
        end = max(most, LAST_CALL)
        last = Pause(LAST_CALL, middle(LAST_CALL, end), end)
        yield _Draft(Line((last,), place), "last call")

    def _line(self, marks: Marked, words: Text) -> Line:
        """A line of these words; what stands before its group holds for each of its wordings."""
        place = words.place()
        if marks.safety and (marks.group or marks.optional or "{" in words.text):
            message = "A safety line is always said as it stands: no ~, no {a|b} and no + with it."
            self._findings.error(place, "safety", message)
        most = self._heading.bounds[2]
        if marks.before_end is not None and not 0 < marks.before_end < most:
            message = (
                f"{marks.before_end:g} s before the end is not within this step, which lasts at"
                f" most {most:g} s. Write it like @-10s."
            )
            self._findings.error(place, "before-end", message)
        return Line(
            cues=self._reader.cues(self._chooser.inline(words), shown=marks.shown),
            place=place,
            safety=marks.safety,
            kept=marks.kept,
            dropped=marks.dropped,
            before_end=marks.before_end,
        )


def _ranked(drafts: list[_Draft]) -> Iterator[Line]:
    """Number what is optional: `+` lines first, then spread ones; a last call as its group."""
    plus = count(1)
    spread = count(1 + sum(draft.kind == "optional" for draft in drafts))
    first = 0
    for draft in drafts:
        rank = 0
        if draft.kind == "optional":
            rank = next(plus)
        elif draft.kind == "spread":
            rank = next(spread)
            first = first or rank
        elif draft.kind == "last call":
            rank, first = first, 0
        yield replace(draft.line, room=rank) if rank else draft.line


def _joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Where a line that is always heard begins with a pause, it replaces the gap before it."""
    joined: list[Line] = []
    for line in lines:
        always = not (line.room or line.kept or line.dropped) and line.before_end is None
        before = joined[-1] if joined else None
        if always and before and isinstance(line.cues[0], Pause) and before.cues[-1] is AFTER:
            joined[-1] = replace(before, cues=before.cues[:-1])
        joined.append(line)
    return tuple(joined)
