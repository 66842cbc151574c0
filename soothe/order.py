"""What is asked for, and what was planned because of it: the values that the conductor handles."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from math import isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, TypeGuard

from soothe.catalogue import find_script
from soothe.errors import UsageError
from soothe.model import Choices
from soothe.script import describe
from soothe.units import SESSION_RATE, parse_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soothe.model import Clip, Say, Script, Timeline, Value
    from soothe.script import Header
    from soothe.timeline import Reach
    from soothe.voices import VoiceInfo

    Wish = tuple[tuple[str, ...], Callable[[object], bool], str]
    """Fields, what they have to be, and how that is said."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that a person can ask for; equal orders with equal clips make equal bytes.

    Raises:
        UsageError: a wish is of a kind that it cannot be, or two contradict each other.
    """

    script: str
    """A name of the library, or a path."""
    minutes: str | float | None = None
    """10, 7.5 or "7:30"; None: the script's usual length."""
    voice: str = "auto"
    fill: str | None = None
    """The voice that says what recorded:DIR lacks; None: then a missing line is an error."""
    pace: float = 1.0
    """Factor on the speaking rate."""
    pitch: float = 0.0
    """Semitones."""
    sound: str | None = None
    """A bed, or several: "rain + pads:-6"; None: what the script names."""
    mix: str | None = None
    """A profile of levels; None: balanced, or sleep where the session ends in sleep."""
    tone: str = "warm"
    """Colour of the voice: warm, clear or plain."""
    choices: Mapping[str, Value] = field(default_factory=dict)
    """The script's parameters by name."""
    keep: Collection[str] = ()
    """Steps, pairs or flags that must be in."""
    without: Collection[str] = ()
    """Steps, pairs or flags to leave out."""
    seed: int | None = None
    """None: the day's own, see `seed_of_the_day`."""
    rate: int = SESSION_RATE

    def __post_init__(self) -> None:
        check_kinds(self, _WISHES)
        if both := set(self.keep) & set(self.without):
            raise UsageError(
                f"{', '.join(sorted(both))} cannot be in and left out. Ask for one of the two."
            )


def check_kinds(asked: object, wishes: Iterable[Wish]) -> None:
    """Refuses what only a program can ask for: numbers for names, text for numbers.

    Raises:
        UsageError: a field holds what it cannot be.
    """
    for names, fits, wanted in wishes:
        for name in names:
            if not fits(value := getattr(asked, name)):
                raise UsageError(f"{name} is {value!r}. Give {wanted}.")


def is_text(value: object) -> bool:
    """Whether it can be a name."""
    return isinstance(value, str)


def is_text_or_none(value: object) -> bool:
    """Whether it can be a name, or stand for the usual one."""
    return value is None or is_text(value)


def _is_number(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, Real) and isfinite(value)


def _are_choices(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(is_text, value))


def are_names(value: object) -> bool:
    """Whether it is a list of names; text alone, a collection of letters, is never meant as one."""
    return isinstance(value, Collection) and not is_text(value) and all(map(is_text, value))


def _is_seed(value: object) -> bool:
    return value is None or (is_whole(value) and 0 <= value < _SEEDS)


def _is_rate(value: object) -> bool:
    return is_whole(value) and value >= _LEAST_RATE


def is_whole(value: object) -> TypeGuard[int]:
    """Whether it counts something."""
    return isinstance(value, Integral) and not isinstance(value, bool)


_SEEDS = 10**38
_LEAST_RATE = 8000
_WISHES: tuple[Wish, ...] = (
    (("voice", "tone"), is_text, "its name as text"),
    (("fill", "sound", "mix"), is_text_or_none, "its name as text, or None"),
    (("pace", "pitch"), _is_number, "a number"),
    (("choices",), _are_choices, 'a mapping, such as {"first": "left"}'),
    (("keep", "without"), are_names, 'a list of names, such as ["oil"]'),
    (("seed",), _is_seed, "a whole number from 0 on with at most 38 digits"),
    (("rate",), _is_rate, f"a whole number of frames per second, {_LEAST_RATE} at least"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A session before it has sound: words and times."""

    script: Script
    timeline: Timeline
    clips: Mapping[Say, Clip]
    """The sentences that were spoken to plan it, all that are heard among them."""
    voice: VoiceInfo
    order: Order
    """What was asked for."""


@dataclass(frozen=True, slots=True)
class Outlook(Plan):
    """A plan that also knows what else the session could have been."""

    reach: Reach
    """Every length that the script can have with these choices and this voice."""


def seed_of_the_day() -> int:
    """Today's date as a number, 20261121, or that of SOURCE_DATE_EPOCH: new wording each day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = _day_of(epoch) if epoch else datetime.now().astimezone()
    return int(day.strftime("%Y%m%d"))


def _day_of(epoch: str) -> datetime:
    try:
        if epoch.isdecimal():
            return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):  # beyond what the system's calendar knows
        pass
    raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}. It is a number of seconds since 1970.")


def asked_seconds(order: Order) -> Fraction:
    """The asked length in seconds, or the script's usual one.

    Raises:
        UsageError: there is no such script, or the length is none.
    """
    if order.minutes is None:
        return Fraction(describe(find_script(order.script)).length[1])
    return parse_minutes(str(order.minutes))


def first_sound(order: Order, words: Header | Script) -> str:
    """The bed that a session begins with, as `open_bed` takes it."""
    return words.sound if order.sound is None else order.sound


def choices_of(order: Order, seconds: Fraction) -> Choices:
    """What the script is asked for, at a length in seconds."""
    return Choices(
        values=order.choices,
        keep=frozenset(order.keep),
        without=frozenset(order.without),
        seed=seed_of_the_day() if order.seed is None else order.seed,
        seconds=float(seconds),
    )
