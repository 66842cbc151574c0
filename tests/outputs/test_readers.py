"""Every format as FFmpeg, mutagen and eyeD3 read it: texts, chapters, picture, length."""

from __future__ import annotations

import io
import logging

import av
import eyed3
import mutagen
import pytest

from soothe.outputs.formats import FORMATS, find_format
from soothe.outputs.labels import label
from soothe.outputs.pictures import picture
from soothe.outputs.write import write_file
from tests.outputs.sessions import TITLES, session
from tests.outputs.sounds import silence, track_of

RATE = 48_000
_EASY = ("title", "tracknumber", "date")
eyed3.log.setLevel(logging.ERROR)


def made(folder, format_name, title, steps):
    script, timeline = session(title, steps, each=0.21, rate=RATE)
    tags = label(script, timeline, number="3/12", date="2026-05-01", cover=picture(script, 90))
    path = folder / f"a.{format_name}"
    write_file(path, track_of(silence(timeline.frames)), tags, find_format(format_name))
    return path, tags


def as_ffmpeg_reads(path):
    """(texts, chapters as (milliseconds, title), pictures, seconds)."""
    with av.open(str(path)) as container:
        texts = container.metadata | container.streams.audio[0].metadata
        chapters = [
            (float(each["start"] * each["time_base"]), each["metadata"]["title"])
            for each in container.chapters()
        ]
        pictures = [
            bytes(packet)
            for stream in container.streams.video
            for packet in container.demux(stream)
            if packet.size
        ]
        return texts, chapters, pictures, container.duration / av.time_base


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("title", "steps"),
    [*((title, 20) for title in TITLES.values()), (TITLES["umlauts"], 1), (TITLES["emoji"], 200)],
)
def test_ffmpeg_reads_everything(tmp_path, name, title, steps):
    path, tags = made(tmp_path, name, title, steps)
    texts, chapters, pictures, seconds = as_ffmpeg_reads(path)
    assert (texts["title"], texts["artist"], texts["album"]) == (tags.title, "soothe", title)
    assert (texts["date"], texts["comment"]) == ("2026-05-01", tags.comment)
    assert [each for _, each in chapters] == [each.title for each in tags.chapters]
    assert [start for start, _ in chapters] == pytest.approx(
        [each.start / RATE for each in tags.chapters], abs=0.0006
    )
    assert pictures == [tags.cover]
    assert seconds == pytest.approx(steps * 0.21, abs=0.03)


@pytest.mark.parametrize("name", FORMATS)
def test_mutagen_reads_the_same(tmp_path, name):
    path, tags = made(tmp_path, name, TITLES["arabic"], 3)
    easy = mutagen.File(path, easy=True)
    title, number, date = ("TIT2", "TRCK", "TDRC") if name == "wav" else _EASY
    assert list(map(str, easy[title])) == [tags.title]
    assert list(map(str, easy[number])) == ["3/12"]
    assert [str(each) for each in getattr(easy[date], "text", easy[date])] == ["2026-05-01"]
    assert easy.info.length == pytest.approx(0.63, abs=0.03)


# eyeD3 parses days of months without their year, which Python 3.13 warns of.
@pytest.mark.filterwarnings("ignore:Parsing dates involving a day:DeprecationWarning")
def test_eyed3_reads_the_same(tmp_path):
    path, tags = made(tmp_path, "mp3", TITLES["chinese"], 20)
    found = eyed3.load(path).tag
    assert (found.title, found.album, tuple(found.track_num)) == (tags.title, tags.album, (3, 12))
    assert found.lyrics[0].text == tags.lyrics
    assert found.images[0].image_data == tags.cover
    (contents,) = found.table_of_contents
    assert [found.chapters.get(each).title for each in contents.child_ids] == [
        each.title for each in tags.chapters
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_lyrics_are_there(tmp_path, name):
    path, tags = made(tmp_path, name, TITLES["emoji"], 3)
    texts, *_ = as_ffmpeg_reads(path)
    (lyrics,) = (text for key, text in texts.items() if key.lower().startswith("lyrics"))
    assert lyrics == tags.lyrics


@pytest.mark.parametrize("name", FORMATS)
def test_without_a_cover_there_is_none(tmp_path, name):
    script, timeline = session(each=0.21, rate=RATE)
    path = tmp_path / "a"
    kind = find_format(name)
    write_file(path, track_of(silence(timeline.frames)), label(script, timeline), kind)
    assert as_ffmpeg_reads(path)[2] == []


def test_flac_and_m4a_go_to_any_place_of_a_sink():
    script, timeline = session(each=0.21, rate=RATE)
    tags = label(script, timeline, cover=picture(script, 90))
    for name in ("flac", "m4a"):
        kind, alone = find_format(name), io.BytesIO()
        kind.write(alone, track_of(silence(timeline.frames)), tags, lambda _: None)
        with av.open(io.BytesIO(alone.getvalue())) as container:
            assert container.metadata["title"] == tags.title
