"""Conditioned clips on disk, so that an hour of speech does not have to fit in memory.

An entry is four arrays: energies, peaks by node, the step of the samples, and the samples in 16
bits. `soothe.store` keeps them whole and within bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.store import Entry, Store

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.loudness import Energies
    from soothe.model import Samples

MOST_BYTES = 2**30
"""What the folder may hold when a session begins; an hour of speech is 0.7 of it."""

_FULL_SCALE = 32767.0


def takes(folder: Path) -> Store:
    """The store of conditioned clips in a folder."""
    return Store(folder, "take", MOST_BYTES)


def packed(samples: Samples, energies: Energies, nodes: Samples) -> Entry:
    """A conditioned clip as it is kept."""
    step = np.float32(np.abs(samples).max(initial=0.0) / _FULL_SCALE or 1.0)
    values = np.rint(samples / step).astype(np.int16)
    return Entry({}, (energies, nodes, np.asarray(step), values))


def samples_of(entry: Entry) -> Samples:
    """Stereo samples `(frames, 2)` of what was kept."""
    _, _, step, values = entry.arrays
    return np.asarray(values * np.float32(step), np.float32)
