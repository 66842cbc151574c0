"""The steps that can still be heard, and who owes which length to whom.

A step owes the other side of its pair the same length. Where the listener has set the sides apart,
each owes what was promised then. A debt that a step cannot pay it pays as far as its words and its
author's bounds let it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import lcm
from typing import TYPE_CHECKING, TypeAlias

from soothe.timeline.course import Leg, pieces
from soothe.timeline.head import bars
from soothe.timeline.lengths import nearest, overlap
from soothe.timeline.levels import Level, keeps
from soothe.timeline.part import Part
from soothe.timeline.plan import totals
from soothe.timeline.spoken import form_of, heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.model import Step
    from soothe.timeline.course import Course
    from soothe.timeline.form import Form
    from soothe.timeline.head import Head
    from soothe.timeline.lengths import Runs

Group: TypeAlias = tuple[int, ...]
"""Indices of the steps that are timed as one."""


class Remaining:
    """What follows the legs that are past.

    Lengths are those of whole steps: of one that is heard again all its legs count.

    Args:
        course: what is asked for and promised.
        past: legs that stay as they are.
        head: the step under way; None before the first.
        equal: whether debts between steps are paid.
    """

    def __init__(
        self, course: Course, past: tuple[Leg, ...], head: Head | None, *, equal: bool
    ) -> None:
        self._course = course
        self._head = head
        self._equal = equal
        self.after = head.index if head else -1
        self._spent = _spent(past)
        self.before = self._spent.get(self.after, 0)
        """Frames of the head's step in legs before the head."""
        self._whole = head.whole(self.before) if head else None
        self._heard = {leg.index for leg in past if leg.index < self.after}
        self._promised = dict(course.promised)
        self._form = cache(self._form_of)
        first = (self.after,) if head else ()
        coming = range(self.after + 1, len(course.script.steps))
        self._steps = (*first, *filter(self._open, coming))
        self.usual = sum(max(1, form.typical) for form in self._all_forms())

    def levels(self) -> list[Level]:
        """Every choice of steps that can be timed, the one with most steps first."""
        marked = [self._marked(index) for index in self._steps]
        choices = [tuple(self._steps[i] for i in kept) for kept in keeps(marked)]
        parts = {
            kept: tuple(self._part(group, self._names(kept)) for group in self.groups(kept))
            for kept in choices
        }
        able = {kept: made for kept, made in parts.items() if all(part.runs for part in made)}
        sizes = {part.copies for made in able.values() for part in made}
        contents = totals(list(able.values()), lcm(*sizes))
        return [
            Level(kept, made, content)
            for (kept, made), content in zip(able.items(), contents, strict=True)
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
            form, frames = self._form(index, names), lengths[index]
            if self._head and index == self.after:
                frames -= self.before
                yield self._head.leg(form, frames, self.before)
            else:
                flow, _, _ = form.choose(frames)
                yield Leg(index, form, bars(form, pieces(flow.items), frames, start), start, frames)
            start += frames

    def apart(self, lengths: dict[int, int]) -> bool:
        """Whether a step does not last as long as it owes."""
        totals = self._totals(lengths)
        return any(self._amiss(index, totals) for index in lengths)

    # -- who is timed with whom -----------------------------------------------------------------

    def _step(self, index: int) -> Step:
        return self._course.script.steps[index]

    def _mates(self, index: int) -> list[int]:
        """The other steps of its pair up to the head, heard or not."""
        return [mate for mate in self._all(index) if mate < index and mate <= self.after]

    def _all(self, index: int) -> list[int]:
        """The other steps of its pair."""
        steps, pair = self._course.script.steps, self._step(index).pair
        return [i for i, step in enumerate(steps) if pair and step.pair == pair and i != index]

    def _was(self, index: int) -> bool:
        return index in self._heard or index == self.after

    def _open(self, index: int) -> bool:
        """Whether a later step may be heard: not when the other side of its pair was left out."""
        mates = self._mates(index)
        return not mates or any(map(self._was, mates))

    def _marked(self, index: int) -> Step:
        """The step as the levels see it: whoever owes its time is not dropped."""
        step = self._step(index)
        if index == self.after or self._mates(index) or self._pays(index):
            return replace(step, drop=None, pair=None)
        return step

    def _key(self, index: int) -> object:
        if self._pays(index):
            return index
        if self._equal and self.after in self._mates(index) and self._decided() is None:
            return self.after
        return index if index == self.after or self._mates(index) else self._step(index).key

    def _decided(self) -> int | None:
        """The length of the head's step, where it is known before the others'."""
        if self._head is None or self._head.decided is None:
            return None
        return self.before + self._head.decided

    def _pays(self, index: int) -> bool:
        return self._equal and index in self._promised

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
        runs, owed = self._bounded(group, made.runs), self._owed(group[0])
        if runs and owed is not None:
            length = nearest(runs, owed)
            runs = ((length, length),)
        return replace(made, runs=runs)

    def _bounded(self, group: Group, runs: Runs) -> Runs:
        if group[0] != self.after or self._head is None or self._head.window is None:
            return runs
        least, most = self._head.window
        return overlap(runs, ((self.before + least, self.before + most),))

    def _owed(self, index: int) -> int | None:
        """The length that a step owes, if it has to pay."""
        if not self._equal:
            return None
        if index in self._promised:
            return self._promised[index]
        mates = self._mates(index)
        if self.after in mates:
            return self._decided()
        return next((self._spent[i] for i in mates if i in self._heard), None)

    def _amiss(self, index: int, totals: dict[int, int]) -> bool:
        """Whether a step lasts longer or shorter than the other side, or than was promised."""
        mates = self._all(index)
        if index in self._promised:
            return totals[index] != self._promised[index]
        if any(mate in self._promised for mate in mates):
            return False
        return any(totals.get(mate, totals[index]) != totals[index] for mate in mates)

    def _totals(self, lengths: dict[int, int]) -> dict[int, int]:
        coming = {i: frames for i, frames in lengths.items() if i != self.after}
        head = {i: frames for i, frames in lengths.items() if i == self.after}
        return self._spent | {i: self._spent.get(i, 0) + n for i, n in coming.items()} | head


def _spent(legs: tuple[Leg, ...]) -> dict[int, int]:
    """Frames of each step that has been heard, all its legs together."""
    spent: dict[int, int] = {}
    for leg in legs:
        spent[leg.index] = spent.get(leg.index, 0) + leg.frames
    return spent
