"""What lies beside a track, read back by other people's readers."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import av
import pytest

from soothe.errors import UsageError
from soothe.model import BedChange, Placed, Show
from soothe.outputs.captions import captions, unknown_words
from soothe.outputs.sidecars import SIDECARS, sidecars
from tests.outputs.sessions import TITLES, session

SVG = "{http://www.w3.org/2000/svg}"


def written(kind, *about):
    (content,) = sidecars(*about, (kind,), unknown_words).values()
    return content.decode()


@pytest.mark.parametrize("kind", ["vtt", "srt", "lrc"])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_ffmpeg_reads_every_caption_with_its_onset(tmp_path, kind, title):
    script, timeline = session(title)
    path = tmp_path / f"a.{kind}"
    path.write_text(written(kind, script, timeline), encoding="utf-8")
    with av.open(str(path)) as container:
        packets = [each for each in container.demux() if each.size]
    found = [(float(each.pts * each.time_base), bytes(each).decode()) for each in packets]
    expected = [(each.start, " ".join(each.lines)) for each in captions(timeline)]
    assert [start for start, _ in found] == pytest.approx([start for start, _ in expected])
    texts = [text.replace("\n", " ").strip() for _, text in found]
    escaped = {"&amp;": "&", "&lt;": "<", "&gt;": ">"} if kind == "vtt" else {}
    for mark, letter in escaped.items():
        texts = [text.replace(mark, letter) for text in texts]
    assert texts == [text for _, text in expected]


@pytest.mark.parametrize("steps", [1, 20, 200])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_chapters_as_podcast_players_read_them(title, steps):
    data = json.loads(written("chapters.json", *session(title, steps)))
    assert data["version"] == "1.2.0"
    assert [each["startTime"] for each in data["chapters"]] == [10.0 * n for n in range(steps)]
    assert [each["title"] for each in data["chapters"]] == [
        f"{title} {n + 1}" for n in range(steps)
    ]


def test_the_timeline_tells_everything_heard():
    data = json.loads(written("timeline.json", *session(steps=2)))
    assert [(each["title"], each["start_s"], each["length_s"]) for each in data["steps"]] == [
        ("Feet 1", 0.0, 10.0),
        ("Feet 2", 10.0, 10.0),
    ]
    assert [(each["kind"], each["start_s"], each["step"]) for each in data["cues"]] == [
        ("say", 0.5, 0),
        ("bell", 3.0, 0),
        ("pause", 4.0, 0),
        ("say", 10.5, 1),
        ("bell", 13.0, 1),
        ("pause", 14.0, 1),
    ]


@pytest.mark.parametrize("steps", [1, 20, 200])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_the_picture_is_sound_xml_with_a_block_for_each_step(title, steps):
    root = ET.fromstring(written("timeline.svg", *session(title, steps)))  # noqa: S314 - our own
    assert root.find(f"{SVG}title").text.startswith(f"{title} (")
    blocks = root.findall(f"{SVG}g/{SVG}title/..")
    assert [block.find(f"{SVG}title").text for block in blocks] == [
        f"{title} {n + 1}" for n in range(steps)
    ]
    edges = [float(block.find(f"{SVG}rect").get("x")) for block in blocks]
    assert edges == sorted(edges)
    assert len(root.findall(f".//{SVG}circle")) == steps


def test_every_kind_is_written_once():
    assert list(sidecars(*session(), (*SIDECARS, "vtt"), unknown_words)) == list(SIDECARS)


def test_an_unknown_kind_is_told_with_those_there_are():
    with pytest.raises(UsageError, match=r"no 'doc' to write\. Choose from vtt, srt"):
        sidecars(*session(), ("doc",), unknown_words)


def test_what_is_shown_and_what_the_sound_does_is_told_too():
    script, timeline = session(steps=1)
    cues = (Show("Oil"), BedChange("ocean"), BedChange())
    placed = tuple(Placed(cue, 9000, 0, 0, 3) for cue in cues)
    added = replace(timeline, placed=(*timeline.placed, *placed))
    told = json.loads(written("timeline.json", script, added))["cues"][-3:]
    assert [(each["kind"], each.get("text", each.get("sound"))) for each in told] == [
        ("show", "Oil"),
        ("bed", "ocean"),
        ("bed", ""),
    ]
