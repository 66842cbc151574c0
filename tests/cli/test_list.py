"""`soothe list` with a script in the person's folder that cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from soothe.cli.list_ import command
from soothe.cli.sounds_ import command as sounds


def test_a_broken_script_is_named_and_hides_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr("soothe.catalogue.user_library", lambda: tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "mine.md.j2").write_text("no front matter", encoding="utf-8")
    run = CliRunner().invoke(command, ["--json"])
    assert run.exit_code == 0
    names = [row["name"] for row in json.loads(run.stdout)]
    assert "foot-massage" in names
    assert "mine" not in names
    assert run.stderr.startswith("soothe: mine is left out. ")
    assert "front-matter" in run.stderr


def test_a_broken_sound_is_named_and_hides_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr("soothe.beds.recipe.user_library", lambda: tmp_path)
    (tmp_path / "sounds").mkdir()
    (tmp_path / "sounds" / "mine.toml").write_text("title = 'Mine'", encoding="utf-8")
    run = CliRunner().invoke(sounds, ["--json"])
    assert run.exit_code == 0
    names = [row["name"] for row in json.loads(run.stdout)]
    assert "ocean" in names
    assert "mine" not in names
    assert run.stderr.startswith("soothe: A sound is left out. mine.toml: it has no layer.")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes streams so")
def test_a_closed_error_output_is_no_crash_and_no_file_takes_its_place(tmp_path):
    target = tmp_path / "a.wav"
    command = f"{sys.executable} -m soothe export --sound none -m 1 -o {target} 2>&-"
    run = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert run.returncode == 0
    assert str(target.name) in run.stdout.decode()
    assert target.read_bytes().startswith(b"RIFF")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes streams so")
def test_sound_cannot_go_to_a_closed_standard_output():
    command = f"{sys.executable} -m soothe export --sound none -m 1 -o - >&-"
    run = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert run.returncode == 2
    assert b"Standard output is closed" in run.stderr


def test_a_closed_standard_output_is_no_crash():
    code = "import sys; sys.stdout = None; from soothe.cli.app import main; main()"
    run = subprocess.run([sys.executable, "-c", code, "list"], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
