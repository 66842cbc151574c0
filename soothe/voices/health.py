"""How the engines are, for `soothe doctor`: each one that can be used says a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import SootheError
from soothe.voices.engine import EngineStatus, Utterance
from soothe.voices.registry import engine_names, find_engine, source_of
from soothe.voices.trim import trim
from soothe.voices.verify import verify

if TYPE_CHECKING:
    from soothe.voices.engine import Engine


def check_engines() -> tuple[EngineStatus, ...]:
    """Have every engine speak; about half a second each."""
    return tuple(_status(find_engine(name)) for name in engine_names())


def _status(engine: Engine) -> EngineStatus:
    if missing := engine.missing():
        return EngineStatus(engine.name, False, missing, engine.install)
    voice = engine.default("en")
    if voice is None:
        return EngineStatus(engine.name, False, "It has no English voice.", engine.install)
    if not engine.capabilities.silent:
        try:
            _try(engine, voice)
        except SootheError as error:
            return EngineStatus(engine.name, False, str(error), engine.install)
    return EngineStatus(engine.name, True, engine.fingerprint(voice))


def _try(engine: Engine, voice: str) -> None:
    source = source_of(engine)
    utterance = Utterance("Breathe in, and out.", voice)
    try:
        verify(trim(source.speak(utterance)), utterance, engine.name)
    finally:
        source.close()
