"""`soothe cache`: what is kept, and a folder that cannot keep anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest


@pytest.fixture
def soothe(tmp_path):
    def run(*args, cache="cache"):
        return subprocess.run(
            [sys.executable, "-m", "soothe", *args],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            encoding="utf-8",
            env=os.environ | {"SOOTHE_CACHE": str(tmp_path / cache)},
        )

    return run


def _kept(run):
    return {name: float(size) for name, size in re.findall(r"(\w+) +([\d.]+) MB of", run.stdout)}


def _preview(soothe, **options):
    return soothe("voices", "preview", "espeak", "--device", "null:fast", **options)


def test_tells_what_is_kept_and_clears_it(soothe, tmp_path):
    _preview(soothe)
    size = soothe("cache", "size")
    kept = _kept(size)
    assert kept.keys() == {
        *("speech", "prepared", "measures"),
        *("music", "covers", "templates", "findings"),
    }
    assert min(kept["speech"], kept["prepared"]) > kept["findings"] == 0.0
    assert str(tmp_path / "cache") in size.stdout
    assert "are free again" in soothe("cache", "clear").stdout
    assert not any(_kept(soothe("cache", "size")).values())


def test_a_folder_that_cannot_be_written_is_announced_and_sound_is_made_all_the_same(
    soothe, tmp_path
):
    (tmp_path / "blocked").write_bytes(b"")
    run = _preview(soothe, cache="blocked")
    announced = [line for line in run.stderr.splitlines() if "Nothing can be kept" in line]
    assert len(announced) == 1
    assert announced[0].startswith("soothe: ")
    assert "SOOTHE_CACHE" in announced[0]
    assert "Plain British" in run.stderr
