"""A command that was given and not yet carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.play.tape import Crossing, Resting

if TYPE_CHECKING:
    from soothe.play.tape import Playing, Tape


@dataclass(frozen=True, slots=True)
class Wish:
    """Be at a place of the track, playing or resting, after a fade."""

    place: int | None
    """Frame of the track; None: wherever it is then."""
    playing: bool
    fade: int
    """Frames of the crossing."""
    at: int | None = None
    """Output frame at which it has to come true; None: as soon as can be."""

    def turn(self, now: Tape, at: int, track: Playing) -> Tape:
        """The tape that follows `now` when the wish comes true at output frame `at`."""
        if self.at is not None:
            place = now.heard(at)
        else:
            place = now.position(at) if self.place is None else self.place
        if self.playing:
            return Crossing(now, track.at(place, at), at, self.fade)
        if isinstance(now, Resting):
            return Resting(place)
        return Crossing(now, Resting(place), at, self.fade)
