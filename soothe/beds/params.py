"""Parameters of a recipe's layer: declared once in a dataclass, read and checked from TOML."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from soothe.errors import SoundError
from soothe.suggest import guess, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class Form(Protocol):
    """What a parameter may hold; its text ends the sentence "Write ..."."""

    def take(self, value: object) -> Any:  # noqa: ANN401 - each form has its own type
        """The value as the dataclass wants it; `ValueError` if it does not fit."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """Any text."""

    def take(self, value: object) -> str:
        """The text."""
        if isinstance(value, str):
            return value
        raise ValueError(value)

    def __str__(self) -> str:
        return "text in quotes"


@dataclass(frozen=True, slots=True)
class Word:
    """One of some words."""

    of: tuple[str, ...]

    def take(self, value: object) -> str:
        """The word."""
        if value in self.of:
            return str(value)
        raise ValueError(value)

    def __str__(self) -> str:
        return f"one of: {', '.join(self.of)}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers: one alone, a list, or a list of rows."""

    spans: tuple[tuple[float, float], ...]
    """(least, most) of each number of the list or row; a single span: any count, each within it."""
    depth: int = 0
    """0: one number; 1: a list; 2: a list of rows."""
    rising: bool = False
    """Each number, or the first of each row, is higher than the one before."""

    def take(self, value: object) -> Any:  # noqa: ANN401 - a number, a tuple, or tuples of them
        """The value as floats and tuples of them."""
        if self.depth == 0:
            return _within(value, self.spans[0])
        if not isinstance(value, list | tuple) or not value:
            raise ValueError(value)
        taken = self._row(value) if self.depth == 1 else tuple(self._row(row) for row in value)
        firsts = taken if self.depth == 1 else tuple(row[0] for row in taken)
        if self.rising and any(left >= right for left, right in pairwise(firsts)):
            raise ValueError(value)
        return taken

    def _row(self, row: object) -> tuple[Any, ...]:
        if not isinstance(row, list | tuple) or not row:
            raise ValueError(row)
        spans = self.spans * len(row) if len(self.spans) == 1 else self.spans
        return tuple(_within(value, span) for value, span in zip(row, spans, strict=True))

    def __str__(self) -> str:
        each = ", ".join(f"{least:g} to {most:g}" for least, most in self.spans)
        order = " in rising order" if self.rising else ""
        return (f"a number, {each}", f"a list, [{each}]{order}", f"rows of [{each}]{order}")[
            self.depth
        ]


def _within(value: object, span: tuple[float, float]) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and span[0] <= value <= span[1]:  # type: ignore[operator]  # a number
        return float(value)  # type: ignore[arg-type]  # a number
    raise ValueError(value)


def text() -> Any:  # noqa: ANN401 - as `field`
    """A field that holds any text, by default none."""
    return field(default="", metadata={"form": Text()})


def word(*of: str) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds one of some words, by default the first."""
    return field(default=of[0], metadata={"form": Word(of)})


def number(default: float, least: float, most: float) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds one number."""
    return field(default=default, metadata={"form": Numbers(((least, most),))})


def pair(low: float, high: float, least: float, most: float) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds a range, [low, high]."""
    form = Numbers(((least, most), (least, most)), depth=1, rising=True)
    return field(default=(low, high), metadata={"form": form})


def numbers(*default: float, least: float, most: float) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds a list of numbers."""
    return field(default=default, metadata={"form": Numbers(((least, most),), depth=1)})


def rows(*default: tuple[float, ...], spans: tuple[tuple[float, float], ...]) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds rows of numbers."""
    return field(default=default, metadata={"form": Numbers(spans, depth=2)})


def curve(*default: tuple[float, float]) -> Any:  # noqa: ANN401 - as `field`
    """A field that holds a spectrum: rows of (hertz, level in decibels), hertz rising."""
    form = Numbers(((1.0, 24_000.0), (-120.0, 40.0)), depth=2, rising=True)
    return field(default=default, metadata={"form": form})


def read_params(of: type[T], table: Mapping[str, object], where: str) -> T:
    """A value of the dataclass `of` from a TOML table.

    Raises:
        SoundError: a name that it does not have, or a value out of its range; `where` begins the
            message.
    """
    forms: dict[str, Form] = {entry.name: entry.metadata["form"] for entry in fields(of)}
    for name in table:
        if name not in forms:
            raise SoundError(f"{where}: unknown setting {name!r}.{suggestion(name, forms)}")
    return of(**{name: _take(forms[name], table[name], f"{where}: {name}") for name in table})


def _take(form: Form, value: object, where: str) -> object:
    try:
        return form.take(value)
    except ValueError:
        hint = guess(str(value), form.of) if isinstance(form, Word) else ""
        raise SoundError(f"{where} is {value!r}.{hint} Write {form}.") from None
