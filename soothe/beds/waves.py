"""Waves on a shore: swells of uneven length and height, with bright foam where each one breaks.

Two noises under envelopes of the same waves: the body, dark, that swells and sinks; and the foam,
brighter, that rises as the wave breaks and hisses out while the water runs back. A wave runs along
the shore, so one side hears it a little earlier than the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import draws, subseed
from soothe.beds.noise import Noise
from soothe.beds.params import curve, number, pair
from soothe.beds.texture import Blend, Shaped
from soothe.beds.walk import Walk
from soothe.units import gain

if TYPE_CHECKING:
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Texture

_RUN_SECONDS = 0.7
"""By how much one side may be ahead of the other."""
_SMALLEST = 0.25
"""Height of the smallest wave against the highest."""
_DRIFT = 1.3
"""Wave lengths by which the sea runs early or late; without, waves would keep a far pulse."""
_DRIFT_WAVES = 7.0
"""Waves after which it has wandered from early to late."""


@dataclass(frozen=True, slots=True)
class Waves:
    """Settings of a layer of waves."""

    seconds: tuple[float, float] = pair(8.0, 14.0, 3, 60)
    """Times from one wave to the next: three of four lie between these two."""
    body: tuple[tuple[float, float], ...] = curve(
        (30.0, 0.0), (150.0, -2.0), (600.0, -14.0), (8000.0, -52.0)
    )
    """Spectrum of the swell, as the curve of a noise."""
    foam: tuple[tuple[float, float], ...] = curve(
        (200.0, -24.0), (900.0, -4.0), (3000.0, 0.0), (12000.0, -20.0)
    )
    """Spectrum of the foam."""
    foam_db: float = number(-3.0, -40, 12)
    """Loudness of the foam against the body, each at its highest."""
    calm_db: float = number(-10.0, -40, 0)
    """Level between two waves against the highest."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        body = Noise(self.body).texture(subseed(seed, "body"), rate)
        foam = Noise(self.foam).texture(subseed(seed, "foam"), rate)
        calm = gain(self.calm_db)
        swell = Swell(seed, self.seconds, calm, foam=False)
        breaking = Swell(seed, self.seconds, calm, foam=True)
        return Blend(((1.0, Shaped(body, swell)), (gain(self.foam_db), Shaped(foam, breaking))))


@dataclass(frozen=True, slots=True)
class Swell:
    """The envelope of the waves' bodies, or of their foam."""

    seed: int
    seconds: tuple[float, float]
    calm: float
    """Gain between waves."""
    foam: bool

    @property
    def mean_square(self) -> float:
        """Mean of the squared gain over a long time, the same for every seed."""
        return _mean_square(self.seconds, self.calm, foam=self.foam)

    def gains(self, times: Floats) -> Floats:
        """Gains of both sides, `(2, n)`."""
        total = (self._waves(times) ** 2).sum(axis=0)
        rounded = total / np.sqrt(1.0 + total**2)
        gains: Floats = np.sqrt(self.calm**2 + (1.0 - self.calm**2) * rounded)
        return gains

    def _waves(self, times: Floats) -> Floats:
        """What each wave near these times adds to each side at each of them, `(waves, 2, n)`."""
        typical, loose = sum(self.seconds) / 2.0, (self.seconds[1] - self.seconds[0]) / 2.0
        numbers = np.arange(np.floor(times[0] / typical) - 2, np.floor(times[-1] / typical) + 4)
        late, height, run = (draws(subseed(self.seed, part), numbers) for part in ("t", "h", "r"))
        drift = _DRIFT * Walk(subseed(self.seed, "drift"), _DRIFT_WAVES).at(numbers)
        crest = (numbers + drift) * typical + (late - 0.5) * 1.6 * loose
        lag = (run - 0.5) * _RUN_SECONDS
        reach = np.stack([crest + lag, crest - lag], axis=1)[:, :, None]
        place = (times - reach) / typical
        height = (_SMALLEST + (1.0 - _SMALLEST) * height)[:, None, None]
        return height**1.5 * _foam(place) if self.foam else height * _body(place)


def _body(place: Floats) -> Floats:
    """A swell that rises a little faster than it sinks; `place` 0 is its crest."""
    angle = np.where(place < 0, place / 0.5, place / 0.8)
    body: Floats = np.cos(np.pi / 2 * np.clip(angle, -1.0, 1.0)) ** 2
    return body


def _foam(place: Floats) -> Floats:
    """It breaks within a tenth of the wave, and runs out over most of the rest."""
    rise = np.sin(np.pi / 2 * np.clip((place + 0.16) / 0.22, 0.0, 1.0)) ** 2
    fall = np.exp(-np.clip(place - 0.02, 0.0, None) / 0.24)
    end = np.cos(np.pi / 2 * np.clip((place - 0.5) / 0.5, 0.0, 1.0))
    foam: Floats = rise * fall * end
    return foam


@lru_cache(maxsize=32)
def _mean_square(seconds: tuple[float, float], calm: float, *, foam: bool) -> float:
    """Over some two thousand waves, of no bed in particular."""
    swell, stretch = Swell(0, seconds, calm, foam=foam), 3.0 * sum(seconds)
    times = np.arange(0.0, stretch, sum(seconds) / 20.0)
    return float(np.mean([swell.gains(times + stretch * part) ** 2 for part in range(350)]))
