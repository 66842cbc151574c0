"""What a file says about itself, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the track that players can jump to."""

    title: str
    start: int
    """Frames from the start of the track."""
    frames: int


@dataclass(frozen=True, slots=True)
class Tags:
    """Title, people, words and chapters; what is empty is left out of the file."""

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    track: str = ""
    """Number within the album: `3` or `3/12`."""
    date: str = ""
    """`2026` or `2026-05-01`; never taken from the clock."""
    lang: str = ""
    """BCP 47 tag of what is spoken."""
    comment: str = ""
    encoder: str = ""
    """The program that made the file."""
    lyrics: str = ""
    """Everything spoken, as plain lines."""
    timed_lyrics: tuple[tuple[int, str], ...] = ()
    """(frames from the start of the track, line), in order."""
    cover: bytes = b""
    """A JPEG or PNG picture."""
    chapters: tuple[Chapter, ...] = ()
    """In order of start."""
    cue_sheet: bytes = b""
    """What should be heard when, see `soothe.outputs.cue_sheet`."""
