"""What cannot be written is refused before a word is spoken."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from soothe.cli import album, card_, export_
from soothe.cli.app import program
from soothe.errors import SootheError
from soothe.order import Order
from soothe.outputs.stems import STEMS, stem_paths
from soothe.session import render

FOOT = ("foot-massage", "--voice", "silent", "--seed", "1")


@pytest.fixture(autouse=True)
def _no_work(monkeypatch):
    """Whoever begins the long work here fails."""

    def work(*_, **__):
        raise AssertionError("the long work has begun")

    for module, name in ((export_, "render"), (card_, "plan"), (album, "plan")):
        monkeypatch.setattr(module, name, work)


def refused(tmp_path, *args):
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        with pytest.raises(SootheError) as told:
            CliRunner().invoke(program, args, catch_exceptions=False)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    return str(told.value)


@pytest.mark.parametrize(
    ("script", "args"),
    [
        ("calm.txt", ("-m", "3", "-o", "calm.mp3")),
        ("1.txt", ("-m", "3,4", "--names", "{number}", "-o", ".")),
    ],
)
def test_the_script_itself_even_where_files_may_go(tmp_path, script, args):
    (tmp_path / script).write_text("Rest your hands.\n", "utf-8")
    told = refused(tmp_path, "export", script, *args, "--transcript", "txt", "-f")
    assert f"{script} is what this session is made of" in told


@pytest.mark.parametrize(
    ("there", "args"),
    [
        ("foot-massage-3-min.mp3", ("export", *FOOT, "-m", "3")),
        ("foot-massage-7-min-30.m4b", ("export", *FOOT, "-m", "7:30", "--format", "m4b")),
        ("a.mp3", ("export", *FOOT, "-m", "3", "-o", "a.mp3")),
        ("a.vtt", ("export", *FOOT, "-m", "3", "-o", "a.mp3", "--captions", "vtt")),
        ("a.jpg", ("export", *FOOT, "-m", "3", "-o", "a.mp3", "--cover-beside")),
        ("a.bells.wav", ("export", *FOOT, "-m", "3", "-o", "a.mp3", "--stems")),
        ("foot-massage-3-min.svg", ("card", *FOOT, "-m", "3")),
        ("02-foot-massage-4-00.mp3", ("export", *FOOT, "-m", "3,4", "-o", ".")),
    ],
)
def test_a_file_that_is_there(tmp_path, there, args):
    (tmp_path / there).write_bytes(b"mine")
    assert f"{there} is already here. Add -f" in refused(tmp_path, *args)
    assert (tmp_path / there).read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("-o", "no/such/a.mp3"), "There is no folder"),
        (("--cover", "missing.png"), "cannot be read as a picture"),
        (("-m", "3,4", "-o", "x/y", "--cover", "missing.png"), "cannot be read as a picture"),
    ],
)
def test_a_place_or_picture_that_is_not_there(tmp_path, args, words):
    assert words in refused(tmp_path, "export", *FOOT, "-m", "3", *args)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o555)
    assert "Nothing may be written to" in refused(tmp_path, "export", *FOOT, "-m", "3")
    assert "Nothing may be written to" in refused(tmp_path, "export", *FOOT, "-m", "3,4", "-o", ".")


def test_every_stem_of_a_mix_is_looked_for(tmp_path):
    track = render(Order("foot-massage", 3, voice="silent", seed=1))
    assert set(track.mix.stems) == set(STEMS)
    assert [path.name for path in stem_paths(tmp_path / "a.mp3", STEMS)] == [
        "a.voice.wav",
        "a.bed.wav",
        "a.bells.wav",
    ]
