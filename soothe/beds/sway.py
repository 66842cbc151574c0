"""A texture whose level wanders slowly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.texture import join_points, point_times
from soothe.beds.walk import Walk

if TYPE_CHECKING:
    from soothe.beds.texture import Planar, Texture


@dataclass(frozen=True, slots=True)
class Swaying:
    """A texture under a walk, with the walk's effect on its loudness reckoned in."""

    texture: Texture
    walk: Walk
    depth_db: float
    """How far it wanders from its middle, either way."""

    @property
    def power(self) -> float:
        """Expected K-weighted mean square, summed over both channels."""
        return self.texture.power * _mean_square(self.depth_db)

    @property
    def peak(self) -> float:
        """Bound of the true peak, linear."""
        return self.texture.peak * float(10.0 ** (self.depth_db / 20.0))

    def second(self, index: int) -> Planar:
        """Second `index`, `(2, rate)`."""
        sound = self.texture.second(index)
        sound *= join_points(self.walk.gains(point_times(index), self.depth_db), sound.shape[1])
        return sound


@lru_cache(maxsize=64)
def _mean_square(depth_db: float) -> float:
    """Mean of the squared gain over a long walk, the same one whatever the bed's seed."""
    gains = Walk(0, 1.0).gains(np.arange(20_000) * 0.37, depth_db)
    return float(np.mean(gains**2))
