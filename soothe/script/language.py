"""The words that soothe itself says in a language: counts, breaths, lengths, sides.

They stand in `lib/words.toml` beside the scripts of each language, so that a new language is a new
folder of text and no line of code.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from soothe.catalogue import DEFAULT_LANGUAGE, library, script_folders
from soothe.errors import UsageError
from soothe.script.shared_file import SharedTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WORDS = "lib/words.toml"
_NUMBERS = 60
"""Zero to fifty-nine."""
_LONGEST = 2 * 10**9
"""Hours: more than anybody can ask for in nine digits each of hours and minutes."""
_SIDES = ("left", "right")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
"""A tag of BCP 47."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language's table of words."""

    numbers: tuple[str, ...]
    """Zero to fifty-nine."""
    abbreviations: frozenset[str]
    """In lower case, with their full stops."""
    breath: Mapping[str, str]
    """in, hold, out and rest."""
    length: Mapping[str, Any]
    """Forms of hour, minute, half and second; comma and and."""
    sides: Mapping[str, Mapping[str, str]]
    """Forms of left and right by name; `{part}` stands for the part of the body."""
    sounds: Mapping[str, str] = field(default_factory=dict)
    """What bells and tones are called where they are told and not heard, by recipe."""

    def spoken(self, seconds: float) -> str:
        """A length in words, to the second: `seven and a half minutes`.

        Hours that the numbers do not reach are digits: who asks for so many is told how long the
        session can last, and for that it has to be read.

        Raises:
            UsageError: it is no length that anybody can ask for.
        """
        if not 0 <= seconds < _LONGEST * 3600:
            raise UsageError(f"{seconds:g} seconds cannot be said; 0 to {_LONGEST} hours can.")
        minutes, rest = divmod(math.floor(seconds + 0.5), 60)
        if rest == 30 and 0 < minutes < 60:  # noqa: PLR2004  half a minute is what half means
            return str(self.length["half"]).replace("{n}", self.numbers[minutes])
        hours, minutes = divmod(minutes, 60)
        counts = (("hour", hours), ("minute", minutes), ("second", rest))
        parts = [self._counted(unit, count) for unit, count in counts if count]
        return self._joined(parts or [self._counted("second", 0)])

    def side(self, side: str, part: str) -> dict[str, str]:
        """The forms of one side of a part of the body."""
        return {form: text.replace("{part}", part) for form, text in self.sides[side].items()}

    def _counted(self, unit: str, count: int) -> str:
        one, many = self.length[unit]
        number = self.numbers[count] if count < _NUMBERS else str(count)
        return str(one if count == 1 else many.replace("{n}", number))

    def _joined(self, parts: list[str]) -> str:
        *firsts, last = parts
        if not firsts:
            return last
        return str(self.length["comma"]).join(firsts) + str(self.length["and"]) + last


def is_tag(lang: str) -> bool:
    """Whether a text is a tag of a language, and so the name of a folder and no path."""
    return bool(_TAG.fullmatch(lang))


def load_language(lang: str, folders: tuple[Path, ...]) -> Language:
    """The words of a language from the first folder that has them.

    Raises:
        UsageError: no folder has a `words.toml` for this language, or it is incomplete.
    """
    if not is_tag(lang):
        raise UsageError(f"{lang!r} is no tag of a language, such as en or pt-BR. Write one.")
    for folder in folders:
        path = folder / WORDS
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    raise UsageError(
        f"There are no words for the language {lang!r}. Copy {_english()} to {WORDS} beside the"
        " script, and translate it."
    )


def language_folders(path: Path, lang: str) -> tuple[Path, ...]:
    """Where includes and words are looked up: beside the script, by language, for all languages."""
    return tuple(dict.fromkeys((path.parent, *shared_folders(lang))))


def shared_folders(lang: str) -> tuple[Path, ...]:
    """Where the words of a language are looked up, whatever the script."""
    parts = (lang, lang.partition("-")[0], "") if is_tag(lang) else ("",)
    return tuple(folder / part for folder in script_folders() for part in parts)


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> Language:
    words = SharedTable(path, _english())
    forms = {unit: words.texts("length", unit, count=2) for unit in ("hour", "minute", "second")}
    return Language(
        numbers=words.texts("numbers", count=_NUMBERS),
        abbreviations=frozenset(word.lower() for word in words.texts("abbreviations")),
        breath=words.forms("breath", needed=("in", "hold", "out", "rest")),
        length=forms | {name: words.text("length", name) for name in ("half", "comma", "and")},
        sides={side: words.forms("sides", side, needed=("title", "the")) for side in _SIDES},
        sounds=words.forms("sounds") if words.has("sounds") else {},
    )


def _english() -> Path:
    """The words of the language that every other is written after."""
    return library() / "scripts" / DEFAULT_LANGUAGE / WORDS
