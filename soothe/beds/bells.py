"""Bells and breath tones: single strikes from recipes of kind "bell"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.beds.bed import REFERENCE_LUFS
from soothe.beds.params import read_params
from soothe.beds.partials import Strike
from soothe.beds.recipe import SUFFIX, read_table
from soothe.catalogue import find_sound
from soothe.errors import SoundError
from soothe.loudness import k_energies, momentary
from soothe.units import gain

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Samples


def strike(sound: str, rate: int) -> Samples:
    """A strike with its own decay, its loudest 400 ms at -23 LUFS.

    Args:
        sound: name of a recipe of kind "bell": bell, low, in, out, hold.
        rate: frames per second.

    Returns:
        Stereo samples `(frames, 2)`.

    Raises:
        UsageError: there is no such sound.
        SoundError: its recipe is wrong or is not that of a bell.
    """
    samples = load_bell(find_sound(sound)).sound(rate).T
    padded = np.concatenate([samples, np.zeros((rate // 2, 2), np.float32)])
    if not samples.any():
        raise SoundError(f"The bell {sound!r} makes no sound. Give it a partial that is heard.")
    loudest = float(momentary(k_energies(padded, rate)).max())
    return np.ascontiguousarray(samples * np.float32(gain(REFERENCE_LUFS - loudest)))


def load_bell(path: Path) -> Strike:
    """The strike that a recipe describes in its [strike] table.

    Raises:
        SoundError: the recipe is wrong or is not that of a bell.
    """
    table = read_table(path) if path.suffix == SUFFIX else {}
    if table.get("kind") != "bell":
        raise SoundError(f'{path.name} is no bell: it lacks kind = "bell". Try bell, low or in.')
    return read_params(Strike, table.get("strike", {}), f"{path.name}: strike")
