"""What the checker looks for in the sentences of a language.

It stands in `lib/check.toml` beside the scripts of each language, as regular expressions. What a
language does not name is not looked for. The file of a stranger is not trusted to come to an end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from soothe.catalogue import is_trusted
from soothe.check.searching import Searcher, Strange
from soothe.errors import UsageError
from soothe.script.shared_file import CHECKED, read_table
from soothe.suggest import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from soothe.check.searching import Pattern

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a session must not promise."""

    find: Pattern
    say: str
    """What to write instead."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """One language's patterns."""

    soft: Pattern = _NOTHING
    """Words that wear out."""
    left: Pattern = _NOTHING
    right: Pattern = _NOTHING
    hold: Pattern = _NOTHING
    """What a caution about held breaths speaks of."""
    quiet: Pattern = _NOTHING
    """What tells, in a plain text, that it will be quiet for long."""
    safety: Pattern = _NOTHING
    """What is said for safety in a plain text."""
    unfit: Pattern = _NOTHING
    """Who should not hold their breath."""
    claims: tuple[Claim, ...] = ()


def load_lexis(folders: Iterable[Path]) -> Lexis:
    """The patterns of a language from the first folder that has them; none where none has.

    Raises:
        UsageError: the file is no TOML, or a pattern in it is no regular expression; searching
            for a stranger's pattern raises it as well, once that takes too long.
    """
    path = next((found for folder in folders if (found := folder / CHECKED).is_file()), None)
    if path is None:
        return Lexis()
    table = read_table(path)
    names = {field.name for field in fields(Lexis)}
    for name in sorted(table.keys() - names):
        raise UsageError(
            f"{path} cannot be used: nothing looks for {name!r}.{suggestion(name, names)}"
        )
    pattern = _reader(path)
    try:
        claims = tuple(Claim(pattern(c["find"]), str(c["say"])) for c in table.pop("claims", ()))
        return Lexis(claims=claims, **{name: pattern(text) for name, text in table.items()})
    except (LookupError, TypeError) as error:
        message = f'{path} cannot be used: write name = "pattern", and find and say for claims.'
        raise UsageError(message) from error


def _reader(path: Path) -> Callable[[object], Pattern]:
    """What makes a pattern of the texts in a file."""
    searcher = None if is_trusted(path) else Searcher(path)

    def pattern(text: object) -> Pattern:
        if not isinstance(text, str):
            raise TypeError
        if searcher:
            return Strange(searcher, text)
        try:
            return re.compile(text, re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise UsageError(f"{path} cannot be used: {text!r} is wrong: {error}.") from error

    return pattern
