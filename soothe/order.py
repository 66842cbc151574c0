"""What is asked for, and what was planned because of it: the values that the conductor handles."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from soothe.catalogue import find_script
from soothe.errors import UsageError
from soothe.model import Choices
from soothe.script import describe
from soothe.units import SESSION_RATE, parse_minutes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from soothe.model import Clip, Say, Script, Timeline, Value
    from soothe.script import Header
    from soothe.timeline import Reach
    from soothe.voices import VoiceInfo


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that a person can ask for; equal orders with equal clips make equal bytes."""

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
    if epoch and not epoch.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}. It is a number of seconds since 1970.")
    day = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now().astimezone()
    return int(day.strftime("%Y%m%d"))


def asked_seconds(order: Order) -> Fraction:
    """The asked length in seconds, or the script's usual one.

    Raises:
        UsageError: there is no such script, or the length is none.
    """
    if order.minutes is None:
        return Fraction(describe(find_script(order.script)).length[1])
    return parse_minutes(str(order.minutes))


def first_sound(order: Order, header: Header) -> str:
    """The bed that a session begins with, as `open_bed` takes it."""
    return order.sound or header.sound


def choices_of(order: Order, seconds: Fraction) -> Choices:
    """What the script is asked for, at a length in seconds."""
    return Choices(
        values=order.choices,
        keep=frozenset(order.keep),
        without=frozenset(order.without),
        seed=seed_of_the_day() if order.seed is None else order.seed,
        seconds=float(seconds),
    )
