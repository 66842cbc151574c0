"""Voices of a language, and of languages that come near enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.voices.engine import VoiceInfo


def nearest(voices: Iterable[VoiceInfo], lang: str) -> VoiceInfo | None:
    """The voice of a language: the same tag, a wider one (en for en-NZ), or any region of it."""
    by_tag: dict[str, VoiceInfo] = {}
    for voice in voices:
        by_tag.setdefault(voice.lang.casefold(), voice)
    wanted = lang.casefold()
    while wanted:
        regions = (tag for tag in by_tag if tag == wanted or tag.startswith(f"{wanted}-"))
        # The shortest tag is the plainest: en-gb before en-gb-scotland.
        if found := min(regions, key=lambda tag: (len(tag), tag), default=None):
            return by_tag[found]
        wanted = wanted.rpartition("-")[0]
    return None
