"""Engines by name, found through the entry points of the group `soothe.voices`."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from soothe.errors import UsageError, VoiceError
from soothe.suggest import guess
from soothe.voices.isolated import Isolated

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint, EntryPoints

    from soothe.voices.engine import Engine, Facts, Source

_GROUP = "soothe.voices"


def engine_names() -> tuple[str, ...]:
    """Every engine that is known, whether it can be used or not."""
    return tuple(sorted(_entries().names))


def find_engine(name: str) -> Engine:
    """The engine of that name.

    Raises:
        UsageError: there is none; the text names similar ones.
        VoiceError: its package is broken.
    """
    try:
        engine: Engine = _entry(name).load()()
    except (ImportError, AttributeError) as error:
        raise VoiceError(
            f"The voice engine {name} cannot be loaded: {error}. "
            "Install its package again, or choose --voice espeak."
        ) from error
    return engine


def facts_of(engine: Engine, source: Source) -> Facts:
    """What tells an engine's voices: itself, or its worker if it must load a library for that."""
    return source if isinstance(source, Isolated) and engine.capabilities.lists_apart else engine


def source_of(engine: Engine) -> Source:
    """What speaks for an engine: processes of its own, or itself if it makes no sound."""
    if engine.capabilities.silent:
        return engine
    return Isolated(engine.name, _entry(engine.name).value, workers=workers_of(engine))


def workers_of(engine: Engine) -> int:
    """How many sentences are spoken at once."""
    return min(engine.capabilities.workers, os.cpu_count() or 1)


def _entries() -> EntryPoints:
    return _installed(tuple(sys.path))


@lru_cache(maxsize=1)
def _installed(_path: tuple[str, ...]) -> EntryPoints:
    # Every package of the environment is looked through: not once more for each question.
    return entry_points(group=_GROUP)


def _entry(name: str) -> EntryPoint:
    found = _entries().select(name=name)
    if not found:
        known = engine_names()
        raise UsageError(
            f"There is no voice engine {name!r}.{guess(name, known)} Known: {', '.join(known)}."
        )
    return next(iter(found))
