"""A bed: one or several sounds under the voice, endless, readable anywhere, equally loud always.

    open_bed("rain + pads:-6", seed=1, rate=48_000).read(0, 48_000)

Every generator knows its own loudness, so each bed is set to the same -23 LUFS without a trial run,
whatever the recipe, the seed or the number of sounds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from soothe.beds.keys import subseed
from soothe.beds.recipe import SUFFIX, Recipe, load_recipe
from soothe.beds.rounding import TRUE_PEAK, rounded
from soothe.beds.spec import Part, parse_spec
from soothe.beds.texture import POINTS_PER_SECOND, Blend
from soothe.catalogue import find_sound
from soothe.errors import SoundError, UsageError
from soothe.loudness import OFFSET_LU

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.beds.texture import Planar, Texture
    from soothe.model import Samples

REFERENCE_LUFS = -23.0
"""Long-term loudness of every bed at unit gain."""
_KEPT_SECONDS = 8
"""Two for each reader; several threads may read one bed at different places."""
Kind: TypeAlias = Literal["ambience", "music", "silence"]


@dataclass(frozen=True, slots=True, eq=False)
class Bed:
    """A stem of ambience at -23 LUFS, stereo, without an end."""

    rate: int
    kind: Kind
    second: Callable[[int], Planar] | None
    """Samples `(2, rate)` of a whole second, by its number; None: silence."""

    @property
    def loudness_lufs(self) -> float:
        """Long-term integrated loudness at unit gain; minus infinity for silence."""
        return REFERENCE_LUFS if self.second else -math.inf

    @property
    def peak(self) -> float:
        """Bound of the true peak at unit gain, linear."""
        return TRUE_PEAK if self.second else 0.0

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` (0 or later) on.

        Raises:
            UsageError: `start` or `frames` is negative.
        """
        if start < 0 or frames < 0:
            raise UsageError(f"A bed cannot be read at {start} for {frames} frames. Begin at 0.")
        samples = np.zeros((frames, 2), np.float32)
        if self.second is not None:
            for index in range(start // self.rate, -(-(start + frames) // self.rate)):
                offset = index * self.rate - start
                first, stop = max(0, offset), min(frames, offset + self.rate)
                samples[first:stop] = self.second(index)[:, first - offset : stop - offset].T
        return samples


def open_bed(spec: str, *, seed: int, rate: int) -> Bed:
    """The bed that a spec asks for: `rain`, `rain + pads:-6` or `none`.

    Args:
        spec: names of recipes, or paths, joined by `+`, each with its level in decibels behind a
            colon if that is not 0.
        seed: decides every chance in it, but not its loudness.
        rate: frames per second, a multiple of 50.

    Raises:
        UsageError: the spec is wrong, names no sound there is, or the rate does not fit.
        SoundError: a recipe is wrong.
    """
    if rate <= 0 or rate % POINTS_PER_SECOND:
        raise UsageError(f"Beds are made at rates that 50 divides, not at {rate}. Choose 48000.")
    parts = [(part, _recipe(part)) for part in parse_spec(spec)]
    layers = [
        made
        for number, (part, recipe) in enumerate(parts)
        for made in _layers(part, recipe, subseed(seed, recipe.name, number), rate)
    ]
    kind = _kind([recipe for _, recipe in parts])
    return Bed(rate, kind, _seconds(_levelled(layers)) if layers else None)


def _recipe(part: Part) -> Recipe:
    path = find_sound(part.name)
    if path.suffix != SUFFIX:
        raise SoundError(f"{path.name} is no recipe. A sound is described in a {SUFFIX} file.")
    return load_recipe(path)


def _layers(part: Part, recipe: Recipe, seed: int, rate: int) -> list[tuple[float, Texture]]:
    """(share of the bed's power, texture) of a recipe's layers."""
    powers = [10.0 ** (layer.setting.level_db / 10.0) for layer in recipe.layers]
    scale = 10.0 ** (part.level_db / 10.0) / sum(powers)
    textures = [
        layer.texture(subseed(seed, number), rate) for number, layer in enumerate(recipe.layers)
    ]
    return [(power * scale, texture) for power, texture in zip(powers, textures, strict=True)]


def _levelled(layers: list[tuple[float, Texture]]) -> Blend:
    """The layers at gains by which their shares hold and the whole is at the reference."""
    reference = 10.0 ** ((REFERENCE_LUFS - OFFSET_LU) / 10.0) / sum(share for share, _ in layers)
    return Blend(
        tuple((math.sqrt(share * reference / texture.power), texture) for share, texture in layers)
    )


def _seconds(sound: Texture) -> Callable[[int], Planar]:
    """The seconds of a bed; the last few are kept, for reads that are shorter than a second."""

    @lru_cache(maxsize=_KEPT_SECONDS)
    def second(index: int) -> Planar:
        return rounded(sound.second(index))

    return second


def _kind(recipes: list[Recipe]) -> Kind:
    """Music only if all of it is: ambience must stay further below the voice."""
    if not recipes:
        return "silence"
    return "music" if all(recipe.kind == "music" for recipe in recipes) else "ambience"
