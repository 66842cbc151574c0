"""One moment of a timeline, as a screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from soothe.units import to_seconds

if TYPE_CHECKING:
    from soothe.play.guide import Guide


class Moment(TypedDict):
    """What a view says about a place of a timeline."""

    step: int
    steps: int
    step_title: str
    position: float
    length: float
    ticks: tuple[float, ...]
    caption: str


def moment(guide: Guide, frame: int) -> Moment:
    """The part of a view that a frame decides."""
    timeline = guide.timeline
    step, caption, rate = guide.step(frame), guide.caption(frame), timeline.rate
    return Moment(
        step=step + 1,
        steps=len(timeline.spans),
        step_title=timeline.spans[step].step.title,
        position=to_seconds(frame, rate),
        length=to_seconds(timeline.frames, rate),
        ticks=tuple(to_seconds(start, rate) for start in guide.starts),
        caption=caption.text if caption else "",
    )
