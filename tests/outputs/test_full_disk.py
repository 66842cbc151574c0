"""A disk that is full in the middle of the work: told, and nothing half written."""

from __future__ import annotations

import sys
from contextlib import contextmanager

import pytest

from soothe.errors import OutputError
from soothe.outputs.episodes import write_feed
from soothe.outputs.formats import find_format
from soothe.outputs.pack import pack_folder
from soothe.outputs.stems import write_stems
from soothe.outputs.tags import Tags
from soothe.outputs.write import write_file, write_text
from tests.outputs.folders import add_track
from tests.outputs.sounds import noise, track_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no bound of a file's size")


@contextmanager
def no_file_above(size: int):
    """The system's own bound: a write beyond it fails as one on a full disk does."""
    import resource  # noqa: PLC0415 - not on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Steady:
    """A stem of zeros."""

    def read(self, start, frames):
        return noise(frames, seed=start).astype("f4")


def write_sound(folder, kind="mp3", beside=10):
    beside = {folder / "a.vtt": bytes(beside), folder / "a.txt": b"text"}
    write_file(
        folder / f"a.{kind}",
        track_of(noise(100_000)),
        Tags(title="T"),
        find_format(kind),
        beside=beside,
        replace=True,
    )


WAYS = {
    "sound": write_sound,
    "flac": lambda folder: write_sound(folder, "flac"),
    "m4a": lambda folder: write_sound(folder, "m4a"),
    "sidecar": lambda folder: write_sound(folder, beside=200_000),
    "text": lambda folder: write_text(folder / "a.txt", "a" * 50_000, replace=True),
    "pack": lambda folder: pack_folder(folder, folder / "a.zip", replace=True),
    "stems": lambda folder: write_stems(
        folder / "a", {"voice": Steady(), "bed": Steady()}, 100_000, 48_000, replace=True
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_half_written(tmp_path, way):
    add_track(tmp_path, "a.mp3")
    for name in ("a.vtt", "a.zip", "a.txt", "a.voice.wav"):
        (tmp_path / name).write_bytes(b"mine")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with no_file_above(8_000), pytest.raises(OutputError, match="may be that large"):
        WAYS[way](tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_feed_stays_as_it_was(tmp_path):
    add_track(tmp_path, "1.mp3")
    write_feed(tmp_path, "https://example.org/x/", None, None)
    for number in range(2, 5):
        add_track(tmp_path, f"{number}.mp3")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with no_file_above(2_000), pytest.raises(OutputError, match="may be that large"):
        write_feed(tmp_path, "https://example.org/x/", None, None)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
