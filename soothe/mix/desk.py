"""The mixing desk: every part of a session at its level, and what they measure together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from soothe.mix import automation, lanes
from soothe.mix.ambience import Ambience
from soothe.mix.bells import bells
from soothe.mix.curves import Curve, factors
from soothe.mix.hits import Hits
from soothe.mix.report import Parts, Report, report
from soothe.mix.voice import lines, reference, under_ceiling
from soothe.model import Stem
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.loudness import Energies
    from soothe.mix.ambience import Source
    from soothe.mix.curves import Positions, Values
    from soothe.mix.profiles import Profile
    from soothe.mix.takes import Take
    from soothe.model import Samples, Say, Timeline

_LEVEL_STEPS = 4
_LEAST_CREST_LU = 12.0
"""The voice is never pushed closer to the ceiling: a limiter would flatten it."""


class Part(Stem, Protocol):
    """A stem that can be mixed into others without a block of its own."""

    def add(self, block: Samples, start: int) -> None:
        """Mixes what is heard from frame `start` on into a block `(frames, 2)`."""
        ...


@dataclass(frozen=True, slots=True)
class Sum:
    """Stems heard together."""

    stems: tuple[Part, ...]

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on."""
        block = np.zeros((frames, 2), np.float32)
        for stem in self.stems:
            stem.add(block, start)
        return block


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """Every part of a session at its level."""

    stems: dict[str, Part]
    """"voice", "bed" and "bells"."""
    peak: float
    """Bound of the true peak of all together, linear."""
    report: Callable[[], Report]
    """Gives its measures; worked out when it is first asked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What does not depend on how loud the session is."""

    timeline: Timeline
    profile: Profile
    takes: Mapping[Say, Take]
    sources: tuple[Source, ...]
    surveys: Callable[[], tuple[Energies, ...]]
    """Gives the energies of each source before its gain: levels seldom depend on them."""
    grid: lanes.Grid

    def mixed(self) -> Balance:
        """The stems at their levels."""
        levels = reference(self.timeline, self.profile)
        balance = self._balance(levels)
        if self.profile.integrated_lufs is None or math.isinf(balance.report().integrated_lufs):
            return balance
        # Louder lines are limited more, so each step falls a little short of what it asked for.
        for _ in range(_LEVEL_STEPS):
            missing = self.profile.integrated_lufs - balance.report().integrated_lufs
            highest = self.profile.ceiling_dbtp - _LEAST_CREST_LU
            levels = Curve(levels.frames, np.minimum(levels.values + missing, highest))
            balance = self._balance(levels)
        return balance

    def _balance(self, levels: Curve) -> Balance:
        ambience = self.ambience(levels)
        rung = bells(self.timeline, self.profile, levels)
        spoken = lines(self.timeline, self.takes, levels) if self.profile.speech else []
        others = lanes.bed_peaks(ambience, self.grid) + lanes.hit_peaks(rung, self.grid)
        ceiling = gain(self.profile.ceiling_dbtp)
        limited = under_ceiling(spoken, others, ceiling, self.grid)
        peaks = others + lanes.hit_peaks(limited, self.grid)
        envelope = partial(automation.fade_out, self.timeline)
        stems: dict[str, Part] = {
            "voice": Hits(limited, envelope),
            "bed": ambience,
            "bells": Hits(rung, envelope),
        }
        parts = Parts(
            lines=limited,
            bells=rung,
            bed=ambience,
            peak=float(peaks.max(initial=0.0)),
            limited=sum(before is not after for before, after in zip(spoken, limited, strict=True)),
        )
        return Balance(stems, parts.peak, cache(lambda: report(parts, self.surveys(), self.grid)))

    def ambience(self, levels: Curve) -> Ambience:
        """The beds at their level under the voice, whose loudness over time is `levels`."""
        duck = automation.ducking(self.timeline, self.profile.duck_db)
        changes = automation.level(self.timeline)

        def gains(positions: Positions) -> Values:
            decibels = levels.at(positions) + duck.at(positions) + changes.at(positions)
            shape = automation.fade_in(self.timeline, positions)
            shape = shape * automation.fade_out(self.timeline, positions)
            return factors(decibels - self.profile.separation_lu) * shape

        return Ambience(self.sources, gains)
