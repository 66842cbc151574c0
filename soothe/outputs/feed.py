"""A podcast feed of a folder: RSS 2.0 with the tags of Apple and of Podcasting 2.0.

A feed that is there is updated: what a person wrote into it stays, tracks that are new are added,
and those whose files are gone go. A track keeps its id and date for ever, so that no phone takes it
for a new one.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree import ElementTree as ET

from soothe.errors import OutputError, UsageError
from soothe.outputs.reading import MEDIA_TYPES
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from soothe.outputs.reading import Found

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
_SPACES = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM}
_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace that Podcasting 2.0 gives for ids of feeds."""
_KEPT = "/%:@!$&'()*+,;=~"
"""What may stand in the path of an address as it is."""
_NO_ADDRESS = "{!r} is no address. Write --url https://example.org/feet/"
_TRANSCRIPTS = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".html": "text/html",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says about itself when it is new."""

    url: str
    """Address of the folder, see `folder_address`."""
    file_name: str
    """Of the feed, in that folder."""
    title: str
    author: str
    lang: str
    image: str = ""
    """File name of the picture; empty: none."""

    @property
    def guid(self) -> uuid.UUID:
        """The id that Podcasting 2.0 derives from the feed's address."""
        address = f"{self.url}{quote(self.file_name)}".partition("://")[2].rstrip("/")
        return uuid.uuid5(_GUIDS, address)


def folder_address(text: str) -> str:
    """An address as people type it, `https://müller.example/Füße`, as feeds have to hold it.

    Raises:
        UsageError: it is none.
    """
    try:
        parts = urlsplit(text if text.endswith("/") else f"{text}/")
        host = parts.netloc.encode("idna").decode()
    except ValueError:
        raise UsageError(_NO_ADDRESS.format(text)) from None
    typed = host and not any(map(str.isspace, host)) and not parts.query and not parts.fragment
    if parts.scheme not in {"http", "https"} or not typed:
        raise UsageError(_NO_ADDRESS.format(text))
    return urlunsplit((parts.scheme, host, quote(parts.path, safe=_KEPT), "", ""))


@dataclass(frozen=True, slots=True)
class Episode:
    """A track with the names of the files beside it."""

    found: Found
    beside: tuple[Path, ...]


def feed(channel: Channel, episodes: Sequence[Episode], old: str | None) -> str:
    """The text of a feed: a new one, or `old` brought up to date.

    Raises:
        UsageError: `old` is no feed.
    """
    for prefix, space in _SPACES.items():
        ET.register_namespace(prefix, space)
    root = _parsed(old) if old else _new_root(channel)
    inside = root.find("channel")
    if inside is None:
        raise UsageError("The feed that is there has no channel. Move it away, and try again.")
    _update(inside, channel, episodes)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _parsed(old: str) -> ET.Element:
    builder = ET.TreeBuilder(insert_comments=True)
    try:
        return ET.fromstring(old, ET.XMLParser(target=builder))  # noqa: S314 - one's own file
    except ET.ParseError as error:
        raise UsageError(f"The feed that is there is damaged: {error}. Move it away.") from error


def _new_root(channel: Channel) -> ET.Element:
    root = ET.Element("rss", {"version": "2.0"})
    inside = ET.SubElement(root, "channel")
    _add(inside, "title", channel.title)
    _add(inside, "link", channel.url)
    _add(inside, "description", f"{channel.title}. Made with soothe.")
    _add(inside, "language", channel.lang)
    link = {"rel": "self", "type": "application/rss+xml"}
    _add(inside, f"{{{ATOM}}}link", "", href=channel.url + quote(channel.file_name), **link)
    _add(inside, f"{{{ITUNES}}}author", channel.author)
    if channel.image:
        _add(inside, f"{{{ITUNES}}}image", "", href=channel.url + quote(channel.image))
    category = _add(inside, f"{{{ITUNES}}}category", "", text="Health & Fitness")
    _add(category, f"{{{ITUNES}}}category", "", text="Alternative Health")
    _add(inside, f"{{{ITUNES}}}explicit", "false")
    # Private: no directory may list it, and no other host may take it over.
    _add(inside, f"{{{ITUNES}}}block", "Yes")
    _add(inside, f"{{{PODCAST}}}locked", "yes")
    _add(inside, f"{{{PODCAST}}}guid", str(channel.guid))
    return root


def _add(parent: ET.Element, tag: str, content: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = content or None
    return element


def _update(inside: ET.Element, channel: Channel, episodes: Iterable[Episode]) -> None:
    wanted = {episode.found.path.name: episode for episode in episodes}
    for item in inside.findall("item"):
        name = _file_name(item)
        if name not in wanted:
            inside.remove(item)
        else:
            _point(item, channel, wanted.pop(name).found.path)
    for episode in wanted.values():
        inside.append(_item(channel, episode))


def _file_name(item: ET.Element) -> str:
    enclosure = item.find("enclosure")
    address = enclosure.get("url", "") if enclosure is not None else ""
    return unquote(urlsplit(address).path.rpartition("/")[2])


def _point(item: ET.Element, channel: Channel, path: Path) -> None:
    """Lets a kept item point to its file as it is now, should it have changed or moved."""
    enclosure = item.find("enclosure")
    if enclosure is not None:
        enclosure.set("url", channel.url + quote(path.name))
        enclosure.set("length", str(path.stat().st_size))


def _item(channel: Channel, episode: Episode) -> ET.Element:
    found, item = episode.found, ET.Element("item")
    path, tags = found.path, found.tags
    about = path.stat()
    _add(item, "title", found.title)
    _add(item, "description", tags.comment or found.title)
    _add(item, "guid", str(uuid.uuid5(channel.guid, path.name)), isPermaLink="false")
    _add(item, "pubDate", format_datetime(datetime.fromtimestamp(int(about.st_mtime), UTC)))
    kind = MEDIA_TYPES[path.suffix.lower()]
    address = channel.url + quote(path.name)
    _add(item, "enclosure", "", url=address, length=str(about.st_size), type=kind)
    _add(item, f"{{{ITUNES}}}duration", clock(found.seconds))
    if number := tags.track.partition("/")[0].lstrip("0"):
        _add(item, f"{{{ITUNES}}}episode", number)
    _add(item, f"{{{ITUNES}}}explicit", "false")
    for beside in episode.beside:
        _add_beside(item, channel.url + quote(beside.name), beside, tags.lang or channel.lang)
    return item


def _add_beside(item: ET.Element, address: str, beside: Path, lang: str) -> None:
    if beside.name.endswith(".chapters.json"):
        kind = "application/json+chapters"
        _add(item, f"{{{PODCAST}}}chapters", "", url=address, type=kind)
    elif beside.suffix == ".jpg":
        _add(item, f"{{{ITUNES}}}image", "", href=address)
    elif kind := _TRANSCRIPTS.get(beside.suffix, ""):
        _add(item, f"{{{PODCAST}}}transcript", "", url=address, type=kind, language=lang)


def read_feed(path: Path) -> str | None:
    """The feed that is there; None if there is none.

    Raises:
        OutputError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise OutputError(f"{path} cannot be read: {error}.") from error
