"""Tags as another reader sees them."""

from __future__ import annotations

import io

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3

from soothe.errors import OutputError
from soothe.outputs.id3 import id3_tag
from soothe.outputs.languages import iso_639_2
from soothe.outputs.mp3 import Mp3
from soothe.outputs.tags import Chapter, Tags
from tests.outputs.sounds import silence, track_of

RATE = 48_000
FULL = Tags(
    title="Füße lösen",
    artist="Studio 声",
    album="soothe",
    genre="Meditation",
    track="3/12",
    date="2026-05-01",
    lang="de-CH",
    comment="Nicht bei Thrombose …",
    encoder="soothe 0.1",
    lyrics="Atme ein…\nAtme aus",
    timed_lyrics=((480, "Atme ein…"), (4800, "Atme aus")),
    cover=b"\x89PNG not really",
    chapters=(
        Chapter("Ankommen", 0, RATE * 20),
        Chapter("Linker Fuß", RATE * 20, RATE * 20),
        Chapter("静", RATE * 40, RATE * 20 + 25),
    ),
)


def read(tags: Tags) -> ID3:
    return ID3(io.BytesIO(id3_tag(tags, RATE, RATE * 60 + 25)), translate=False)


def test_every_text_is_read_back():
    found = read(FULL)
    assert found.version == (2, 3, 0)
    texts = {name: str(found[name]) for name in ("TIT2", "TPE1", "TALB", "TCON", "TRCK", "TSSE")}
    assert list(texts.values()) == [
        "Füße lösen", "Studio 声", "soothe", "Meditation", "3/12", "soothe 0.1"
    ]  # fmt: skip
    assert (str(found["TYER"]), str(found["TDAT"])) == ("2026", "0105")
    assert (str(found["TLAN"]), str(found["TLEN"])) == ("deu", "60001")
    assert found.getall("COMM")[0].text == ["Nicht bei Thrombose …"]
    assert found.getall("USLT")[0].text == "Atme ein…\nAtme aus"
    assert found.getall("SYLT")[0].text == [("Atme ein…", 10), ("Atme aus", 100)]
    assert (found.getall("APIC")[0].mime, found.getall("APIC")[0].data) == ("image/png", FULL.cover)
    assert not found.unknown_frames


def test_chapters_stand_in_the_order_of_time_and_are_listed():
    data = id3_tag(FULL, RATE, RATE * 60 + 25)
    assert data.index(b"Ankommen") < data.index("Linker Fuß".encode("latin-1"))
    found = read(FULL)
    listed = found.getall("CTOC")[0].child_element_ids
    chapters = {each.element_id: each for each in found.getall("CHAP")}
    assert [
        (chapters[name].start_time, chapters[name].end_time, str(chapters[name].sub_frames["TIT2"]))
        for name in listed
    ] == [(0, 20_000, "Ankommen"), (20_000, 40_000, "Linker Fuß"), (40_000, 60_001, "静")]


def test_ffmpeg_reads_the_chapters_too():
    sink = io.BytesIO()
    Mp3().write(sink, track_of(silence(RATE * 61)), FULL, lambda _: None)
    with av.open(io.BytesIO(sink.getvalue())) as container:
        chapters = container.chapters()
        assert container.metadata["title"] == FULL.title
    assert [each["metadata"]["title"] for each in chapters] == ["Ankommen", "Linker Fuß", "静"]
    assert [each["start"] for each in chapters] == [0, 20_000, 40_000]


def test_what_is_empty_is_left_out():
    assert set(read(Tags())) == {"TLEN"}
    assert "TDAT" not in read(Tags(date="2026"))


@given(st.text(st.characters(codec="utf-16", exclude_characters="\0"), min_size=1))
def test_any_title_is_read_back(title):
    assert read(Tags(title=title))["TIT2"].text == [title]


def test_more_chapters_than_id3_can_list_are_refused():
    chapters = tuple(Chapter(str(number), number, 1) for number in range(256))
    with pytest.raises(OutputError, match="255 chapters, not 256"):
        id3_tag(Tags(chapters=chapters), RATE, 256)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("en-GB", "eng"), ("DE", "deu"), ("gsw", "gsw"), ("xx", "und"), ("", "und")],
)
def test_languages_have_three_letters(tag, code):
    assert iso_639_2(tag) == code
