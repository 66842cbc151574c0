"""A pulse to breathe or stroke with: soft noise that swells and sinks at an even rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.noise import Noise
from soothe.beds.params import curve, number
from soothe.beds.texture import Shaped
from soothe.units import gain

if TYPE_CHECKING:
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Texture


@dataclass(frozen=True, slots=True)
class Pulse:
    """Settings of a layer that pulses."""

    seconds: float = number(10.0, 1, 60)
    """From one swell to the next; the first begins at the start."""
    rise: float = number(0.4, 0.1, 0.9)
    """Share of it in which the sound swells."""
    calm_db: float = number(-9.0, -40, 0)
    """Level between two swells against the highest."""
    curve: tuple[tuple[float, float], ...] = curve(
        (40.0, -6.0), (300.0, 0.0), (1200.0, -8.0), (8000.0, -40.0)
    )
    """Spectrum, as the curve of a noise."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        return Shaped(Noise(self.curve).texture(seed, rate), Beat(self))


@dataclass(frozen=True, slots=True)
class Beat:
    """The envelope of a pulse."""

    pulse: Pulse

    @property
    def mean_square(self) -> float:
        """Mean of the squared gain over one swell."""
        return float(np.mean(self.gains(np.arange(1000) * self.pulse.seconds / 1000) ** 2))

    def gains(self, times: Floats) -> Floats:
        """Gains at times in seconds, same shape."""
        place = times / self.pulse.seconds % 1.0
        rise = self.pulse.rise
        angle = np.where(place < rise, place / rise, (1.0 - place) / (1.0 - rise))
        calm = gain(self.pulse.calm_db)
        gains: Floats = calm + (1.0 - calm) * np.sin(np.pi / 2 * angle) ** 2
        return gains
