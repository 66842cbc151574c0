"""Files that belong together: all of them appear, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from soothe.errors import OutputError
from soothe.outputs.atomic import replacing_all
from soothe.outputs.tags import Tags
from soothe.outputs.wav import Wav
from soothe.outputs.write import write_file
from tests.outputs.sounds import silence, track_of

TRACK = track_of(silence(4800))
NAMES = ("a.vtt", "a.html", "a.wav")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_track_appears_with_what_belongs_to_it(tmp_path):
    beside = {tmp_path / "a.vtt": b"WEBVTT\n", tmp_path / "a.html": b"<html>"}
    write_file(tmp_path / "a.wav", TRACK, Tags(), Wav(), beside=beside)
    assert set(contents(tmp_path)) == set(NAMES)
    assert contents(tmp_path)["a.vtt"] == b"WEBVTT\n"


@pytest.mark.parametrize("there", NAMES)
def test_one_file_in_the_way_stops_all_before_any_work(tmp_path, there):
    (tmp_path / there).write_bytes(b"mine")
    targets = tuple(tmp_path / name for name in NAMES)
    with pytest.raises(OutputError, match="already here"):
        replacing_all(targets, replace=False).__enter__()
    assert contents(tmp_path) == {there: b"mine"}


@pytest.mark.parametrize("failing", range(6))
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("error", [OSError(5, "broken"), KeyboardInterrupt()], ids=["disk", "key"])
def test_a_name_that_cannot_be_taken_puts_everything_back(
    tmp_path, monkeypatch, failing, there, error
):
    targets = tuple(tmp_path / name for name in NAMES)
    for target in targets if there else ():
        target.write_bytes(b"old " + target.name.encode())
    before = contents(tmp_path)
    moves = iter(range(100))
    for name in ("rename", "replace"):
        monkeypatch.setattr(Path, name, _fails_at(failing, moves, getattr(Path, name), error))
    count = 5 if there else 3
    try:
        with replacing_all(targets, replace=True) as fresh:
            for each in fresh:
                each.write_bytes(b"new")
    except (OutputError, KeyboardInterrupt):
        assert failing < count
        assert contents(tmp_path) == before
    else:
        assert failing >= count
        assert contents(tmp_path) == dict.fromkeys(NAMES, b"new")


def _fails_at(failing, moves, move, error):
    def moved(self, target):
        if next(moves) == failing:
            raise error
        return move(self, target)

    return moved


def test_a_block_that_fails_leaves_the_old_set(tmp_path):
    targets = tuple(tmp_path / name for name in NAMES)
    for target in targets:
        target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing_all(targets, replace=True):
        raise ZeroDivisionError
    assert contents(tmp_path) == dict.fromkeys(NAMES, b"old")
