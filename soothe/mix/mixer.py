"""The mix: a timeline, its clips and a bed become samples that can be read anywhere.

`compose` conditions each sentence once, sets every level from the profile, and works out loudness
and ceiling by arithmetic. Mixing itself is left to whoever reads: it has no state, so blocks may
be read in any order, by several threads, and always give the same samples.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.mix.desk import Desk, Sum
from soothe.mix.lanes import Grid
from soothe.mix.peaks import Limited
from soothe.mix.sources import open_sources
from soothe.mix.surveys import Surveys, survey_all
from soothe.mix.takes import take_all
from soothe.mix.tones import TONES, Tone
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.beds import Bed
    from soothe.mix.profiles import Profile
    from soothe.mix.report import Report
    from soothe.model import Clip, Samples, Say, Stem, Timeline

_ROUNDING_DB = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """A finished session as a stem, under its ceiling."""

    rate: int
    """Frames per second."""
    frames: int
    profile: Profile
    stems: Mapping[str, Stem]
    """"voice", "bed" and "bells"; they sum to the mix."""
    whole: Stem
    """What is read: the stems' sum, limited only if its bound exceeds the ceiling."""
    measure: Callable[[], Report]
    """Works out `report`, once."""

    @property
    def report(self) -> Report:
        """Its measures; nothing that is read depends on them, so they wait until asked for."""
        return self.measure()

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on; silence beyond the end."""
        return self.whole.read(start, frames)


def compose(
    timeline: Timeline,
    clips: Mapping[Say, Clip],
    bed: Bed,
    *,
    profile: Profile,
    tone: Tone = TONES["warm"],
    open_bed: Callable[[str], Bed] | None = None,
    cache: Path | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Mix:
    """Put a session together.

    Args:
        timeline: what sounds when.
        clips: every sentence of the timeline, spoken.
        bed: the ambient sound from the beginning on.
        profile: levels, see `find_profile`.
        tone: colour of the voice, see `find_tone`.
        open_bed: gives other beds by name, for timelines that change theirs.
        cache: folder that keeps conditioned clips for other sessions; None: a temporary one that
            goes with the mix.
        progress: called with "mixing" and how much of it is done, 0 to 1.

    Raises:
        UsageError: the profile does not go with the bed.
        SoundError: a bed or bell cannot be opened.
        VoiceError: a sentence of the timeline has no clip.
    """
    folder = cache or Path(tempfile.mkdtemp(prefix="soothe-"))
    sources = open_sources(timeline, bed, profile, open_bed)
    takes = take_all(timeline, clips, tone, folder, progress) if profile.speech else {}
    grid = Grid(timeline.frames, timeline.rate)
    surveys = partial(survey_all, sources, grid, Surveys())
    mix = finish(Desk(timeline, profile, takes, sources, surveys, grid))
    if cache is None:
        weakref.finalize(mix.stems["voice"], shutil.rmtree, folder, ignore_errors=True)
    return mix


def finish(desk: Desk) -> Mix:
    """Set every level, and see to it that the whole stays under its ceiling."""
    balance, ceiling = desk.mixed(), desk.profile.ceiling_dbtp
    heard = Sum(tuple(balance.stems.values()))
    over = balance.peak > gain(ceiling + _ROUNDING_DB)
    whole = Limited(heard, gain(ceiling)) if over else heard
    grid = desk.grid
    return Mix(grid.rate, grid.frames, desk.profile, balance.stems, whole, balance.report)
