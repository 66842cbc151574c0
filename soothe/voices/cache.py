"""Spoken clips on disk: what was said once is not said again.

A clip's key is the SHA-256 of everything that decides its sound; `soothe.store` does the rest.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from soothe.catalogue import cache_folder
from soothe.model import Word
from soothe.store import Entry, Store, usable
from soothe.voices.engine import Speech

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Goes into every key: a new format speaks everything again."""
MOST_BYTES = 512 * 2**20
"""What the folder may hold; the clips not used for longest go first."""


def clips(folder: Path | None = None) -> Store:
    """The store of spoken clips in a folder; None: in the user's own cache, where that works."""
    return Store(folder or usable(cache_folder()) / "speech", "clip", MOST_BYTES)


def load(store: Store, key: str) -> Speech | None:
    """The clip of a key, its samples mapped; None if it is not there or was damaged."""
    entry = store.find(key)
    if entry is None:
        return None
    words = tuple(Word(**word) for word in entry.facts["words"])
    return Speech(entry.arrays[0], entry.facts["rate"], words)


def keep(store: Store, key: str, speech: Speech) -> None:
    """Keep a clip.

    Raises:
        OutputError: the folder cannot be written.
    """
    facts = {"rate": speech.rate, "words": [asdict(word) for word in speech.words]}
    store.keep(key, Entry(facts, (np.asarray(speech.samples, "<f4"),)))
