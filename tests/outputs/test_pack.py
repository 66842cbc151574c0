"""Zip files of tracks."""

from __future__ import annotations

import zipfile

import pytest

from soothe.errors import OutputError
from soothe.outputs.pack import pack_folder
from soothe.outputs.playlist import Entry, m3u8
from tests.outputs.folders import add_track


def test_everything_that_belongs_to_the_tracks_is_in_it(tmp_path):
    folder = tmp_path / "Füße"
    folder.mkdir()
    tags = add_track(folder, "1.mp3")
    add_track(folder, "2.mp3")
    for name in ("2.html", "2.vtt", "Füße.m3u8", "secret.txt", ".hidden.mp3"):
        (folder / name).write_text(name)
    names = pack_folder(folder, tmp_path / "a.zip", replace=False)
    assert names == ("1.mp3", "1.txt", "2.mp3", "2.html", "2.vtt", "Füße.m3u8")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"Füße/{name}" for name in names]
        assert archive.read("Füße/1.mp3") == (folder / "1.mp3").read_bytes()
        assert tags.lyrics in archive.read("Füße/1.txt").decode()


def test_the_same_files_make_the_same_bytes(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    add_track(folder, "1.mp3")
    for name in ("1.zip", "2.zip"):
        pack_folder(folder, tmp_path / name, replace=False)
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_a_zip_that_is_there_stays(tmp_path):
    add_track(tmp_path, "1.mp3")
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(OutputError, match="already here"):
        pack_folder(tmp_path, tmp_path / "a.zip", replace=False)
    assert (tmp_path / "a.zip").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["1.mp3", "1.vtt", "a.m3u8"])
def test_nothing_that_is_packed_is_replaced(tmp_path, name):
    add_track(tmp_path, "1.mp3")
    for other in ("1.vtt", "a.m3u8"):
        (tmp_path / other).write_text("mine")
    before = (tmp_path / name).read_bytes()
    with pytest.raises(OutputError, match=f"{name} is what would be packed"):
        pack_folder(tmp_path, tmp_path / name, replace=True)
    assert (tmp_path / name).read_bytes() == before


def test_an_earlier_zip_is_replaced_and_not_packed(tmp_path):
    add_track(tmp_path, "1.mp3")
    for _ in range(2):
        assert pack_folder(tmp_path, tmp_path / "1.zip", replace=True) == ("1.mp3", "1.txt")


def test_a_playlist_keeps_to_its_lines():
    text = m3u8("A\nB", [Entry("#1.mp3", "T\nX", "a", 59.6)])
    assert text == "#EXTM3U\n#PLAYLIST:A B\n#EXTINF:60,a - T X\n./#1.mp3\n"
