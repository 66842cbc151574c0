"""Covers that were drawn before: a studio's thousand tracks need a dozen pictures.

A picture depends on the script's name, title and mood alone. It is drawn once and kept with the
rest of what can be made again, so that another length or sound waits for no drawing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.catalogue import cache_folder
from soothe.entry import Entry
from soothe.store import Store, key_of, usable

if TYPE_CHECKING:
    from soothe.model import Script

EMBEDDED = 1400
"""Pixels along each side of the picture in a file."""
LARGE = 3000
"""Pixels along each side of the picture beside it."""
MOODS = ("settle", "sleep", "energy")
"""The first is that of scripts without any."""

_VERSION = "1"
"""Changes with anything that changes the drawing."""
_MOST_BYTES = 2**26


def picture(script: Script, size: int = EMBEDDED) -> bytes:
    """The cover of a script as a square JPEG with `size` pixels along each side."""
    store = pictures()
    about = script.name, script.title, mood(script)
    key = key_of(_VERSION, *about, str(size))
    entry = store.find(key)
    if entry is None:
        from soothe.outputs.cover import cover

        entry = Entry({}, (np.frombuffer(cover(*about, size), np.uint8),))
        store.shrink()
        store.offer(key, entry)
    return entry.arrays[0].tobytes()


def pictures() -> Store:
    """The store of drawn covers."""
    return Store(usable(cache_folder()) / "covers", "cover", _MOST_BYTES)


def mood(script: Script) -> str:
    """One of `MOODS`: what the session is for decides the colours."""
    asked = str(dict(script.choices).get("mood", MOODS[0]))
    if script.ending == "sleep":
        return "sleep"
    return asked if asked in MOODS else MOODS[0]
