"""Tracks read back from their files: what was written, and whatever else lies there."""

from __future__ import annotations

import io
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import CHAP, ID3, TIT2, TLEN, USLT

from soothe.errors import OutputError
from soothe.outputs.formats import FORMATS
from soothe.outputs.id3 import id3_tag
from soothe.outputs.id3_read import read_id3
from soothe.outputs.reading import read_track, sidecars_of, tracks_in
from soothe.outputs.tags import Chapter, Tags
from tests.outputs.folders import RATE, add_track
from tests.outputs.sessions import TITLES

texts = st.text(st.characters(codec="utf-16", exclude_characters="\0"), max_size=20)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_format_is_read_back(tmp_path, name, title):
    written = add_track(tmp_path, f"a.{name}", title)
    found = read_track(tmp_path / f"a.{name}")
    assert (found.title, found.tags.album, found.tags.comment) == (
        written.title,
        written.album,
        written.comment,
    )
    assert found.seconds == pytest.approx(1.2, abs=0.03)
    assert [(each.title, each.start) for each in found.tags.chapters] == [
        (each.title, each.start * 1000 // RATE) for each in written.chapters
    ]
    assert found.tags.cover == written.cover
    assert found.tags.lyrics == written.lyrics


@given(
    st.builds(
        Tags,
        title=texts,
        artist=texts,
        lang=st.sampled_from(["en", "de", "zh", ""]),
        comment=texts,
        lyrics=texts,
        timed_lyrics=st.lists(st.tuples(st.integers(0, 9999), texts), max_size=3).map(tuple),
        cover=st.binary(max_size=9),
        chapters=st.lists(
            st.builds(Chapter, texts, st.integers(0, 9999), st.integers(0, 99)), max_size=4
        ).map(lambda each: tuple(sorted(each, key=lambda chapter: chapter.start))),
    )
)
def test_a_tag_is_read_as_it_was_written(tags):
    read = read_id3(io.BytesIO(id3_tag(tags, 1000, 61_234)))
    assert read.seconds == 61.234
    assert read.tags == tags


def test_other_programs_tags_are_read(tmp_path):
    tag = ID3()
    tag.add(TIT2(encoding=3, text="Füße"))
    tag.add(TLEN(encoding=3, text="1500"))
    tag.add(USLT(encoding=1, lang="eng", desc="d", text="a\nb"))
    tag.add(CHAP(element_id="c", start_time=5, end_time=9, sub_frames=[TIT2(encoding=3, text="x")]))
    tag.save(tmp_path / "a.mp3", v2_version=4)
    found = read_track(tmp_path / "a.mp3")
    assert (found.title, found.seconds, found.tags.lyrics) == ("Füße", 1.5, "a\nb")
    assert [each.start for each in found.tags.chapters] == [5]


@given(st.binary(max_size=200), st.sampled_from([3, 4]))
def test_damage_never_crashes_the_reader(rubbish, version):
    size = bytes(len(rubbish) >> shift & 0x7F for shift in (21, 14, 7, 0))
    read_id3(io.BytesIO(b"ID3" + bytes([version, 0, 0]) + size + rubbish))


@given(st.data())
def test_a_damaged_tag_never_crashes_the_reader(data):
    tags = Tags(title="Füße", lyrics="a", comment="b", cover=b"c", timed_lyrics=((1, "声"),))
    whole = bytearray(id3_tag(replace(tags, chapters=(Chapter("x", 0, 9),)), 1000, 9))
    for _ in range(3):
        whole[data.draw(st.integers(10, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read_id3(io.BytesIO(bytes(whole)))


def test_what_is_no_sound_is_told(tmp_path):
    (tmp_path / "a.mp3").write_bytes(b"no sound at all")
    with pytest.raises(OutputError, match=r"a\.mp3 cannot be read: it is no track, or broken"):
        read_track(tmp_path / "a.mp3")


def test_a_folder_is_read_in_order_and_without_what_is_hidden(tmp_path):
    for name in (
        "b.mp3",
        "a.OPUS",
        ".c.mp3",
        "d.txt",
        "a.html",
        "a.chapters.json",
        "ab.vtt",
        "a.bed.wav",
    ):
        (tmp_path / name).touch()
    (tmp_path / "e.mp3").mkdir()
    found = tracks_in(tmp_path)
    assert [path.name for path in found] == ["a.OPUS", "b.mp3"]
    assert [path.name for path in sidecars_of(found[0])] == ["a.chapters.json", "a.html"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_track_whose_name_is_no_text_is_told(tmp_path):
    (tmp_path / "a\udcff.mp3").touch()
    with pytest.raises(OutputError, match=r"a\\udcff.mp3' is not UTF-8. Give the file"):
        tracks_in(tmp_path)


def test_an_empty_or_missing_folder_is_told(tmp_path):
    with pytest.raises(OutputError, match="There is no sound in"):
        tracks_in(tmp_path)
    with pytest.raises(OutputError, match="There is no folder"):
        tracks_in(tmp_path / "nowhere")
