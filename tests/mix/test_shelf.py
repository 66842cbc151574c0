from __future__ import annotations

import os

import numpy as np
import pytest

from soothe.errors import OutputError
from soothe.mix import shelf

NOTHING = np.zeros(3)


def keep(path, frames=1000, seed=0):
    samples = np.random.default_rng(seed).standard_normal((frames, 2)).astype(np.float32)
    shelf.keep(path, samples, NOTHING, NOTHING.astype(np.float32))
    return samples


def test_gives_back_16_bits_of_what_was_kept(tmp_path):
    path = shelf.place(tmp_path / "new", "a")
    samples = keep(path)
    assert np.abs(shelf.samples(path) - samples).max() < np.abs(samples).max() / 65_000
    assert all(len(each) == 3 for each in shelf.measures(path, 1000))


def test_silence_is_kept_as_silence(tmp_path):
    path = shelf.place(tmp_path, "a")
    shelf.keep(path, np.zeros((100, 2), np.float32), NOTHING, NOTHING)
    assert not shelf.samples(path).any()


@pytest.mark.parametrize("left", [0, 50, 500, -1])
def test_a_damaged_file_counts_as_missing(tmp_path, left):
    path = shelf.place(tmp_path, "a")
    keep(path)
    path.write_bytes(path.read_bytes()[:left])
    assert shelf.measures(path, 1000) is None
    assert shelf.measures(shelf.place(tmp_path, "b"), 1000) is None


def test_a_failed_write_is_told_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf.np, "save", fail)
    with pytest.raises(OutputError, match=r"No space left on device\. Free some space"):
        keep(shelf.place(tmp_path, "a"))
    assert not list(tmp_path.iterdir())


def test_a_file_that_another_process_holds_is_good_enough(tmp_path, monkeypatch):
    path = shelf.place(tmp_path, "a")
    keep(path)

    def refuse(*_args):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(shelf.Path, "replace", refuse)
    keep(path, seed=1)
    assert list(tmp_path.iterdir()) == [path]


def test_a_sweep_takes_what_was_unused_for_longest(tmp_path):
    paths = [shelf.place(tmp_path, name) for name in "abc"]
    for age, path in enumerate(paths):
        keep(path)
        os.utime(path, (1000 - age, 1000 - age))
    shelf.measures(paths[2], 1000)
    shelf.sweep(tmp_path, 2 * paths[0].stat().st_size)
    assert sorted(tmp_path.iterdir()) == [paths[0], paths[2]]
    shelf.sweep(tmp_path / "nowhere", 0)


def test_other_people_s_files_are_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    shelf.sweep(tmp_path, 0)
    assert (tmp_path / "notes.txt").exists()
