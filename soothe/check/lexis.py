"""What the checker looks for in the sentences of a language.

It stands in `lib/check.toml` beside the scripts of each language, as regular expressions. What a
language does not name is not looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.script.shared_file import read_table
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WORDS = "lib/check.toml"
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a session must not promise."""

    find: re.Pattern[str]
    say: str
    """What to write instead."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """One language's patterns."""

    soft: re.Pattern[str] = _NOTHING
    """Words that wear out."""
    left: re.Pattern[str] = _NOTHING
    right: re.Pattern[str] = _NOTHING
    hold: re.Pattern[str] = _NOTHING
    """What a caution about held breaths speaks of."""
    quiet: re.Pattern[str] = _NOTHING
    """What tells, in a plain text, that it will be quiet for long."""
    safety: re.Pattern[str] = _NOTHING
    """What is said for safety in a plain text."""
    unfit: re.Pattern[str] = _NOTHING
    """Who should not hold their breath."""
    claims: tuple[Claim, ...] = ()


def load_lexis(folders: Iterable[Path]) -> Lexis:
    """The patterns of a language from the first folder that has them; none where none has.

    Raises:
        UsageError: the file is no TOML, or a pattern in it is no regular expression.
    """
    path = next((found for folder in folders if (found := folder / WORDS).is_file()), None)
    if path is None:
        return Lexis()
    table = read_table(path)
    names = {field.name for field in fields(Lexis)}
    for name in sorted(table.keys() - names):
        raise UsageError(
            f"{path} cannot be used: nothing looks for {name!r}.{suggestion(name, names)}"
        )
    try:
        claims = tuple(Claim(_pattern(c["find"]), str(c["say"])) for c in table.pop("claims", ()))
        return Lexis(claims=claims, **{name: _pattern(text) for name, text in table.items()})
    except re.error as error:
        raise UsageError(f"{path} cannot be used: {error.pattern!r} is wrong: {error}.") from error
    except (LookupError, TypeError) as error:
        message = f'{path} cannot be used: write name = "pattern", and find and say for claims.'
        raise UsageError(message) from error


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
