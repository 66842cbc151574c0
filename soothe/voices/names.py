"""Names that people mistype, and languages that come near enough."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.voices.engine import VoiceInfo


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean this or that?` with a leading space; empty if nothing is near."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    near = get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(by_fold[fold] for fold in near)}?" if near else ""


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
