"""Small natural sounds, many of each kind, strewn over time: drops, crackles, bubbles, crickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.keys import subseed
from soothe.beds.params import number, pair, word
from soothe.beds.scatter import Scatter
from soothe.beds.texture import to_planar

if TYPE_CHECKING:
    from soothe.beds.keys import Floats
    from soothe.beds.texture import Planar, Texture

_KINDS_OF_EACH = 96
"""Different grains made of each shape: more than an ear can learn."""
_LASTS = 6.0
"""A grain is cut at so many times its decay, 52 dB down, and eased to nothing before."""


@dataclass(frozen=True, slots=True)
class Grains:
    """Settings of a layer of small sounds."""

    shape: str = word("drop", "crackle", "bubble", "chirp")
    per_second: float = number(40.0, 0.02, 400)
    hertz: tuple[float, float] = pair(2000.0, 6000.0, 40, 16_000)
    """Lowest and highest pitch, or band of a crackle."""
    decay_ms: tuple[float, float] = pair(1.0, 4.0, 0.2, 400)
    """Shortest and longest time in which one falls by 8.7 dB."""
    range_db: float = number(18.0, 0, 40)
    """How much softer than the loudest the softest is."""
    width: float = number(0.7, 0, 1)
    """How far from the middle they lie; 1: up to one side alone."""

    def texture(self, seed: int, rate: int) -> Texture:
        """The endless sound."""
        chance = np.random.default_rng(subseed(seed, self.shape))
        made = tuple(self._grain(chance, rate) for _ in range(_KINDS_OF_EACH))
        return Scatter(made, rate, seed, self.per_second, self.range_db)

    def _grain(self, chance: np.random.Generator, rate: int) -> Planar:
        decay = chance.uniform(*self.decay_ms) / 1000.0
        low, high = np.log(self.hertz)
        hertz = min(float(np.exp(chance.uniform(low, high))), 0.4 * rate)
        times = np.arange(round(rate * decay * _LASTS) + 1) / rate
        wave = _WAVES[self.shape](times, hertz, decay, chance) * _ease(times, decay)
        return _placed(wave, chance.uniform(-self.width, self.width))


def _drop(times: Floats, hertz: float, decay: float, chance: np.random.Generator) -> Floats:
    """A drop's tick: one damped pitch."""
    return _damped(2 * np.pi * hertz * times + chance.uniform(0, 2 * np.pi), times, decay)


def _bubble(times: Floats, hertz: float, decay: float, chance: np.random.Generator) -> Floats:
    """Air closing under water: a damped pitch that rises as the bubble nears the surface."""
    rise = chance.uniform(0.05, 0.35) / (_LASTS * decay)
    return _damped(2 * np.pi * hertz * times * (1.0 + rise * times), times, decay)


def _crackle(times: Floats, hertz: float, decay: float, chance: np.random.Generator) -> Floats:
    """A soft snap: a breath of noise around one pitch."""
    noise = np.convolve(chance.standard_normal(len(times) + 8), np.hanning(9) / 4.5, "valid")
    return noise * _damped(2 * np.pi * hertz * times, times, decay)


def _chirp(times: Floats, hertz: float, decay: float, chance: np.random.Generator) -> Floats:
    """A cricket: wing strokes of one steady pitch that swell and fade over its whole length."""
    strokes = np.clip(np.sin(2 * np.pi * chance.uniform(24.0, 32.0) * times), 0.0, None) ** 2
    swell = np.sin(np.pi * times / (_LASTS * decay)) ** 2
    chirp: Floats = np.sin(2 * np.pi * hertz * times) * strokes * swell
    return chirp


_WAVES = {"drop": _drop, "crackle": _crackle, "bubble": _bubble, "chirp": _chirp}


def _damped(angle: Floats, times: Floats, decay: float) -> Floats:
    damped: Floats = np.sin(angle) * np.exp(-times / decay)
    return damped


def _ease(times: Floats, decay: float) -> Floats:
    """A rounded beginning, 0.4 ms at least, and an end that reaches nothing."""
    rise = np.clip(times / max(0.0004, 0.25 * decay), 0.0, 1.0)
    fall = np.clip((times[-1] - times) / (0.3 * times[-1]), 0.0, 1.0)
    eased: Floats = np.sin(np.pi / 2 * rise) ** 2 * np.sin(np.pi / 2 * fall) ** 2
    return eased


def _placed(wave: Floats, place: float) -> Planar:
    """The wave between the sides at equal power: -1 left, 1 right."""
    angle = np.pi / 4 * (1.0 + place)
    return to_planar(wave * np.cos(angle), wave * np.sin(angle))
