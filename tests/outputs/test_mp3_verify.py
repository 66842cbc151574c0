"""No broken file passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from soothe.errors import OutputError
from soothe.outputs.lame import LameSettings
from soothe.outputs.mp3 import Mp3
from soothe.outputs.tags import Tags
from soothe.outputs.write import write_file
from tests.outputs.sounds import speech_like, track_of

TRACK = track_of(speech_like(1152 * 100, 48_000))
MP3 = Mp3(LameSettings(quality=9))


@pytest.fixture
def path(tmp_path):
    write_file(tmp_path / "a.mp3", TRACK, Tags(title="A"), MP3)
    return tmp_path / "a.mp3"


def test_a_whole_file_passes(path):
    MP3.verify(path, TRACK)


def test_a_file_without_tags_passes_too(path):
    data = path.read_bytes()
    path.write_bytes(data[data.index(b"\xff\xfb") :])
    MP3.verify(path, TRACK)


SIZE = 384
"""Bytes of each frame."""
LATER = SIZE * 51
"""Where the 50th frame of sound begins, from the first frame on."""


@pytest.mark.parametrize(
    ("where", "what", "sentence"),
    [
        (slice(-1, None), b"", "bytes after its last frame"),
        (slice(-SIZE, None), b"", "frames where"),
        (slice(0, SIZE), b"", "does not state its length"),
        (slice(0, None), b"", "does not state its length"),
        (slice(LATER, LATER + 1), b"\0", "no frame begins with the bytes 00"),
        (slice(LATER + 3, LATER + 4), b"\xc4", "broken at frame 50"),
        (slice(SIZE + 4, SIZE + 5), b"\xff", "broken at frame 0"),
        (slice(47, 48), b"\0", "frames where"),
        (slice(51, 52), b"\1", "bytes where"),
    ],
)
def test_every_damage_is_found(path, where, what, sentence):
    data = bytearray(path.read_bytes())
    first = data.index(b"\xff\xfb")
    sound = data[first:]
    sound[where] = what
    path.write_bytes(data[:first] + sound)
    with pytest.raises(OutputError, match=sentence):
        MP3.verify(path, TRACK)


@pytest.mark.parametrize(
    ("other", "sentence"), [({"frames": 115_201}, "samples where"), ({"channels": 1}, "channels")]
)
def test_another_tracks_file_does_not_pass(path, other, sentence):
    with pytest.raises(OutputError, match=sentence):
        MP3.verify(path, replace(TRACK, **other))
