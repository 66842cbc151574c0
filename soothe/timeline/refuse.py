"""What a person reads when no arrangement exists: what is possible, what was asked, what to type.

A length is offered only when typing it works, so offers are whole seconds that can be reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import FitError
from soothe.units import clock, to_seconds

if TYPE_CHECKING:
    from soothe.timeline.form import Form
    from soothe.timeline.part import Part
    from soothe.timeline.reach import Reach


def refused(title: str, reach: Reach, target: int, offer: int | None = None) -> FitError:
    """The error for a target, in frames, that cannot be had.

    Args:
        title: of the session.
        reach: what it can last; without an offer the target is not in it.
        target: what was asked for.
        offer: a length, in frames, of which `reach` was worked out in its own words; it is named,
            although in these words another may be nearer.
    """
    below, above = (None if near == target else near for near in reach.nearest(target))
    if offer is not None:
        below, above = (offer, above) if offer < target else (below, offer)
    rate = reach.margins.rate
    if below is None or above is None:
        span = _span(reach, reach.least if above is None else above, below or reach.most)
        can = f"can last {span}. You asked for {_text(target, rate)}."
    else:
        near = f"{_text(below, rate)} and {_text(above, rate)}"
        can = f"cannot last exactly {_text(target, rate)}; the nearest lengths are {near}."
    offers = [
        None if below is None else _second_below(reach, below),
        None if above is None else _second_above(reach, above),
    ]
    tries = " or ".join(f"-m {clock(second)}" for second in offers if second is not None)
    advice = f" Try {tries}." if tries else ""
    return FitError(f"{title} with these choices {can}{advice}", below=below, above=above)


def stuck(part: Part) -> FitError:
    """The error for a part that no length of the session suits."""
    misfits = [_misfit(form) for form in part.forms if not form.runs]
    return FitError(misfits[0] if misfits else _unequal(part), below=None, above=None)


def _misfit(form: Form) -> str:
    natural = form.natural()
    words = _seconds(natural[0][0], natural[-1][1], form.rate)
    return (
        f"{form.step.title}: its words, breaths and pauses can last {words}, "
        f"its bounds allow {_seconds(*form.bounds, form.rate)}, and no length suits both. "
        "Change its bounds, its words or its pauses."
    )


def _unequal(part: Part) -> str:
    can = ", ".join(
        f"{form.step.title} {_seconds(form.runs[0][0], form.runs[-1][1], form.rate)}"
        for form in part.forms
    )
    return (
        f"The steps of the pair {part.key!r} must last equally long, but no length suits all: "
        f"{can}. Bring their words, pauses or bounds nearer to each other."
    )


def _seconds(least: int, most: int, rate: int) -> str:
    return f"{to_seconds(least, rate):.1f} to {to_seconds(most, rate):.1f} s"


def _span(reach: Reach, least: int, most: int) -> str:
    rate = reach.margins.rate
    first, last = _second_above(reach, least), _second_below(reach, most)
    if first is None or last is None:
        return f"{_text(least, rate)} to {_text(most, rate)}"
    return f"{clock(first)} to {clock(last)}"


def _text(frames: int, rate: int) -> str:
    second, rest = divmod(frames, rate)
    return clock(second) + (f".{rest * 1000 // rate:03}" if rest else "")


def _second_below(reach: Reach, target: int) -> int | None:
    rate = reach.margins.rate
    while (found := reach.nearest(target)[0]) is not None:
        if found % rate == 0:
            return found // rate
        target = found // rate * rate
    return None


def _second_above(reach: Reach, target: int) -> int | None:
    rate = reach.margins.rate
    while (found := reach.nearest(target)[1]) is not None:
        if found % rate == 0:
            return found // rate
        target = (found // rate + 1) * rate
    return None
