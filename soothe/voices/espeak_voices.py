"""Which voices eSpeak has, read from its data files: no library is loaded for a list.

Each file below `lang/` is a language with a `name` and one or more `language TAG PRIORITY` lines,
of which the first is its own name. Each file in `voices/!v/` is a variant, written after a plus.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_OWN_PRIORITY = 5
"""Of a language line that gives none; lower is better."""


@dataclass(frozen=True, slots=True)
class Language:
    """One file of `lang/`."""

    tag: str
    """en-gb-x-rp."""
    name: str
    """English (Received Pronunciation)."""
    also: tuple[tuple[str, int], ...]
    """Every tag that it serves, with its priority there."""


@cache
def languages(data: Path) -> tuple[Language, ...]:
    """Every language in a folder `espeak-ng-data`, by tag."""
    return tuple(sorted(map(_read, _files(data)), key=lambda language: language.tag))


@cache
def file_of(data: Path, tag: str) -> str | None:
    """The file of a language below `lang/`, by which eSpeak knows it best: `gmw/en-GB-x-rp`."""
    mine = [path for path in _files(data) if _read(path).tag == tag]
    named = sorted(mine, key=lambda path: (path.name.casefold() != tag, path.name))
    return named[0].relative_to(data / "lang").as_posix() if named else None


def names(data: Path) -> dict[str, str]:
    """What each tag is called, those included that a language serves besides its own."""
    served = {tag: language.name for language in languages(data) for tag, _ in language.also}
    return served | {language.tag: language.name for language in languages(data)}


def variants(data: Path) -> frozenset[str]:
    """Names that may stand after the plus."""
    return frozenset(path.name for path in (data / "voices" / "!v").iterdir())


def best(data: Path, lang: str) -> Language | None:
    """The language that serves a tag best: itself, or the nearest that speaks `en` of `en-NZ`."""
    wanted = lang.casefold()
    while wanted:
        serving = [
            (priority, language.tag, language)
            for language in languages(data)
            for tag, priority in language.also
            if tag == wanted
        ]
        if serving:
            return min(serving)[2]
        wanted = wanted.rpartition("-")[0]
    return None


def _files(data: Path) -> list[Path]:
    return [path for path in (data / "lang").rglob("*") if path.is_file()]


def _read(path: Path) -> Language:
    name, tags = path.name, []
    for line in path.read_text("utf-8").splitlines():
        key, _, rest = line.partition(" ")
        if key == "name":
            name = rest.strip()
        elif key == "language":
            tag, *priority = rest.split("//")[0].split()
            tags.append((tag.casefold(), int(priority[0]) if priority else _OWN_PRIORITY))
    return Language(tags[0][0], name, tuple(tags))
