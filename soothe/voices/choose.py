"""Which voice: by id, by friendly name, by engine, or the best there is for a language."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.errors import SootheError, UsageError, VoiceError
from soothe.suggest import guess
from soothe.voices.cache import clips
from soothe.voices.registry import engine_names, facts_of, find_engine, source_of
from soothe.voices.speaker import Speaker

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.voices.engine import Engine, Facts, Source, VoiceInfo

ASKED = "asked for"
"""Why a voice was chosen that was named."""
_NATURAL = ("piper", "a natural voice is installed for this language")
_SYSTEM = ("pyttsx3", "the voice of this system")
_MAC = ("say", "the voice of this system")
_BUILT_IN = ("espeak", "no natural voice is installed for this language")
_BEST = {
    "darwin": (_NATURAL, _MAC, _BUILT_IN),
    "win32": (_NATURAL, _SYSTEM, _BUILT_IN),
}
_BEST_ELSEWHERE = (_NATURAL, _BUILT_IN)
"""Engines that `auto` tries in turn, each with its reason. On Linux pyttsx3 would be eSpeak too."""
_SLOWEST, _FASTEST = 0.5, 2.0


def open_voice(
    spec: str | None = None,
    *,
    lang: str,
    pace: float = 1.0,
    pitch: float = 0.0,
    cache: Path | None = None,
    fill: str | None = None,
) -> Speaker:
    """Find a voice and make it ready to speak; the engine starts with the first new sentence.

    Args:
        spec: `engine:voice`, an engine, a friendly name, or None or "auto" for the best.
        lang: language of the text, a BCP 47 tag.
        pace: factor on the speaking rate, 0.5 to 2.
        pitch: semitones about the voice's own.
        cache: folder for spoken clips; None: the user's own.
        fill: for `recorded:DIR`, the voice that says what was not recorded; None: nobody does.

    Raises:
        UsageError: no such voice or engine, or a setting that it cannot have.
        VoiceError: the engine is not installed; the text has the line that installs it.
    """
    engine, source, voice = _chosen(spec or "auto", lang)
    _check_pace(engine, pace)
    _check_pitch(engine, pitch)
    fingerprint = engine.fingerprint(voice.id.partition(":")[2])
    made = (voice, engine, source, fingerprint, lang, clips(cache))
    if engine.name == "recorded":
        from soothe.voices.recorded import Narrator

        other = open_voice(fill, lang=lang, cache=cache) if fill else None
        return Narrator(*made, fill=other)
    if fill:
        raise UsageError("--fill goes with --voice recorded:DIR; other voices say every line.")
    return Speaker(*made, pace, pitch)


def list_voices(engine: str | None = None) -> tuple[VoiceInfo, ...]:
    """Every voice of one engine, or of all that work; `check_engines` tells what ails the others.

    Raises:
        UsageError: there is no such engine.
        VoiceError: the engine asked for is not installed, or failed.
    """
    if engine:
        return _listed(engine)
    found: list[VoiceInfo] = []
    for name in engine_names():
        with suppress(VoiceError):
            found += _listed(name)
    return tuple(found)


def _check_pace(engine: Engine, pace: float) -> None:
    lowest, highest = engine.capabilities.pace or (_SLOWEST, _FASTEST)
    least, most = max(lowest, _SLOWEST), min(highest, _FASTEST)
    if not least <= pace <= most:
        if least == most:
            raise UsageError(f"A {engine.name} voice has the pace that it has. Leave --pace out.")
        raise UsageError(
            f"The pace {pace:g} is out of range: with {engine.name} "
            f"it goes from {least:.2g} (slow) to {most:.2g}."
        )


def _check_pitch(engine: Engine, pitch: float) -> None:
    if pitch and not engine.capabilities.pitch:
        raise UsageError(f"{engine.name} cannot change its pitch. Leave it out, or use espeak.")
    lowest, highest = engine.capabilities.pitch or (0.0, 0.0)
    if not lowest <= pitch <= highest:
        raise UsageError(
            f"{engine.name} cannot change its pitch by {pitch:g} semitones; "
            f"it goes from {lowest:g} to {highest:g}."
        )


def _chosen(spec: str, lang: str) -> tuple[Engine, Source, VoiceInfo]:
    if spec == "auto":
        return _best(lang)
    name, _, own = spec.partition(":")
    if not own and name not in engine_names():
        name, _, own = _by_friendly_name(spec).partition(":")
    engine = _installed(name)
    source = source_of(engine)
    facts = facts_of(engine, source)
    try:
        chosen = own or facts.default(lang)
        if not chosen:
            raise UsageError(
                f"{name} has no voice for the language {lang!r}. "
                f"Name one ({name}:...), or try --voice auto."
            )
        return engine, source, replace(facts.voice(chosen), reason=ASKED)
    except SootheError:
        source.close()
        raise


def _best(lang: str) -> tuple[Engine, Source, VoiceInfo]:
    failed = []
    for name, reason in _BEST.get(sys.platform, _BEST_ELSEWHERE):
        engine = find_engine(name)
        source = source_of(engine)
        try:
            voice = None if engine.missing() else _usual(facts_of(engine, source), lang)
        except VoiceError as error:
            failed.append(str(error))
            continue
        if voice:
            return engine, source, replace(voice, reason="; ".join((reason, *failed)))
    raise VoiceError(
        f"No installed engine has a voice for the language {lang!r}. "
        f"{' '.join(failed)} `soothe voices` lists what there is."
    )


def _usual(facts: Facts, lang: str) -> VoiceInfo | None:
    own = facts.default(lang)
    return facts.voice(own) if own else None


def _installed(name: str) -> Engine:
    engine = find_engine(name)
    if missing := engine.missing():
        mend = f"Install it: {engine.install}" if engine.install else "Try --voice auto."
        raise VoiceError(f"{missing} {mend}")
    return engine


def _listed(name: str) -> tuple[VoiceInfo, ...]:
    engine = _installed(name)
    source = source_of(engine)
    try:
        return tuple(facts_of(engine, source).voices())
    finally:
        source.close()


def _by_friendly_name(spec: str) -> str:
    voices = list_voices()
    # Reversed, so that of two voices with one name the first stays.
    names = {_short(voice.name): voice.id for voice in reversed(voices)}
    full = {voice.name: voice.id for voice in voices}
    by_fold = {name.casefold(): id_ for name, id_ in (names | full).items()}
    found = by_fold.get(spec.casefold())
    if not found:
        near = guess(spec, (*engine_names(), *names, *names.values()))
        raise UsageError(f"There is no voice {spec!r}.{near} `soothe voices` lists them all.")
    return found


def _short(name: str) -> str:
    return name.rpartition(" (")[0] or name
