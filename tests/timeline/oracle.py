"""The same rules once more, by listing everything: slow, plain, and written apart from the fit.

Lengths are sets of numbers, choices are lists, the cheapest sum is found by trying all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from math import inf
from typing import TYPE_CHECKING

from soothe.model import Bell, Breath, Pause, Ready, Say

if TYPE_CHECKING:
    from soothe.model import Cue, Line, Script, Step
    from tests.strategies import Session


def whole(seconds, rate, rounding=ROUND_HALF_UP):
    return int((Decimal(str(seconds)) * rate).to_integral_value(rounding))


def between(least, most, rate):
    first, last = whole(least, rate, ROUND_CEILING), whole(most, rate, ROUND_FLOOR)
    if first > last:
        first = last = whole((Decimal(str(least)) + Decimal(str(most))) / 2, rate)
    return first, last


def elastic(pause: Pause, rate: int) -> tuple[int, int, int]:
    least, most = between(pause.least, pause.most, rate)
    reference = min(most, max(least, whole(pause.reference, rate)))
    return (least, max(1, reference), most) if least < most else (least, least, most)


@dataclass(frozen=True)
class Option:
    """One way to say a step: how many ranks of optional lines, how many cycles, which pauses."""

    ranks: int
    counts: tuple[int, ...]
    breath: int
    pauses: tuple[tuple[int, int, int], ...]
    fixed: int

    @property
    def lengths(self) -> range:
        solid = self.fixed + self.breath
        return range(
            solid + sum(p[0] for p in self.pauses), solid + sum(p[2] for p in self.pauses) + 1
        )

    def stretch(self, length: int) -> tuple[int, int]:
        """All elastic pauses together in a step of this length, and at their references."""
        soft = [pause for pause in self.pauses if pause[0] < pause[2]]
        hard = sum(pause[0] for pause in self.pauses if pause[0] == pause[2])
        return length - self.fixed - self.breath - hard, sum(pause[1] for pause in soft)


class Oracle:
    """A session with every choice listed."""

    def __init__(self, session: Session) -> None:
        self.session, self.script, self.rate = session, session.script, session.rate
        self.levels = [(kept, self.parts(kept)) for kept in kept_steps(self.script) if kept]

    # -- one step -------------------------------------------------------------------------------

    def took(self, cue: Cue) -> int:
        """Frames of a cue that is neither pause nor breath."""
        if isinstance(cue, Say):
            return self.session.clip_frames(cue)
        if isinstance(cue, Bell):
            return whole(cue.spacing * cue.times, self.rate)
        if isinstance(cue, Ready):
            return self.session.clip_frames(cue.say) + whole(cue.wait, self.rate)
        return 0

    def tied(self, lines: list[Line]) -> int:
        """Frames from the first line tied to the end of the step to that end."""
        after = 0
        lines = [*reversed(lines)]
        for line in sorted(lines, key=lambda line: line.before_end):
            cues = list(line.cues)
            while cues and isinstance(cues[-1], Pause) and self.soft(cues[-1]):
                cues.pop()
            length = sum(self.at_ease(cue) for cue in cues)
            after = max(whole(line.before_end, self.rate), after + length)
        return after

    def soft(self, pause: Pause) -> bool:
        least, most = between(pause.least, pause.most, self.rate)
        return least < most

    def at_ease(self, cue: Cue) -> int:
        if isinstance(cue, Pause):
            return elastic(cue, self.rate)[1]
        if isinstance(cue, Breath):
            return cue.least * whole(cue.guided.seconds, self.rate)
        return self.took(cue)

    def options(self, step: Step, names: set[str]) -> list[Option]:
        """Every way to say a step when these steps and pairs are kept."""
        heard = [
            line for line in step.lines if set(line.kept) <= names and not set(line.dropped) & names
        ]
        rooms = sorted({line.room for line in heard if line.room and not line.safety})
        found = []
        for ranks, limit in enumerate([0, *rooms]):
            lines = [line for line in heard if line.safety or line.room <= limit]
            found += self.ways(ranks, lines)
        return found

    def ways(self, ranks: int, lines: list[Line]) -> list[Option]:
        free = [cue for line in lines if line.before_end is None for cue in line.cues]
        breaths = [cue for cue in free if isinstance(cue, Breath)]
        pauses = tuple(elastic(cue, self.rate) for cue in free if isinstance(cue, Pause))
        fixed = sum(self.took(cue) for cue in free if not isinstance(cue, (Pause, Breath)))
        fixed += self.tied([line for line in lines if line.before_end is not None])
        cycles = [whole(breath.guided.seconds, self.rate) for breath in breaths]
        return [
            Option(ranks, counts, sum(map(int.__mul__, counts, cycles)), pauses, fixed)
            for counts in product(*(range(b.least, b.most + 1) for b in breaths))
        ]

    def lengths(self, step: Step, names: set[str]) -> set[int]:
        least, most = between(step.least, step.most, self.rate)
        return {
            length
            for option in self.options(step, names)
            for length in option.lengths
            if least <= length <= most
        }

    def choice(self, step: Step, names: set[str], length: int) -> tuple[int, tuple[int, ...]]:
        """Ranks and counts at ease in this length."""
        fitting = [option for option in self.options(step, names) if length in option.lengths]
        roomy = [o.ranks for o in fitting if o.stretch(length)[0] >= o.stretch(length)[1]]
        if roomy:
            fitting = [option for option in fitting if option.ranks == max(roomy)]

        def strain(option: Option) -> tuple[Fraction | float, int, tuple[int, ...]]:
            low, high = sorted(option.stretch(length))
            ratio = Fraction(1) if low == high else Fraction(high, low) if low else inf
            return ratio, option.ranks, option.counts

        best = min(fitting, key=strain)
        return best.ranks, best.counts

    # -- all steps ------------------------------------------------------------------------------

    def names(self, kept: list[Step]) -> set[str]:
        return {step.id for step in kept} | {step.pair for step in kept if step.pair}

    def parts(self, kept: list[Step]) -> list[tuple[list[Step], set[int]]]:
        """The steps timed as one, and the lengths that suit all of them."""
        keys = dict.fromkeys(step.key for step in kept)
        groups = [[step for step in kept if step.key == key] for key in keys]
        names = self.names(kept)
        return [
            (steps, set.intersection(*(self.lengths(step, names) for step in steps)))
            for steps in groups
        ]

    def sums(self, parts: list[tuple[list[Step], set[int]]]) -> set[int]:
        """Every sum that the parts can have."""
        sums = {0}
        for steps, lengths in parts:
            sums = {total + len(steps) * length for total, length in product(sums, lengths)}
        return sums

    def costs(self, parts: list[tuple[list[Step], set[int]]]) -> dict[int, float]:
        """The least cost of every sum that the parts can have."""
        sums = {0: 0.0}
        for steps, lengths in parts:
            longer: dict[int, float] = {}
            for (total, cost), length in product(sums.items(), lengths):
                at = total + len(steps) * length
                price = cost + sum(self.cost(step, length) for step in steps)
                longer[at] = min(price, longer.get(at, inf))
            sums = longer
        return sums

    def cost(self, step: Step, length: int) -> float:
        typical = max(1, whole(step.typical, self.rate))
        return step.weight * (length - typical) ** 2 / typical

    def content(self, target: int) -> int:
        fade = 8 * self.rate
        if self.script.ending == "sleep":
            fade = max(15 * self.rate, min(180 * self.rate, whole(target * 0.12, 1)))
        return target - 5 * self.rate - fade

    def best_level(self, content: int) -> int:
        """Index of the level to choose for a possible content."""
        usual = sum(max(1, whole(step.typical, self.rate)) for step in self.script.steps)
        part = Fraction(92, 100) * min(Fraction(85, 100), Fraction(content, usual))
        possible = [i for i, (_, parts) in enumerate(self.levels) if content in self.sums(parts)]
        for index in possible:
            needed = Fraction(0)
            for steps, lengths in self.levels[index][1]:
                least = len(steps) * min(lengths)
                typical = sum(max(1, whole(step.typical, self.rate)) for step in steps)
                needed += least + part * max(0, typical - least)
            if content >= needed:
                return index
        return possible[-1]


def kept_steps(script: Script) -> list[list[Step]]:
    """The steps kept at each level."""
    drops: dict[str, list[float]] = {}
    for step in script.steps:
        drops.setdefault(step.key, []).append(inf if step.drop is None else step.drop)
    order = {key: max(numbers) for key, numbers in drops.items()}
    gone = [0.0, *sorted({number for number in order.values() if number < inf})]
    return [[step for step in script.steps if order[step.key] > number] for number in gone]
