"""The text that asks for sounds: `rain`, `rain + pads:-6`, `none`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from soothe.catalogue import exists, find_sound, typed
from soothe.errors import UsageError

NOTHING = "none"
_PART = re.compile(r"(?P<name>.+?)(?::(?P<level>[+-]?\d+(?:\.\d+)?)(?:\s*dB)?)?", re.IGNORECASE)
_JOIN = re.compile(r"(?<!:)\+")
"""A plus joins sounds unless it is the sign of a level."""
_LOUDEST_DB = 20.0
_SOFTEST_DB = -60.0


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sounds asked for."""

    name: str
    level_db: float = 0.0
    """Loudness against the others."""


def parse_spec(spec: str) -> tuple[Part, ...]:
    """The sounds of a spec, in order; empty for `none`. A file's path may hold a plus or a colon.

    Raises:
        UsageError: a part is empty, its level is out of range, or `none` stands beside others; or
            a path cannot be looked up.
    """
    if exists(typed(spec), Path.is_file):
        return (Part(spec),)
    parts = tuple(_part(text.strip(), spec) for text in _JOIN.split(spec))
    if all(part.name != NOTHING for part in parts):
        return parts
    if len(parts) > 1:
        raise UsageError(f"{spec!r} asks for {NOTHING!r} and for sounds. Leave out one of the two.")
    return ()


def sound_path(name: str) -> Path:
    """A recipe, a recording, or a folder of recordings; what has a name of its own goes first.

    Raises:
        UsageError: there is no such sound, or its path cannot be looked up.
    """
    try:
        return find_sound(name)
    except UsageError:
        path = typed(name)
        if exists(path, Path.is_dir):
            return path
        if path.suffix or len(path.parts) > 1:
            raise UsageError(
                f"There is no file {name}. Write the path of a recording, or of a folder with some."
            ) from None
        raise


def without_folders(spec: str) -> str:
    """A spec as a track may tell it to others: which recordings are heard, not where they lay.

    A folder of recordings ends in a slash.
    """
    return " + ".join(map(_told, parse_spec(spec))) or NOTHING


def has_recordings(told: str) -> bool:
    """Whether own music is heard in a spec that `without_folders` gave."""
    names = (part.name for part in parse_spec(told))
    return any(name.endswith("/") or Path(name).suffix not in ("", ".toml") for name in names)


def _told(part: Part) -> str:
    path = typed(part.name)
    is_dir = exists(path, Path.is_dir)
    name = path.name if is_dir or exists(path, Path.is_file) else part.name
    folder = "/" if is_dir else ""
    return f"{name}{folder}" + (f":{part.level_db:g}" if part.level_db else "")


def _part(text: str, spec: str) -> Part:
    match = _PART.fullmatch(text)
    if match is None:
        raise UsageError(f"A sound is missing in {spec!r}. Write rain, or rain + pads:-6.")
    level_db = float(match["level"] or 0.0)
    if not _SOFTEST_DB <= level_db <= _LOUDEST_DB:
        raise UsageError(
            f"The level of {match['name']!r} is {level_db:g} dB. "
            f"Choose one from {_SOFTEST_DB:g} to {_LOUDEST_DB:g}."
        )
    return Part(match["name"].strip(), level_db)
