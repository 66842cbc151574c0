"""The tracks of a folder made ready for a feed: what they carry inside is laid beside them.

Podcast players fetch chapters, transcripts and pictures as files of their own. Files that are there
already stay as they are.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from soothe.outputs.atomic import replacing_all
from soothe.outputs.captions import Caption, balanced
from soothe.outputs.feed import Channel, Episode, feed, folder_address, read_feed
from soothe.outputs.reading import read_track, sidecars_of, tracks_in
from soothe.outputs.subtitles import vtt
from soothe.outputs.vorbis import image_type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.outputs.reading import Found

FEED = "feed.xml"
_TRANSCRIPTS = {".vtt", ".srt", ".html", ".txt"}


def write_feed(folder: Path, url: str, title: str | None, author: str | None) -> int:
    """Writes or updates the feed of a folder; returns how many tracks it has.

    Raises:
        OutputError: there is no sound, or nothing can be written there.
        UsageError: the address is none, or the feed that is there is damaged.
    """
    url = folder_address(url)
    found = [read_track(path) for path in tracks_in(folder)]
    old = read_feed(folder / FEED)
    first = found[0]
    extra = {path: content for each in found for path, content in _missing(each)}
    episodes = [Episode(each, _beside(each.path, extra)) for each in found]
    image = next((path.name for path in episodes[0].beside if path.suffix == ".jpg"), "")
    channel = Channel(
        url,
        FEED,
        title or first.tags.album or folder.resolve().name,
        author or first.tags.artist or "soothe",
        first.tags.lang or "en",
        image,
    )
    text = feed(channel, episodes, old)
    contents = {**extra, folder / FEED: text.encode()}
    with replacing_all(tuple(contents), replace=True) as fresh:
        for path, content in zip(fresh, contents.values(), strict=True):
            path.write_bytes(content)
    return len(episodes)


def _beside(track: Path, extra: dict[Path, bytes]) -> tuple[Path, ...]:
    fresh = (path for path in extra if path.name.startswith(f"{track.stem}."))
    return tuple(sorted({*sidecars_of(track), *fresh}))


def _missing(found: Found) -> Iterator[tuple[Path, bytes]]:
    """What the track carries and does not lie beside it yet."""
    path, tags = found.path, found.tags
    there = sidecars_of(path)
    chapters = path.with_suffix(".chapters.json")
    if tags.chapters and chapters not in there:
        yield chapters, _chapters(found).encode()
    if not any(each.suffix in _TRANSCRIPTS for each in there):
        if tags.timed_lyrics:
            yield path.with_suffix(".vtt"), vtt(_captions(found)).encode()
        elif tags.lyrics:
            yield path.with_suffix(".txt"), f"{tags.lyrics}\n".encode()
    if tags.cover and image_type(tags.cover) == "image/jpeg" and _picture(path) not in there:
        yield _picture(path), tags.cover


def _picture(track: Path) -> Path:
    return track.with_suffix(".jpg")


def _chapters(found: Found) -> str:
    listed = [{"startTime": each.start / 1000, "title": each.title} for each in found.tags.chapters]
    data = {"version": "1.2.0", "title": found.title, "chapters": listed}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _captions(found: Found) -> Iterator[Caption]:
    lines = found.tags.timed_lyrics
    ends = (*lines, (round(found.seconds * 1000), ""))
    for (start, text), (end, _) in pairwise(ends):
        yield Caption(start / 1000, end / 1000, tuple(balanced(text, 2)))
