"""A session prepared for fitting: all that does not depend on the length asked for.

Measuring the lines and adding up what they can last costs more than choosing among it, so whoever
tries many lengths of one session prepares it once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, reduce
from math import lcm
from operator import add, or_
from typing import TYPE_CHECKING, TypeAlias

from soothe.errors import FitError
from soothe.timeline.frames import nearest
from soothe.timeline.lengths import Lengths
from soothe.timeline.levels import Level, keeps
from soothe.timeline.margins import Margins
from soothe.timeline.meter import Meter
from soothe.timeline.part import Part
from soothe.timeline.reach import Reach
from soothe.timeline.refuse import stuck
from soothe.timeline.spoken import asked_of, form_of, heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from soothe.model import Script, Step
    from soothe.timeline.beats import Item
    from soothe.timeline.meter import ClipFrames

    Members: TypeAlias = tuple[tuple[int, tuple[int, ...]], ...]
    """Index of each step of a part, and of the lines of it that may be heard."""
    KnownParts: TypeAlias = dict[Members, Part]
    """Parts by the same, with the identities of the steps in place of their indices."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A script with the lengths of its clips, ready to be fitted to any target."""

    script: Script
    levels: tuple[Level, ...]
    """Those that can have any length at all, the one with most steps first."""
    usual: int
    """Sum of the typical frames of all steps."""
    reach: Reach


def prepare(
    script: Script, clip_frames: ClipFrames, *, rate: int, known: KnownParts | None = None
) -> Plan:
    """Measure a script once for many targets.

    Args:
        script: the session in words.
        clip_frames: the length of each sentence as spoken, in frames at `rate`.
        rate: frames per second of the finished track.
        known: parts of other scripts that were measured before with the same lengths and rate;
            whoever tries many scripts that share steps (the same objects) keeps it between them.

    Raises:
        FitError: a step can never meet its own bounds, whatever the length asked for.
    """
    parts_of = _maker(script, clip_frames, rate, {} if known is None else known)
    drafts = {kept: parts_of(kept) for kept in keeps(script.steps)}
    _check(script, list(drafts.values()))
    able = {kept: parts for kept, parts in drafts.items() if all(part.runs for part in parts)}
    contents = totals(list(able.values()), stride_of(script.steps))
    levels = tuple(
        Level(kept, parts, content)
        for (kept, parts), content in zip(able.items(), contents, strict=True)
    )
    content = reduce(or_, (level.content for level in levels))
    return Plan(
        script, levels, usual(script.steps, rate), Reach(Margins(rate, script.ending), content)
    )


def _maker(
    script: Script, clip_frames: ClipFrames, rate: int, known: KnownParts
) -> Callable[[tuple[int, ...]], tuple[Part, ...]]:
    """What makes the parts of a level; levels that hear the same of a step share its part."""
    steps, members = script.steps, membership(script.steps)

    @cache
    def lines(i: int) -> list[tuple[Item, ...]]:
        meter = Meter(steps[i], clip_frames, rate)
        return [meter.items(line) for line in range(len(steps[i].lines))]

    def part(members: Members) -> Part:
        # A part holds its steps, so their identities stay theirs as long as it is known.
        what = tuple((id(steps[i]), chosen) for i, chosen in members)
        if what not in known:
            known[what] = Part.of([form_of(steps[i], lines(i), c, rate) for i, c in members])
        return known[what]

    return lambda kept: tuple(map(part, members(kept)))


def membership(steps: Sequence[Step]) -> Callable[[tuple[int, ...]], list[Members]]:
    """What tells of a level, by the indices of its steps, which of them are timed as one."""
    asked = [asked_of(step) for step in steps]

    # Few lines have a condition, so that most levels hear the same of a step.
    @cache
    def chosen(i: int, names: frozenset[str]) -> tuple[int, ...]:
        return heard(steps[i], names)

    def members(kept: tuple[int, ...]) -> list[Members]:
        names = {name for i in kept for name in (steps[i].id, steps[i].key)}
        found: dict[str, Members] = {}
        for i in kept:
            key = steps[i].key
            found[key] = (*found.get(key, ()), (i, chosen(i, asked[i] & names)))
        return list(found.values())

    return members


def stride_of(steps: Iterable[Step]) -> int:
    """The least common multiple of how many steps are timed as one: sums in it are exact."""
    return lcm(*Counter(step.key for step in steps).values())


def usual(steps: Iterable[Step], rate: int) -> int:
    """Sum of the typical frames of all steps."""
    return sum(max(1, nearest(step.typical, rate)) for step in steps)


def total(parts: Sequence[Part], stride: int) -> Lengths:
    """What parts can last together; `stride` is a multiple of every count of copies."""
    zero = Lengths.of(((0, 0),), stride=stride)
    return reduce(add, (Lengths.of(part.runs, part.copies, stride) for part in parts), zero)


def totals(levels: Sequence[Sequence[Part]], stride: int) -> list[Lengths]:
    """What the parts of each level can last together.

    Args:
        levels: the one with most parts first; what one shares with the next is added up once.
        stride: a multiple of every count of copies.
    """
    found: list[Lengths] = []
    fewer: set[int] = set()
    for parts in reversed(levels):
        more = [part for part in parts if id(part) not in fewer]
        nested = found and len(more) + len(fewer) == len(parts)
        found.append(found[-1] + total(more, stride) if nested else total(parts, stride))
        fewer = set(map(id, parts))
    return found[::-1]


def _check(script: Script, levels: Sequence[Sequence[Part]]) -> None:
    """Refuse a script without steps, with a step that never fits, or with no level that fits."""
    if not levels:
        raise FitError(f"{script.title} has no steps. Give it one.", below=None, above=None)
    able = {part.key for parts in levels for part in parts if part.runs}
    misfits = [part for parts in levels for part in parts if part.key not in able]
    if not any(all(part.runs for part in parts) for parts in levels):
        misfits += [part for part in levels[-1] if not part.runs]
    if misfits:
        raise stuck(misfits[0])
