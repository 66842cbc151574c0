"""Reads a TOML file that scripts share: the words of a language, or what the checker looks for."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from soothe.errors import UsageError
from soothe.script.marks import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CHECKED = "lib/check.toml"
"""What the checker looks for, beside the scripts of a language."""
_LARGEST = 1_000_000
"""Bytes: a hundred times as many as any language has needed."""


def read_table(path: Path) -> dict[str, Any]:
    """The table in a TOML file.

    Raises:
        UsageError: the file cannot be read, is no TOML, or is larger than such a table can be.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise UsageError(f"{path} has {size:,} bytes; it may have {_LARGEST:,}. Cut it.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} cannot be used: {error}.") from error


def _is_text(value: object) -> bool:
    """Whether a value is text that can be heard and shown."""
    return isinstance(value, str) and not re.search(UNSEEN, value)


class SharedTable:
    """The table in such a file, whose values are checked when they are asked for.

    Args:
        path: the file.
        pattern: a file that has all that is needed, to compare with.
    """

    def __init__(self, path: Path, pattern: Path) -> None:
        self._path = path
        self._pattern = pattern
        self._table = read_table(path)

    def text(self, *keys: str) -> str:
        """The text below nested keys.

        Raises:
            UsageError: there is none.
        """
        value = self._at(keys)
        if _is_text(value):
            return str(value)
        raise self._error(keys, "a text")

    def texts(self, *keys: str, count: int = 0) -> tuple[str, ...]:
        """The list of texts below nested keys.

        Args:
            keys: the keys.
            count: how many there must be; 0 for any number.

        Raises:
            UsageError: there are none, or another number of them.
        """
        value = self._at(keys)
        if isinstance(value, list) and all(map(_is_text, value)) and count in {0, len(value)}:
            return tuple(value)
        raise self._error(keys, f"a list of {count} texts" if count else "a list of texts")

    def forms(self, *keys: str, needed: Iterable[str] = ()) -> Mapping[str, str]:
        """The table of texts below nested keys; it must have those that are needed.

        Raises:
            UsageError: one of them is missing, or something in the table is no text.
        """
        value = self._at(keys)
        if not isinstance(value, dict):
            raise self._error(keys, "a table")
        return {name: self.text(*keys, name) for name in (*needed, *value)}

    def has(self, key: str) -> bool:
        """Whether a key is there."""
        return key in self._table

    def _at(self, keys: Iterable[str]) -> object:
        value: object = self._table
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _error(self, keys: Iterable[str], what: str) -> UsageError:
        name = ".".join(keys)
        return UsageError(
            f"{self._path} cannot be used: {name} must be {what}. Compare it with {self._pattern}."
        )
