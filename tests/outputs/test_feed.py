"""Feeds as feedparser reads them, and what becomes of one that is there."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import av
import feedparser
import pytest
import xmlschema

from soothe.errors import UsageError
from soothe.outputs.episodes import write_feed
from soothe.outputs.feed import folder_address
from tests.outputs.folders import add_track
from tests.outputs.sessions import TITLES

URL = "https://example.org/Füße"
HELD = "https://example.org/F%C3%BC%C3%9Fe"


@pytest.fixture
def folder(tmp_path):
    add_track(tmp_path, "01 a.mp3", TITLES["umlauts"], "1/2")
    add_track(tmp_path, "02 足.m4a", TITLES["emoji"], "2/2")
    return tmp_path


def parsed(folder):
    feed = feedparser.parse((folder / "feed.xml").read_bytes())
    assert not feed.bozo
    return feed


def test_an_independent_reader_finds_everything(folder):
    assert write_feed(folder, URL, None, None) == 2
    feed = parsed(folder)
    assert (feed.feed.title, feed.feed.language) == (TITLES["umlauts"], "en")
    assert feed.feed.itunes_block == 1
    first, second = feed.entries
    assert [each.title for each in feed.entries] == [
        f"{TITLES['umlauts']} (0:01)",
        f"{TITLES['emoji']} (0:01)",
    ]
    assert first.enclosures[0].href == f"{HELD}/01%20a.mp3"
    assert second.enclosures[0].href == f"{HELD}/02%20%E8%B6%B3.m4a"
    assert second.enclosures[0].type == "audio/mp4"
    for entry, path in zip(feed.entries, sorted(folder.glob("0*.m*")), strict=True):
        assert int(entry.enclosures[0].length) == path.stat().st_size
        assert entry.published_parsed
    assert (first.itunes_duration, first.itunes_episode) == ("0:01", "1")
    assert first.id != second.id
    assert not first.guidislink


def test_what_it_points_to_is_there(folder):
    write_feed(folder, URL, None, None)
    root = ET.parse(folder / "feed.xml").getroot()  # noqa: S314 - our own
    space = "{https://podcastindex.org/namespace/1.0}"
    (chapters, *_) = root.iter(f"{space}chapters")
    (transcript, other) = root.iter(f"{space}transcript")
    assert chapters.get("url") == f"{HELD}/01%20a.chapters.json"
    assert (transcript.get("type"), other.get("type")) == ("text/vtt", "text/plain")
    data = json.loads((folder / "01 a.chapters.json").read_text("utf-8"))
    assert [each["startTime"] for each in data["chapters"]] == [0.0, 0.4, 0.8]
    with av.open(str(folder / "01 a.vtt")) as container:
        assert next(bytes(each).decode() for each in container.demux() if each.size).startswith(
            "Welcome."
        )
    assert (folder / "01 a.jpg").read_bytes().startswith(b"\xff\xd8")


def test_again_it_is_the_same(folder):
    write_feed(folder, URL, None, None)
    first = {path: path.read_bytes() for path in folder.iterdir()}
    write_feed(folder, f"{URL}/", None, None)
    assert {path: path.read_bytes() for path in folder.iterdir()} == first


def test_it_is_updated_and_not_rewritten(folder):
    write_feed(folder, URL, "Mine", "Me")
    path = folder / "feed.xml"
    text = path.read_text("utf-8")
    edited = text.replace("<title>Mine</title>", "<title>Ours</title><!-- by hand -->")
    path.write_text(edited.replace("(0:01)", "by hand"), "utf-8")
    before = {each.id: each.published for each in parsed(folder).entries}
    (folder / "02 足.m4a").unlink()
    add_track(folder, "03.opus")
    write_feed(folder, "http://other.example/x/", "Not used", None)
    feed = parsed(folder)
    assert feed.feed.title == "Ours"
    assert "<!-- by hand -->" in path.read_text("utf-8")
    kept, new = feed.entries
    assert kept.title.endswith("by hand")
    assert before[kept.id] == kept.published
    assert kept.enclosures[0].href == "http://other.example/x/01%20a.mp3"
    assert new.id not in before
    assert new.enclosures[0].type == "audio/ogg"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("https://example.org/a%20b", "https://example.org/a%20b/"),
        ("http://müller.example:8000/Füße/", "http://xn--mller-kva.example:8000/F%C3%BC%C3%9Fe/"),
        ("http://192.168.1.20:8000", "http://192.168.1.20:8000/"),
        ("http://[fd00::1]/x y", "http://[fd00::1]/x%20y/"),
    ],
)
def test_addresses_are_held_as_feeds_must(typed, held):
    assert folder_address(typed) == held
    assert folder_address(held) == held


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://x/",
        "https://",
        "",
        "https://x/?a=b",
        "https://x/#a",
        "https://a..b/",
        "https://[::1",
        "https://a b.example/",
    ],
)
def test_an_address_that_is_none_is_told(folder, url):
    with pytest.raises(UsageError, match="is no address"):
        write_feed(folder, url, None, None)
    assert not (folder / "feed.xml").exists()


@pytest.mark.parametrize("content", ["<rss", "<rss/>"])
def test_a_damaged_feed_is_never_overwritten(folder, content):
    (folder / "feed.xml").write_text(content)
    before = {path.name for path in folder.iterdir()}
    with pytest.raises(UsageError, match="The feed that is there"):
        write_feed(folder, URL, None, None)
    assert (folder / "feed.xml").read_text() == content
    assert {path.name for path in folder.iterdir()} == before


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema11(Path(__file__).parent / "schemas" / "rss.xsd")


def test_it_is_valid_when_new_updated_and_moved(folder, schema):
    write_feed(folder, URL, None, None)
    schema.validate(folder / "feed.xml")
    add_track(folder, "03 قدم.opus", TITLES["arabic"], "3/3")
    (folder / "01 a.mp3").unlink()
    write_feed(folder, "http://192.168.1.20:8000/x", None, None)
    schema.validate(folder / "feed.xml")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('type="audio/mpeg"', ""),
        (" +0000</pubDate>", "</pubDate>"),
        ("<itunes:explicit>false", "<itunes:explicit>no"),
        ("text/vtt", "text/voice"),
        ('version="2.0"', 'version="0.91"'),
        ("<link>", "<itunes:link>"),
        ("/02%20", "/02 "),
    ],
)
def test_the_schema_finds_mistakes(folder, schema, right, wrong):
    write_feed(folder, URL, None, None)
    text = (folder / "feed.xml").read_text("utf-8")
    spoilt = text.replace(right, wrong).replace(
        "</link>", "</itunes:link>" if "link" in wrong else "</link>"
    )
    assert schema.is_valid(text)
    assert text != spoilt
    assert not schema.is_valid(spoilt)
