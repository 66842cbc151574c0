"""What is timed as one: a step, or the steps of a pair, which last equally long to the frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from typing import TYPE_CHECKING

from soothe.timeline.lengths import overlap
from soothe.timeline.want import Want

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.timeline.form import Form
    from soothe.timeline.lengths import Runs


@dataclass(frozen=True, slots=True)
class Part:
    """One or more steps with one length between them."""

    forms: tuple[Form, ...]
    runs: Runs
    """Lengths that each of the steps can have."""
    ideal: float
    """The length that the steps together hold on to; for a single step its typical one."""
    weight: float
    typical: int
    """Sum of the typical frames of the steps."""

    @classmethod
    def of(cls, forms: Sequence[Form]) -> Part:
        """The part that these steps make."""
        ideal, weight = _held(tuple((form.step.weight, form.typical) for form in forms))
        return cls(
            tuple(forms),
            reduce(overlap, (form.runs for form in forms)),
            ideal,
            weight,
            sum(form.typical for form in forms),
        )

    @property
    def key(self) -> str:
        """The name that its steps have in common."""
        return self.forms[0].step.key

    @property
    def copies(self) -> int:
        """How many steps share the length."""
        return len(self.forms)

    @property
    def least(self) -> int:
        """The least frames of all its steps together."""
        return self.copies * self.runs[0][0]

    def want(self, runs: Runs) -> Want:
        """What it asks for while it may use no length outside these runs."""
        return Want(runs[0][0], runs[-1][1], self.ideal, self.weight, self.copies)


@lru_cache(maxsize=4096)
def _held(steps: tuple[tuple[float, int], ...]) -> tuple[float, float]:
    """The length that steps of these weights and typical lengths hold on to, and how firmly."""
    weights = [Fraction(str(weight)) for weight, _ in steps]
    # The sum of w (d - t)^2 / t over the steps is, but for a constant, one such term.
    bend = sum(weight / typical for weight, (_, typical) in zip(weights, steps, strict=True))
    return float(sum(weights) / bend), float(sum(weights))
