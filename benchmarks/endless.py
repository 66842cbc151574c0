"""Exports a session of any length, for `lengths.py`: the longest plan that there is, repeated.

python benchmarks/endless.py 480 track.mp3
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from soothe.beds import open_bed
from soothe.catalogue import cache_folder
from soothe.mix import compose, find_profile
from soothe.order import Order
from soothe.session import plan
from soothe.track import Track
from soothe.units import SESSION_RATE

if TYPE_CHECKING:
    from soothe.model import Timeline

PART_MINUTES = 10


def main() -> None:
    frames = round(float(sys.argv[1]) * 60 * SESSION_RATE)
    part = plan(Order("foot-massage", minutes=PART_MINUTES, seed=1))
    timeline = repeated(part.timeline, frames)
    bed = open_bed("rain", seed=1, rate=SESSION_RATE)
    profile, takes = find_profile("balanced"), cache_folder() / "takes"
    mix = compose(timeline, part.clips, bed, profile=profile, cache=takes)
    whole = replace(part, timeline=timeline)
    Track(whole, mix, "rain").export(sys.argv[2], replace=True)


def repeated(timeline: Timeline, frames: int) -> Timeline:
    """The words of a timeline again and again until a length is full."""
    placed, last = [], frames - timeline.fade_out - timeline.silence
    for turn in count():
        late = turn * timeline.frames
        again = [replace(each, start=each.start + late) for each in timeline.placed]
        fitting = [each for each in again if each.start + each.frames < last]
        placed += fitting
        if len(fitting) < len(again):
            return replace(timeline, frames=frames, placed=tuple(placed))
    raise AssertionError


if __name__ == "__main__":
    main()
