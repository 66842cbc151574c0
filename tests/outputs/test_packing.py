"""What a person can choose about a file, and which wishes contradict each other."""

from __future__ import annotations

import pytest
from PIL import Image

from soothe.errors import UsageError
from soothe.outputs.labels import label
from soothe.outputs.packing import Packing
from soothe.outputs.pictures import picture
from tests.outputs.sessions import session
from tests.outputs.sounds import noise, track_of

SCRIPT, TIMELINE = session()


@pytest.mark.parametrize(
    ("packing", "suffix", "kind"),
    [
        (Packing(), "", ".mp3"),
        (Packing(), ".m4b", ".m4b"),
        (Packing(format="opus"), ".xyz", ".opus"),
        (Packing(vbr=2), ".mp3", ".mp3"),
    ],
)
def test_the_format_is_the_wish_or_the_ending_or_mp3(packing, suffix, kind):
    assert packing.kind(suffix).suffix == kind


def test_a_folder_with_a_dot_asks_for_no_format(tmp_path):
    folder = tmp_path / "v1.2"
    folder.mkdir()
    assert Packing().place(folder, "calm") == folder / "calm.mp3"


def test_no_bitrate_is_not_the_usual_one():
    with pytest.raises(UsageError, match="no bitrate of 0 kb/s"):
        Packing(bitrate=0).kind("mp3")


def test_small_is_half_in_every_way():
    packing = Packing(small=True)
    assert packing.kind("").lame.bitrate == 64
    assert packing.folded(track_of(noise(100))).channels == 1
    assert Packing().folded(track_of(noise(100))).channels == 2


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"small": True, "bitrate": 96}, "Choose one of"),
        ({"small": True, "vbr": 2}, "Choose one of"),
        ({"bitrate": 96, "vbr": 0}, "Choose one of"),
        ({"date": "May"}, "not a date"),
        ({"date": "2026-13-01"}, "not a date"),
        ({"date": "2026-05"}, "not a date"),
        ({"date": "2026-02-30"}, "not a date"),
        ({"date": "0000"}, "not a date"),
        ({"date": "2026W011"}, "not a date"),
        ({"date": 2026}, "date is 2026. Give it as text"),
        ({"number": 3}, "number is 3"),
        ({"format": 3}, "format is 3"),
        ({"cover": b"x"}, "cover is b'x'"),
        ({"bitrate": 128.0}, "bitrate is 128.0. Give a whole number"),
        ({"vbr": "2"}, "vbr is '2'"),
        ({"small": "no"}, "small is 'no'. Give True or False"),
        ({"beside": "vtt"}, "beside is 'vtt'. Give a list of endings"),
        ({"workers": 0}, "workers is 0. Give a whole number from 1 on"),
        ({"cover": "none", "cover_beside": True}, "no cover to lie beside"),
    ],
)
def test_wishes_that_contradict_each_other_are_told(wishes, words):
    with pytest.raises(UsageError, match=words):
        Packing(**wishes)


@pytest.mark.parametrize("wishes", [{"beside": ("vtt",)}, {"cover_beside": True}])
def test_nothing_lies_beside_a_pipe(wishes):
    with pytest.raises(UsageError, match="beside a pipe"):
        Packing(**wishes).pipe_kind()
    assert Packing().pipe_kind().suffix == ".mp3"


def test_the_cover_is_drawn_or_ones_own_or_none(tmp_path):
    path = tmp_path / "me.png"
    Image.new("RGB", (10, 10), "red").save(path)
    assert Packing().picture(SCRIPT, 50) == picture(SCRIPT, 50)
    assert Packing(cover="none").picture(SCRIPT) == b""
    assert Packing(cover=str(path)).picture(SCRIPT).startswith(b"\xff\xd8")


def test_a_note_tells_tracks_of_an_album_apart():
    assert label(SCRIPT, TIMELINE).title == "Feet (0:30)"
    assert label(SCRIPT, TIMELINE, note="pads").title == "Feet (0:30), pads"
