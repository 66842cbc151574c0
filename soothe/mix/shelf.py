"""Conditioned clips on disk, so that an hour of speech does not have to fit in memory.

A take is two entries under one key: its samples in 16 bits with their step, and what was measured
of them, which a session needs of every line before the first is heard. `soothe.store` keeps them
whole and within bounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from soothe.entry import Entry
from soothe.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.loudness import Energies
    from soothe.model import Samples

MOST_BYTES = 2**30
"""What the folder may hold when a session begins; an hour of speech is 0.7 of it."""

_MEASURES_BYTES = 2**26
_FULL_SCALE = 32767.0


def takes(folder: Path) -> Store:
    """The store of conditioned clips in a folder."""
    return Store(folder, "take", MOST_BYTES)


def measures(store: Store) -> Store:
    """The store of what was measured of the clips in a store."""
    return replace(store, kind="measures", most_bytes=_MEASURES_BYTES)


def packed(samples: Samples) -> Entry:
    """A conditioned clip as it is kept."""
    step = np.float32(np.abs(samples).max(initial=0.0) / _FULL_SCALE or 1.0)
    values = np.rint(samples / step).astype(np.int16)
    return Entry({}, (np.asarray(step), values))


def measured(energies: Energies, nodes: Samples) -> Entry:
    """Energies and peaks by node as they are kept."""
    return Entry({}, (energies, nodes))


def samples_of(entry: Entry) -> Samples:
    """Stereo samples `(frames, 2)` of what was kept."""
    step, values = entry.arrays
    return np.asarray(values * np.float32(step), np.float32)
