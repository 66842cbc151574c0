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
from soothe.beds.recipe import SUFFIX, load_recipe
from soothe.beds.rounding import COMPUTED, RECORDED
from soothe.beds.spec import Part, parse_spec, sound_path
from soothe.beds.texture import POINTS_PER_SECOND, Blend
from soothe.errors import UsageError
from soothe.loudness import OFFSET_LU

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.beds.recipe import Recipe
    from soothe.beds.rounding import Rounding
    from soothe.beds.texture import Texture
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
    second: Callable[[int], Samples] | None
    """Samples `(rate, 2)` of a whole second, by its number; None: silence."""
    peak: float
    """Bound of the true peak at unit gain, linear."""

    @property
    def loudness_lufs(self) -> float:
        """Long-term integrated loudness at unit gain; minus infinity for silence."""
        return REFERENCE_LUFS if self.second else -math.inf

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` (0 or later) on.

        Raises:
            UsageError: `start` or `frames` is negative.
        """
        if start < 0 or frames < 0:
            raise UsageError(f"A bed cannot be read at {start} for {frames} frames. Begin at 0.")
        if self.second is None or not frames:
            return np.zeros((frames, 2), np.float32)
        first, last = start // self.rate, (start + frames - 1) // self.rate
        seconds = [self.second(index) for index in range(first, last + 1)]
        offset = start - first * self.rate
        seconds[-1] = seconds[-1][: start + frames - last * self.rate]
        seconds[0] = seconds[0][offset:]
        return np.concatenate(seconds)


def open_bed(spec: str, *, seed: int, rate: int) -> Bed:
    """The bed that a spec asks for: `rain`, `rain + pads:-6` or `none`.

    Args:
        spec: names of recipes, or paths, joined by `+`, each with its level in decibels behind a
            colon if that is not 0. A path may be that of a recording or of a folder with some.
        seed: decides every chance in it, but not its loudness.
        rate: frames per second, a multiple of 50.

    Raises:
        UsageError: the spec is wrong, names no sound there is, or the rate does not fit.
        SoundError: a recipe is wrong, or a recording cannot be used.
    """
    if rate <= 0 or rate % POINTS_PER_SECOND:
        raise UsageError(f"Beds are made at rates that 50 divides, not at {rate}. Choose 48000.")
    opened = [_opened(part, number, seed, rate) for number, part in enumerate(parse_spec(spec))]
    layers = [layer for _, _, made in opened for layer in made]
    kind = _kind([kind for kind, _, _ in opened])
    if not layers:
        return Bed(rate, kind, None, 0.0)
    rounding = max((each for _, each, _ in opened), key=lambda each: each.true_peak)
    return Bed(rate, kind, _seconds(_levelled(layers), rounding), rounding.true_peak)


def _opened(
    part: Part, number: int, seed: int, rate: int
) -> tuple[str, Rounding, list[tuple[float, Texture]]]:
    """Kind of a part, its rounding, and its (share of the bed's power, texture) by layer."""
    path = sound_path(part.name)
    if path.is_dir() or path.suffix != SUFFIX:
        from soothe.beds.music import open_music

        return "music", RECORDED, [(10.0 ** (part.level_db / 10.0), open_music(path, rate))]
    recipe = load_recipe(path)
    layers = _layers(part, recipe, subseed(seed, recipe.name, number), rate)
    return recipe.kind, COMPUTED, layers


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


def _seconds(sound: Texture, rounding: Rounding) -> Callable[[int], Samples]:
    """The seconds of a bed; the last few are kept, for reads that are shorter than a second."""

    @lru_cache(maxsize=_KEPT_SECONDS)
    def second(index: int) -> Samples:
        left, right = rounding.of(sound.second(index))
        # Channel by channel: six times faster than transposing both at once.
        samples = np.empty((len(left), 2), np.float32)
        samples[:, 0], samples[:, 1] = left, right
        return samples

    return second


def _kind(kinds: list[str]) -> Kind:
    """Music only if all of it is: ambience must stay further below the voice."""
    if not kinds:
        return "silence"
    return "music" if all(kind == "music" for kind in kinds) else "ambience"
