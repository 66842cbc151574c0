"""How the engines are, for `soothe doctor`: each one that can be used says a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import SootheError, VoiceError
from soothe.voices.engine import EngineStatus, Utterance
from soothe.voices.registry import engine_names, facts_of, find_engine, source_of
from soothe.voices.verify import trimmed

if TYPE_CHECKING:
    from soothe.voices.engine import Engine


def check_engines() -> tuple[EngineStatus, ...]:
    """Have every engine speak; about half a second each."""
    return tuple(map(_status, engine_names()))


def _status(name: str) -> EngineStatus:
    try:
        engine = find_engine(name)
    except VoiceError as error:
        return EngineStatus(name, False, str(error))
    if missing := engine.missing():
        return EngineStatus(name, False, missing, engine.install)
    try:
        return EngineStatus(name, True, _tried(engine))
    except SootheError as error:
        return EngineStatus(name, False, str(error), engine.install)


def _tried(engine: Engine) -> str:
    source = source_of(engine)
    try:
        voice = facts_of(engine, source).default("en")
        if voice is None:
            return "works, and has no English voice of its own"
        utterance = Utterance("Breathe in, and out.", voice)
        speech = source.speak(utterance)
        if not engine.capabilities.silent:
            trimmed(speech, utterance, engine.name)
        return engine.fingerprint(voice)
    finally:
        source.close()
