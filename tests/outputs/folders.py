"""Folders of small tracks."""

from __future__ import annotations

from soothe.outputs.formats import find_format
from soothe.outputs.labels import label
from soothe.outputs.pictures import picture
from soothe.outputs.write import write_file
from tests.outputs.sessions import session
from tests.outputs.sounds import silence, track_of

RATE = 48_000


def add_track(folder, name, title="Feet", number="1/2", steps=3):
    """Writes a short track with everything inside; returns its tags."""
    script, timeline = session(title, steps, each=0.4, rate=RATE)
    tags = label(script, timeline, number=number, cover=picture(script, 90))
    path = folder / name
    write_file(path, track_of(silence(timeline.frames)), tags, find_format(path.suffix))
    return tags
