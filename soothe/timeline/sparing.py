"""The same fit from fewer lengths: most of what a session could say it will not say.

`prepare` needs the length of every sentence. A voice that is no faster than a person would speak
for half an hour to find the words of ten minutes. `fit_sparingly` gives the timeline that `fit`
gives and asks for the lengths on which it depends. Three things tell which those are:

- A level that is not comfortable with the least lengths that its author wrote down is not with the
  real ones either: those are never shorter.
- The lines that wait for room join a step by rank, and each rank only makes it longer. So a step is
  measured with its first ranks alone, and the time shared out as if it could have any length from
  its least to its most. What is best among more lengths than there are is best if all are there;
  if a step cannot have its length yet, it takes in another rank.
- No more ranks are of interest once the last one leaves its pauses less than they would like.

docs/fit.md has the reasons in full.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from soothe.errors import FitError
from soothe.timeline.fit import assemble
from soothe.timeline.frames import bounds, nearest
from soothe.timeline.levels import comfortable, keeps
from soothe.timeline.margins import Margins
from soothe.timeline.meter import Meter
from soothe.timeline.part import Part
from soothe.timeline.plan import membership, stride_of, total, usual
from soothe.timeline.solve import solve
from soothe.timeline.spoken import form_of, rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.model import Script, Step, Timeline
    from soothe.timeline.beats import Item
    from soothe.timeline.form import Form
    from soothe.timeline.meter import ClipFrames
    from soothe.timeline.plan import Members


def fit_sparingly(script: Script, clip_frames: ClipFrames, target: int, *, rate: int) -> Timeline:
    """The timeline of `fit`, from as few lengths as decide it; arguments as there.

    A step that could never meet its own bounds is of no concern where it would be left out.

    Raises:
        FitError: `fit` refuses too, and tells what would be possible.
    """
    margins = Margins(rate, script.ending)
    content = margins.content(target)
    stride = stride_of(script.steps)
    for kept, drafts in _by_choice(script, clip_frames, content, rate):
        if lengths := _shared(drafts, content, stride):
            for draft, length in zip(drafts, lengths, strict=True):
                draft.enrich(length)
            parts = zip((draft.part for draft in drafts), lengths, strict=True)
            return assemble(script, margins, target, kept, parts)
    raise FitError(f"{script.title} cannot have this length.", below=None, above=None)


def _by_choice(
    script: Script, clip_frames: ClipFrames, content: int, rate: int
) -> Iterator[tuple[tuple[int, ...], list[_Draft]]]:
    """The levels in the order in which they are to be tried, as `levels.choose` has it."""
    steps, members, known = script.steps, membership(script.steps), dict[object, _Draft]()

    def draft(of: Members) -> _Draft:
        if of not in known:
            views = [_View.of(steps[i], clip_frames, chosen, rate) for i, chosen in of]
            known[of] = _Draft(tuple(views))
        return known[of]

    levels = [(kept, list(map(draft, members(kept)))) for kept in keeps(steps)]
    typical = usual(steps, rate)
    for kept, drafts in levels:
        if comfortable([each.declared for each in drafts], content, typical) and all(
            each.able() for each in drafts
        ):
            real = [(each.part.least, each.part.typical) for each in drafts]
            if comfortable(real, content, typical):
                yield kept, drafts
    yield from ((kept, each) for kept, each in reversed(levels) if all(map(_Draft.able, each)))


def _shared(drafts: Sequence[_Draft], content: int, stride: int) -> tuple[int, ...]:
    """The frames of each part, counted for one of its steps; nothing if they cannot have them."""
    while content in total(parts := [draft.loose() for draft in drafts], stride):
        lengths = solve(parts, content)
        short = [
            draft for draft, length in zip(drafts, lengths, strict=True) if not draft.holds(length)
        ]
        if not short:
            return lengths
        for draft in short:
            draft.grow(*draft.views)
    return ()


class _Lines(dict[int, "tuple[Item, ...]"]):
    """The items of a step's lines, each measured when it is asked for."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter

    def __missing__(self, line: int) -> tuple[Item, ...]:
        self[line] = self._meter.items(line)
        return self[line]


@dataclass(slots=True, eq=False)
class _View:
    """A step with the first ranks of its lines."""

    step: Step
    lines: _Lines
    chosen: tuple[int, ...]
    """Indices of all lines that may be heard."""
    rate: int
    waiting: list[int]
    """Ranks that are not taken in, the last one first."""

    @classmethod
    def of(cls, step: Step, clip_frames: ClipFrames, chosen: tuple[int, ...], rate: int) -> _View:
        """A step with the lines that are always heard."""
        ranks = {rank(step.lines[index]) for index in chosen} - {0}
        lines = _Lines(Meter(step, clip_frames, rate))
        return cls(step, lines, chosen, rate, sorted(ranks, reverse=True))

    def form(self) -> Form:
        """Its flows with the ranks taken in."""
        first = self.waiting[-1:]
        taken = [i for i in self.chosen if not first or rank(self.step.lines[i]) < first[0]]
        return form_of(self.step, self.lines, taken, self.rate)


@dataclass(slots=True, eq=False)
class _Draft:
    """A part whose steps take in ranks as they are needed."""

    views: tuple[_View, ...]
    _part: Part | None = None

    @property
    def part(self) -> Part:
        """The part with the ranks taken in; measured when it is asked for."""
        if self._part is None:
            self._part = Part.of([view.form() for view in self.views])
        return self._part

    @property
    def declared(self) -> tuple[int, int]:
        """Least and typical frames of all its steps together, as far as the author says."""
        steps = [(view.step, view.rate) for view in self.views]
        least = max(bounds(step.least, step.most, rate)[0] for step, rate in steps)
        return len(steps) * least, sum(max(1, nearest(s.typical, rate)) for s, rate in steps)

    @property
    def whole(self) -> bool:
        """Whether every rank is taken in."""
        return not any(view.waiting for view in self.views)

    def able(self) -> bool:
        """Whether it can have any length at all; then it has its least one."""
        while not self.whole and not self.holds(max(map(_least, self.part.forms))):
            self.grow(*self.views)
        return bool(self.part.runs)

    def grow(self, *views: _View) -> None:
        """Takes in another rank of these steps."""
        for view in views:
            if view.waiting:
                view.waiting.pop()
        self._part = None

    def loose(self) -> Part:
        """The part as if it could have any length that it might have with more ranks."""
        if self.whole:
            return self.part
        most = min(form.bounds[1] for form in self.part.forms)
        return replace(self.part, runs=((self.part.runs[0][0], most),))

    def holds(self, length: int) -> bool:
        """Whether it can have a length with the ranks taken in."""
        return any(first <= length <= last for first, last in self.part.runs)

    def enrich(self, length: int) -> None:
        """Takes in every rank that might be heard in so many frames."""
        while eager := [
            view
            for view, form in zip(self.views, self.part.forms, strict=True)
            if view.waiting and form.flows[-1].roomy(length - form.flows[-1].breaths[0][0])
        ]:
            self.grow(*eager)


def _least(form: Form) -> int:
    """The least length that a step could have with any of its ranks."""
    first = form.flows[0]
    return max(form.bounds[0], first.least + first.breaths[0][0])
