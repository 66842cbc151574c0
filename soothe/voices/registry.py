"""Engines by name, found through the entry points of the group `soothe.voices`."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.voices.isolated import Isolated
from soothe.voices.names import did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from soothe.voices.engine import Engine, Source

_GROUP = "soothe.voices"


def engine_names() -> tuple[str, ...]:
    """Every engine that is known, whether it can be used or not."""
    return tuple(sorted(entry_points(group=_GROUP).names))


def find_engine(name: str) -> Engine:
    """The engine of that name.

    Raises:
        UsageError: there is none; the text names similar ones.
    """
    engine: Engine = _entry(name).load()()
    return engine


def source_of(engine: Engine) -> Source:
    """What speaks for an engine: a process of its own, or itself if it makes no sound."""
    if engine.capabilities.silent:
        return engine
    return Isolated(engine.name, _entry(engine.name).value)


def _entry(name: str) -> EntryPoint:
    found = entry_points(group=_GROUP, name=name)
    if not found:
        known = engine_names()
        raise UsageError(
            f"There is no voice engine {name!r}.{did_you_mean(name, known)} "
            f"Known: {', '.join(known)}."
        )
    return next(iter(found))
