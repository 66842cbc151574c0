"""Fitting what has not been heard yet, by the rules of a whole session.

What is under way comes first: a `Head` is the step that is heard now, with what it can still
become. After it come the steps that follow in the script, kept or left out as the time that is
left allows. A pair whose first side has been heard gives its other side the same length; where that
cannot be, the pair comes apart, and whoever asked is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, reduce
from math import lcm
from operator import or_
from typing import TYPE_CHECKING, TypeAlias

from soothe.errors import FitError
from soothe.timeline.beats import wait
from soothe.timeline.course import Bar, Leg, Piece, pieces
from soothe.timeline.flow import Flow
from soothe.timeline.form import Form
from soothe.timeline.lengths import overlap
from soothe.timeline.levels import Level, choose, keeps
from soothe.timeline.part import Part
from soothe.timeline.place import lay
from soothe.timeline.plan import total
from soothe.timeline.solve import solve
from soothe.timeline.spoken import form_of, heard
from soothe.units import to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.model import Step
    from soothe.timeline.course import Course
    from soothe.timeline.lengths import Run

Group: TypeAlias = tuple[int, ...]
"""Indices of the steps that are timed as one."""

_ENDLESS = 1e6


@dataclass(frozen=True, slots=True)
class Head:
    """The step under way and what it can still become."""

    index: int
    """Of the step in the script."""
    form: Form
    """Every flow of the step as its author wrote it."""
    start: int
    """First frame of its leg."""
    kept: tuple[Bar, ...]
    """What of the leg stays as it was heard."""
    spent: int
    """Frames of its leg that are decided."""
    flows: tuple[tuple[Piece, ...], ...]
    """What may follow, for each number of optional lines."""
    typical: int
    """Frames that the leg would last at ease, those spent included."""
    window: Run | None = None
    """Least and most frames of the whole leg; None: whatever words and pauses allow."""

    def whole(self) -> Form:
        """The leg as a form: what is spent, as one fixed wait, and then each of the flows."""
        rate = self.form.rate
        step = replace(
            self.form.step, least=0.0, typical=to_seconds(self.typical, rate), most=_ENDLESS
        )
        spent = wait(-1, self.spent, rate)
        flows = (Flow.of([spent, *(piece.item for piece in flow)]) for flow in self.flows)
        return Form(step, rate, tuple(flows))

    def leg(self, whole: Form, flow: Flow, frames: int) -> Leg:
        """The leg in `frames` frames, by a flow of `whole`."""
        chosen = next(i for i, each in enumerate(whole.flows) if each is flow)
        spent = Piece(flow.items[0], 0)
        laid = bars(whole, (spent, *self.flows[chosen]), frames, self.start)[1:]
        return Leg(self.index, self.form, self.kept + laid, self.start, frames)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A course after a change, and what the change could not keep."""

    course: Course
    apart: bool = False
    """True when the two sides of a pair no longer last equally long."""

    @property
    def late(self) -> int:
        """Frames by which the session ends after the asked end; negative: before it."""
        return self.course.frames - self.course.target


def fit_rest(
    course: Course,
    past: tuple[Leg, ...],
    head: Head | None,
    start: int,
    *,
    together: bool = True,
    steady: bool = True,
) -> Fitted:
    """The course with everything after `past` fitted again, to its target or as near as can be.

    Args:
        course: what is asked for, and its legs as they were to be.
        past: legs that stay as they are.
        head: the step under way; None before the first.
        start: first frame of the head, or of the first step.
        together: whether the head's pair should stay equal.
        steady: whether the steps that were coming stay the same where they can.

    Raises:
        FitError: no arrangement exists at all.
    """
    asked = course.target - course.fade_out - course.margins.silence - start
    for equal in (True, False) if together else (False,):
        rest = _Rest(course, past, head, equal=equal)
        levels = rest.levels()
        if any(asked in level.content for level in levels) or (levels and not equal):
            break
    if not levels:
        raise FitError("What is left cannot be arranged in any way.", below=None, above=None)
    content = _nearest(levels, asked)
    same = _steady(levels, course, content, rest) if steady else None
    level = same or choose(levels, content, rest.usual)
    groups = rest.groups(level.kept)
    solved = zip(groups, solve(level.parts, content), strict=True)
    lengths = {index: frames for group, frames in solved for index in group}
    legs = tuple(rest.legs(level.kept, lengths, start))
    return Fitted(replace(course, legs=past + legs), apart=rest.apart(lengths))


def _steady(levels: Sequence[Level], course: Course, content: int, rest: _Rest) -> Level | None:
    """The level with the steps that were coming anyway, while they need not hurry much.

    Half the ease that a new session asks for is enough: somebody who holds a step for a moment has
    not asked for another session.
    """
    coming = {leg.index for leg in course.legs if leg.index > rest.after}
    for level in levels:
        same = coming == {index for index in level.kept if index > rest.after}
        if same and content in level.content and level.comfortable(content, 2 * rest.usual):
            return level
    return None


def _nearest(levels: Sequence[Level], asked: int) -> int:
    content = reduce(or_, (level.content for level in levels))
    found = (content.below(asked), content.above(asked))
    return min((each for each in found if each is not None), key=lambda each: abs(each - asked))


class _Rest:
    """The steps that can still be heard, and who owes what to those that were."""

    def __init__(
        self, course: Course, past: tuple[Leg, ...], head: Head | None, *, equal: bool
    ) -> None:
        self._course = course
        self._head = head
        self._whole = head.whole() if head else None
        self._equal = equal
        self.after = head.index if head else -1
        lengths: dict[int, int] = {}
        for leg in past:
            if leg.index < self.after:
                lengths[leg.index] = lengths.get(leg.index, 0) + leg.frames
        self._heard = lengths
        self._form = cache(self._form_of)
        steps = course.script.steps
        first = (self.after,) if head else ()
        self._steps = (*first, *filter(self._open, range(self.after + 1, len(steps))))
        self.usual = sum(max(1, form.typical) for form in self._all_forms())

    def levels(self) -> list[Level]:
        """Every choice of steps that can be timed, the one with most steps first."""
        marked = [self._marked(index) for index in self._steps]
        choices = [tuple(self._steps[i] for i in kept) for kept in keeps(marked)]
        parts = {
            kept: tuple(self._part(group, self._names(kept)) for group in self.groups(kept))
            for kept in choices
        }
        sizes = {len(group) for kept in choices for group in self.groups(kept)}
        return [
            Level(kept, made, total(made, lcm(*sizes)))
            for kept, made in parts.items()
            if all(part.runs for part in made)
        ]

    def groups(self, kept: tuple[int, ...]) -> list[Group]:
        """The kept steps, those that are timed as one together."""
        groups: dict[object, list[int]] = {}
        for index in kept:
            groups.setdefault(self._key(index), []).append(index)
        return [tuple(group) for group in groups.values()]

    def legs(self, kept: Sequence[int], lengths: dict[int, int], start: int) -> Iterator[Leg]:
        """The kept steps, one after the other from frame `start` on."""
        names = self._names(kept)
        for index in kept:
            frames, form = lengths[index], self._form(index, names)
            flow, _, _ = form.choose(frames)
            if self._head and index == self.after:
                yield self._head.leg(form, flow, frames)
            else:
                laid = bars(form, pieces(flow.items), frames, start)
                yield Leg(index, form, laid, start, frames)
            start += frames

    def apart(self, lengths: dict[int, int]) -> bool:
        """Whether a step lasts longer or shorter than the other side of its pair."""
        return any(
            lengths.get(index, 0) != (lengths | self._heard)[mate]
            for index in self._steps
            for mate in self._mates(index)
            if mate in (lengths | self._heard)
        )

    # -- who is timed with whom -----------------------------------------------------------------

    def _step(self, index: int) -> Step:
        return self._course.script.steps[index]

    def _mates(self, index: int) -> list[int]:
        """The other steps of its pair up to the head, heard or not."""
        pair = self._step(index).pair
        before = range(min(index, self.after + 1))
        return [i for i in before if pair and self._step(i).pair == pair]

    def _was(self, index: int) -> bool:
        return index in self._heard or index == self.after

    def _open(self, index: int) -> bool:
        """Whether a later step may be heard: not when the other side of its pair was left out."""
        mates = self._mates(index)
        return not mates or any(map(self._was, mates))

    def _marked(self, index: int) -> Step:
        """The step as the levels see it: whoever owes its time to a heard step is not dropped."""
        step = self._step(index)
        if index == self.after or self._mates(index):
            return replace(step, drop=None, pair=None)
        return step

    def _key(self, index: int) -> object:
        step = self._step(index)
        if self._equal and self.after in self._mates(index):
            return self.after
        return index if index == self.after or self._mates(index) else step.key

    # -- what they can last ---------------------------------------------------------------------

    def _names(self, kept: Sequence[int]) -> frozenset[str]:
        indices = {*kept, *self._heard}
        return frozenset(n for i in indices for n in (self._step(i).id, self._step(i).key))

    def _form_of(self, index: int, names: frozenset[str]) -> Form:
        if self._whole and index == self.after:
            return self._whole
        step, rate = self._step(index), self._course.margins.rate
        return form_of(step, self._course.items[index], heard(step, names), rate)

    def _all_forms(self) -> Iterator[Form]:
        names = self._names(self._steps)
        for index in self._steps:
            yield self._form(index, names)

    def _part(self, group: Group, names: frozenset[str]) -> Part:
        made = Part.of([self._form(index, names) for index in group])
        window = self._window(group)
        return replace(made, runs=overlap(made.runs, (window,))) if window else made

    def _window(self, group: Group) -> Run | None:
        if self._head and group[0] == self.after:
            return self._head.window
        owed = [self._heard[mate] for mate in self._mates(group[0]) if mate in self._heard]
        return (owed[0], owed[0]) if owed and self._equal else None


def bars(form: Form, flow: Sequence[Piece], frames: int, start: int) -> tuple[Bar, ...]:
    """The pieces of the flow that `form` chooses for `frames`, at their times."""
    laid = lay(form, frames, start)
    return tuple(
        Bar(piece, each.start, each.frames) for piece, each in zip(flow, laid, strict=True)
    )
