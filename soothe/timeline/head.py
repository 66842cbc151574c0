"""The step under way as something that can be timed: what is decided of it, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from soothe.timeline.beats import wait
from soothe.timeline.course import Bar, Leg, Piece
from soothe.timeline.flow import Flow
from soothe.timeline.form import Form
from soothe.timeline.place import lay
from soothe.units import to_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.timeline.lengths import Run

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
    decided: int | None = None
    """Frames of the whole leg where the listener has decided them; they are possible."""

    @classmethod
    def frozen(cls, leg: Leg) -> Head:
        """A leg that stays as it is, to its end."""
        return cls(
            leg.index,
            leg.form,
            leg.start,
            leg.bars,
            leg.frames,
            ((),),
            leg.form.typical,
            decided=leg.frames,
        )

    def whole(self, before: int = 0) -> Form:
        """The step as a form: what is spent, as one fixed wait, and then each of the flows.

        Args:
            before: frames of the step in earlier legs, which count as spent.
        """
        rate = self.form.rate
        typical = to_seconds(before + self.typical, rate)
        step = replace(self.form.step, least=0.0, typical=typical, most=_ENDLESS)
        spent = wait(-1, before + self.spent, rate)
        flows = ([spent, *(piece.item for piece in flow)] for flow in self.flows)
        return Form(step, rate, tuple(Flow.of(items, step.title) for items in flows))

    def leg(self, whole: Form, frames: int, before: int = 0) -> Leg:
        """The leg in `frames` frames, by the flow that `whole(before)` chooses."""
        flow, _, _ = whole.choose(before + frames)
        chosen = next(i for i, each in enumerate(whole.flows) if each is flow)
        spent = Piece(flow.items[0], 0)
        pieces = (spent, *self.flows[chosen])
        laid = bars(whole, pieces, before + frames, self.start - before)[1:]
        decided = self.decided is not None
        return Leg(self.index, self.form, self.kept + laid, self.start, frames, decided)


def bars(form: Form, flow: Sequence[Piece], frames: int, start: int) -> tuple[Bar, ...]:
    """The pieces of the flow that `form` chooses for `frames`, at their times."""
    laid = lay(form, frames, start)
    return tuple(
        Bar(piece, each.start, each.frames) for piece, each in zip(flow, laid, strict=True)
    )
