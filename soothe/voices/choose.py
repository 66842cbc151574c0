"""Which voice: by id, by friendly name, by engine, or the best there is for a language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.errors import UsageError, VoiceError
from soothe.voices.cache import cache_folder
from soothe.voices.registry import engine_names, find_engine, source_of
from soothe.voices.speaker import Speaker

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.voices.engine import Engine, VoiceInfo


def open_voice(
    spec: str | None = None,
    *,
    lang: str,
    pace: float = 1.0,
    pitch: float = 0.0,
    cache: Path | None = None,
) -> Speaker:
    """Find a voice and make it ready to speak; nothing is started yet.

    Args:
        spec: `engine:voice`, an engine, a friendly name, or None or "auto" for the best.
        lang: language of the text, a BCP 47 tag.
        pace: factor on the speaking rate.
        pitch: semitones about the voice's own.
        cache: folder for spoken clips; None: the user's own.

    Raises:
        UsageError: no such voice or engine, or a setting out of range.
        VoiceError: the engine is not installed; the text has the line that installs it.
    """
    engine, voice = choose(spec, lang)
    return Speaker(voice, engine, source_of(engine), lang, cache or cache_folder(), pace, pitch)


def choose(spec: str | None, lang: str) -> tuple[Engine, VoiceInfo]:
    """The engine and voice that a spec means; `VoiceInfo.reason` says why."""
    name, _, own = (spec or "auto").partition(":")
    if name == "auto":
        name = "espeak"
    engine = find_engine(name)
    if missing := engine.missing():
        raise VoiceError(f"{missing} Install it: {engine.install}")
    own = own or engine.default(lang) or ""
    if not own:
        raise UsageError(f"{name} has no voice for the language {lang!r}.")
    return engine, replace(engine.voice(own), reason="asked for")


def list_voices(engine: str | None = None) -> tuple[VoiceInfo, ...]:
    """Every voice of one engine, or of all that are installed."""
    names = (engine,) if engine else engine_names()
    found: list[VoiceInfo] = []
    for name in names:
        here = find_engine(name)
        if not here.missing():
            found += here.voices()
    return tuple(found)
