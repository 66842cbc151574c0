"""Parameters of a recipe's layer: declared once in a dataclass, read and checked from TOML."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from soothe.errors import SoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a parameter may hold: numbers from `least` to `most`, alone or in rows."""

    least: float
    most: float
    depth: int = 0
    """0: one number; 1: a list of numbers; 2: a list of lists."""
    width: int | None = None
    """How many numbers the innermost list holds; None: any, but at least one."""

    def take(self, value: object) -> Any:  # noqa: ANN401 - a number, a tuple, or tuples of them
        """The value as floats and tuples of them; `ValueError` if it does not fit."""
        return self._taken(value, self.depth)

    def _taken(self, value: object, depth: int) -> Any:  # noqa: ANN401 - the same
        if not self._fits(value, depth):
            raise ValueError(value)
        if isinstance(value, list | tuple):
            return tuple(self._taken(part, depth - 1) for part in value)
        return float(value)  # type: ignore[arg-type]  # _fits has let only numbers through

    def _fits(self, value: object, depth: int) -> bool:
        if isinstance(value, list | tuple):
            return depth > 0 and bool(value) and (depth > 1 or self.width in (None, len(value)))
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and not depth and self.least <= value <= self.most  # type: ignore[operator]

    def __str__(self) -> str:
        span = f"from {self.least:g} to {self.most:g}"
        if not self.depth:
            return f"a number {span}"
        row = f"{self.width} numbers" if self.width else "numbers"
        return f"a list of {row} {span}" if self.depth == 1 else f"a list of [{row}] {span}"


def number(default: float, least: float, most: float) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds one number."""
    return field(default=default, metadata={"takes": Bounds(least, most)})


def pair(default: tuple[float, float], least: float, most: float) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds a range: [low, high]."""
    return field(default=default, metadata={"takes": Bounds(least, most, 1, 2)})


def numbers(default: tuple[float, ...], least: float, most: float) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds a list of numbers."""
    return field(default=default, metadata={"takes": Bounds(least, most, 1)})


def rows(
    default: tuple[tuple[float, ...], ...], least: float, most: float, width: int | None = None
) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds a list of rows of numbers."""
    return field(default=default, metadata={"takes": Bounds(least, most, 2, width)})


def text() -> Any:  # noqa: ANN401 - as `field`
    """A field that holds any text."""
    return field(default="", metadata={"text": True})


def word(default: str, *of: str) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds one of some words."""
    return field(default=default, metadata={"of": of})


def read_params(of: type[T], table: Mapping[str, object], where: str) -> T:
    """A value of the dataclass `of` from a TOML table.

    Raises:
        SoundError: a name that it does not have, or a value out of its range; `where` begins the
            message.
    """
    known = {entry.name: entry for entry in fields(of)}  # type: ignore[arg-type]  # a dataclass
    for name in table:
        if name not in known:
            raise SoundError(f"{where}: unknown setting {name!r}. {suggest(name, known)}")
    taken = {name: _take(known[name].metadata, table[name], f"{where}: {name}") for name in table}
    missing = [n for n, e in known.items() if e.default is MISSING and n not in taken]
    if missing:
        raise SoundError(f"{where}: {missing[0]!r} is missing.")
    return of(**taken)


def suggest(name: str, known: Iterable[str]) -> str:
    """The way out of a wrong name: the nearest, or all that there are."""
    names = sorted(known)
    if near := get_close_matches(name, names, n=1):
        return f"Did you mean {near[0]!r}?"
    return f"There are: {', '.join(names)}."


def _take(metadata: Mapping[str, Any], value: object, where: str) -> object:
    if metadata.get("text") and isinstance(value, str):
        return value
    if of := metadata.get("of"):
        if value in of:
            return value
        raise SoundError(f"{where} is {value!r}. {suggest(str(value), of)}")
    bounds: Bounds = metadata["takes"]
    try:
        return bounds.take(value)
    except ValueError:
        raise SoundError(f"{where} is {value!r}. Write {bounds}.") from None
