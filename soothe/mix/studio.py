"""A studio mixes one session again whenever its timeline changes, in hundredths of a second.

What does not depend on the timeline is done once: the voice chain, the survey of each bed. So a
person who plays a session can hold a step, and the rest is mixed before a word of it is due. For
one and the same timeline a studio gives the samples that `compose` gives.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from soothe.mix import lanes
from soothe.mix.desk import Desk, Sum
from soothe.mix.mixer import finish
from soothe.mix.sources import open_sources
from soothe.mix.surveys import Surveys, survey_all
from soothe.mix.takes import take_all
from soothe.mix.tones import TONES, Tone
from soothe.mix.voice import reference
from soothe.model import Clip, Placed, Say, Timeline
from soothe.timeline.course import is_broken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from soothe.beds import Bed
    from soothe.mix.mixer import Mix
    from soothe.mix.profiles import Profile
    from soothe.mix.takes import Take
    from soothe.model import Stem

_SILENCE = Clip.of(np.zeros(2400, np.float32), 24_000)
_OPENING = 3600
"""Seconds that the sound before the first word may last."""


class Studio:
    """Mixes the timelines of one session.

    Args:
        clips: every sentence that the session may say, spoken.
        bed: the ambient sound from the beginning on.
        profile: levels.
        open_bed: gives other beds by name.
        cache: folder that keeps conditioned clips.
        tone: colour of the voice.
    """

    def __init__(
        self,
        clips: Mapping[Say, Clip],
        bed: Bed,
        *,
        profile: Profile,
        open_bed: Callable[[str], Bed],
        cache: Path,
        tone: Tone = TONES["warm"],
    ) -> None:
        self._clips = clips
        self._bed = bed
        self._profile = profile
        self._open_bed = lru_cache(maxsize=None)(open_bed)
        self._cache = cache
        self._tone = tone
        self._takes: dict[Say, Take] = {}
        self._surveys = Surveys()

    def mix(self, timeline: Timeline) -> Mix:
        """The session as this timeline has it.

        Raises:
            SootheError: as `compose`.
        """
        if self._profile.speech:
            self.condition(timeline)
        sources = open_sources(timeline, self._bed, self._profile, self._open_bed)
        grid = lanes.Grid(timeline.frames, timeline.rate)
        surveys = partial(survey_all, sources, grid, self._surveys)
        return finish(Desk(timeline, self._profile, self._takes, sources, surveys, grid))

    def condition(self, timeline: Timeline) -> None:
        """Run the voice chain over every sentence of a timeline that is new."""
        new = tuple(each for each in timeline.placed if self._is_new(each))
        if new:
            silent = {each.cue: _SILENCE for each in new if is_broken(each.cue)}
            clips = {**self._clips, **silent}
            self._takes |= take_all(replace(timeline, placed=new), clips, self._tone, self._cache)

    def _is_new(self, placed: Placed) -> bool:
        return isinstance(placed.cue, Say) and placed.cue not in self._takes


def opening(bed: Bed, profile: Profile, *, rate: int, fade_in: int) -> Stem | None:
    """What is heard before the first word, without an end, whatever the words will be.

    None where the level of the sound depends on the words.
    """
    if profile.integrated_lufs is not None:
        return None
    frames = _OPENING * rate
    timeline = Timeline(rate, frames, fade_in, 1, 0, (), ())
    sources = open_sources(timeline, bed, profile, None)
    desk = Desk(timeline, profile, {}, sources, tuple, lanes.Grid(frames, rate))
    return Sum((desk.ambience(reference(timeline, profile)),))
