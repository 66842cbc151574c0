"""`soothe export` of several tracks."""

from __future__ import annotations

import pytest
from mutagen.id3 import ID3

from soothe.cli.album_names import file_stems
from soothe.errors import UsageError
from soothe.order import Order
from soothe.outputs.stems import STEMS
from tests.cli.running import soothe

MADE = ("export", "foot-massage", "--voice", "silent", "--small", "--seed", "1")


@pytest.fixture(scope="module")
def album(tmp_path_factory):
    """Two lengths that fit and one that does not, side by side."""
    folder = tmp_path_factory.mktemp("album") / "Füße"
    run = soothe(*MADE, "-m", "3,3:30,300", "-j", "2", "-o", str(folder))
    return run, folder


def test_a_failure_does_not_stop_the_others(album):
    run, folder = album
    assert run.returncode == 6, run.stderr
    assert "failed  03-foot-massage-5-00-00.mp3" in run.stdout
    assert "can last" in run.stdout
    names = {path.name for path in folder.iterdir()}
    assert names == {"01-foot-massage-3-00.mp3", "02-foot-massage-3-30.mp3", "Füße.m3u8"}


def test_tracks_are_numbered(album):
    _, folder = album
    tags = [ID3(path) for path in sorted(folder.glob("*.mp3"))]
    assert [str(each["TRCK"]) for each in tags] == ["1/3", "2/3"]
    assert len({str(each["TALB"]) for each in tags}) == 1


def test_the_playlist_names_what_is_there(album):
    _, folder = album
    lines = (folder / "Füße.m3u8").read_text("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert [line for line in lines if not line.startswith("#")] == [
        path.name for path in sorted(folder.glob("*.mp3"))
    ]
    assert [line.split(",")[0] for line in lines if "EXTINF" in line] == [
        "#EXTINF:180",
        "#EXTINF:210",
    ]


def test_nothing_is_replaced_unasked(album):
    _, folder = album
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    run = soothe(*MADE, "-m", "3,3:30", "-o", str(folder))
    assert run.returncode == 1
    assert "already here" in run.stderr
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_each_track_has_its_stems(tmp_path):
    folder = tmp_path / "timers"
    run = soothe("export", "--sound", "rain", "-m", "0:21,0:22", "--stems", "-o", str(folder))
    assert run.returncode == 0, run.stderr
    tracks = [path.stem for path in folder.glob("*.mp3")]
    assert len(tracks) == 2
    assert {path.name for path in folder.glob("*.wav")} == {
        f"{track}.{stem}.wav" for track in tracks for stem in STEMS
    }


ORDERS = tuple(
    Order("foot-massage", m, sound=s) for s in ("rain", "rain + pads:-6") for m in (5, "7:30")
)


def test_names_by_a_pattern():
    assert file_stems(ORDERS, None) == (
        "01-foot-massage-5-00-rain",
        "02-foot-massage-7-30-rain",
        "03-foot-massage-5-00-rain + pads--6",
        "04-foot-massage-7-30-rain + pads--6",
    )
    assert file_stems(ORDERS[:2], "{title}, {length} ({number})") == (
        "Self foot massage, 5-00 (1)",
        "Self foot massage, 7-30 (2)",
    )


@pytest.mark.parametrize("pattern", ["{tilte}", "{", "{0}", "{}", "{number.real}", "{sound:d}"])
def test_a_pattern_that_is_none_is_told(pattern):
    with pytest.raises(UsageError, match=r"is no pattern\. Write text with \{number\}"):
        file_stems(ORDERS, pattern)


def test_two_tracks_of_one_name_are_told():
    with pytest.raises(UsageError, match=r"would be called rain\. Add \{number\}"):
        file_stems(ORDERS, "{sound}")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-m", "3,4", "-o", "-"], "An album needs a folder"),
        (["-m", "3,4", "-o", "a.mp3"], "An album needs a folder"),
        (["-m", "3", "--names", "x"], "--names is for an album"),
    ],
)
def test_wishes_that_make_no_album_are_told(args, words, tmp_path):
    run = soothe(*MADE, *args, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_names_that_differ_in_capitals_only_are_told():
    orders = (Order("foot-massage", 5, sound="rain"), Order("foot-massage", 6, sound="Rain"))
    with pytest.raises(UsageError, match="Several tracks would be called rain"):
        file_stems(orders, "{sound}")


def test_the_ending_is_the_scripts_own_unless_asked_for():
    orders = (Order("wind-down", 20), Order("foot-massage", 20, choices={"ending": "sleep"}))
    assert file_stems(orders, "{number} {ending}") == ("1 sleep", "2 sleep")
