"""Spoken clips on disk: what was said once is not said again.

A clip's key is the SHA-256 of everything that decides its sound; `soothe.store` does the rest.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from soothe.catalogue import cache_folder
from soothe.entry import Entry
from soothe.model import Clip, Word
from soothe.store import Store, usable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from soothe.model import Samples
    from soothe.voices.engine import Speech

FORMAT = 2
"""Goes into every key: a new format speaks everything again."""
MOST_BYTES = 512 * 2**20
"""What the folder may hold; the clips not used for longest go first."""


def clips(folder: Path | None = None) -> Store:
    """The store of spoken clips in a folder; None: in the user's own cache, where that works."""
    return Store(folder or usable(cache_folder()) / "speech", "clip", MOST_BYTES)


def known(store: Store, key: str, sound: Callable[[int], Samples]) -> Clip | None:
    """The clip of a key, nothing of its samples read; None if it is not there or was damaged.

    Args:
        store: where clips are kept.
        key: of the clip.
        sound: gives its samples when they are needed, so many of them.
    """
    facts = store.facts(key)
    if facts is None:
        return None
    words, length = tuple(Word(**word) for word in facts["words"]), facts["length"]
    return Clip(partial(sound, length), length, facts["rate"], words, key)


def samples(store: Store, key: str) -> Samples | None:
    """The samples of a clip, mapped; None if they are not there or were damaged."""
    entry = store.find(key)
    return entry.arrays[0] if entry else None


def keep(store: Store, key: str, speech: Speech) -> None:
    """Keep a clip.

    Raises:
        OutputError: the folder cannot be written.
    """
    words = [asdict(word) for word in speech.words]
    facts = {"rate": speech.rate, "length": len(speech.samples), "words": words}
    store.keep(key, Entry(facts, (speech.samples.astype("<f4", copy=False),)))
