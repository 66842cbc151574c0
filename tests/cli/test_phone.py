"""`soothe card`, `pack`, `feed` and `send` as a person types them."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import soothe
from tests.outputs.folders import add_track


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "Feet"
    inside.mkdir()
    add_track(inside, "1.mp3")
    return inside


def test_card(tmp_path):
    run = soothe("card", "foot-massage", "-m", "5", "--voice", "silent", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, "foot-massage-5-min.svg\n"), run.stderr
    root = ET.parse(tmp_path / "foot-massage-5-min.svg").getroot()  # noqa: S314 - our own
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Self foot massage (5:00)" in texts
    assert "Long glides" in texts
    again = soothe("card", "foot-massage", "-m", "5", "--voice", "silent", cwd=tmp_path)
    assert again.returncode == 1
    assert "Add -f to replace it" in again.stderr


def test_a_dash_is_standard_output_and_never_a_name(folder):
    run = soothe("card", "breathing", "-m", "5", "--voice", "silent", "-o", "-", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert run.stdout.rstrip().endswith("</svg>")
    packed = soothe("pack", ".", "-o", "-", cwd=folder)
    assert packed.returncode == 2
    assert "Name a file with -o" in packed.stderr
    assert not (folder / "-").exists()


def test_pack(folder):
    run = soothe("pack", "Feet", cwd=folder.parent)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Feet.zip  (2 files, ")
    assert (folder.parent / "Feet.zip").is_file()


def test_feed(folder):
    run = soothe("feed", "Feet", "--url", "https://example.org/feet", cwd=folder.parent)
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("feed.xml  (1 track)\n")


@pytest.mark.parametrize("command", [["pack"], ["feed", "--url", "https://x.example/"], ["send"]])
def test_a_folder_without_sound_is_told(tmp_path, command):
    name, *options = command
    run = soothe(name, str(tmp_path), *options)
    assert run.returncode == 1
    assert "There is no sound in" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_send_gives_the_address_and_ends_when_the_time_is_up(folder):
    command = [sys.executable, "-m", "soothe", "send", str(folder), "--host", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "-m", "0:03"],
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_utf8(),
    ) as run:
        *code, address = _until_address(run.stdout)
        assert len(code) > 10
        with urllib.request.urlopen(address) as page:  # noqa: S310 - our own server
            assert "1.mp3" in page.read().decode()
        assert run.wait(30) == 1
        assert "The time is up." in run.stderr.read()


def _until_address(lines):
    for line in lines:
        yield line.strip("\n")
        if line.startswith("http://127.0.0.1:"):
            return


def _utf8():
    return os.environ | {"PYTHONIOENCODING": "utf-8"}
