"""The place at which a session was left, so that it can be taken up again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import platformdirs

from soothe.errors import UsageError
from soothe.units import to_frames, to_seconds

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.timeline.course import Course

STEP_BACK = 2.0
"""Seconds that are heard again after a pause, and when a session is taken up again."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stopped."""

    order: dict[str, Any]
    """What had been asked for, as plain values, its seed decided."""
    elapsed: float
    """Seconds of the session heard."""
    target: float
    """Seconds that it was to last."""
    step: str
    """Id of the step."""
    within: float
    """Seconds into the step."""


def place_of(course: Course, frame: int, order: dict[str, Any]) -> Place:
    """Where a course that was left at a frame is taken up again: a little earlier in its step."""
    rate = course.margins.rate
    leg = course.legs[max(0, course.leg_at(frame))]
    frame = max(frame - to_frames(STEP_BACK, rate), min(frame, leg.start))
    return Place(
        order,
        to_seconds(frame, rate),
        to_seconds(course.target, rate),
        leg.form.step.id,
        to_seconds(max(0, frame - leg.start), rate),
    )


def remember(place: Place) -> None:
    """Keep a place until another is kept.

    Raises:
        OSError: the file cannot be written.
    """
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(json.dumps(asdict(place), indent=2), encoding="utf-8")


def remembered() -> Place:
    """The place that was kept.

    Raises:
        UsageError: there is none.
    """
    try:
        return Place(**json.loads(_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            "No session was left that could be taken up again. Start one: soothe play foot-massage"
        ) from error


def forget() -> None:
    """A session that was heard to its end is not taken up again."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return platformdirs.user_state_path("soothe", appauthor=False) / "left-at.json"
