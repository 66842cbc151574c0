"""The cues in square brackets: one table of specs, and the reader that walks it.

A spec is a name, a pattern for what stands between the brackets, what it makes, and an example. To
add a cue, add a row. A name that no row has is met with the nearest that has one, a known name with
wrong details with its example.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from soothe.model import BedChange, Bell, Pause
from soothe.script.bounds import TIME, parse_bounds
from soothe.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTED = 2
"""Cycles of a breath that are counted aloud, unless it says how many."""
GROWTH = 3.0
"""How many times its reference a bare pause may grow to."""


@dataclass(frozen=True, slots=True)
class BreathCue:
    """A breath as written; the language gives it words."""

    phases: tuple[tuple[str, float], ...]
    """(in, hold, out or rest; seconds)."""
    least: int
    most: int
    """Cycles."""
    cue: str
    """What leads the later cycles: count, word, tone or none."""
    counted: int
    """How many of the first cycles are counted aloud."""


@dataclass(frozen=True, slots=True)
class ReadyCue:
    """Something to fetch or do, as written."""

    text: str
    wait: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Pace:
    """From here to the end of the step, on top of the step's own."""

    factor: float


@dataclass(frozen=True, slots=True)
class Misread:
    """Why the text between two brackets means nothing."""

    rule: str
    message: str


Mark: TypeAlias = Pause | Bell | BedChange | BreathCue | ReadyCue | Pace


@dataclass(frozen=True, slots=True)
class Spec:
    """One row of the grammar."""

    name: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str], float], Mark | None]
    """From the match and the longest that a bare pause may become, in seconds; None when its
    numbers make no sense."""
    example: str


@lru_cache(maxsize=1024)
def read_cue(inner: str, longest: float) -> Mark | Misread:
    """What a cue means, from the text between its brackets.

    Args:
        inner: the text between the brackets.
        longest: seconds to which a bare pause may grow by itself.
    """
    text = inner.strip()
    for spec in CUES:
        if match := spec.pattern.fullmatch(text):
            example = _BOUNDED.get(spec.name, spec.example) if ".." in text else spec.example
            message = f"The numbers in [{inner}] make no sense. Write it like {example}."
            return spec.make(match, longest) or Misread("bad-cue", message)
    return _misread(inner, text)


def _misread(inner: str, text: str) -> Misread:
    head = re.split(r"[\s:]", text, maxsplit=1)[0]
    examples = {spec.name: spec.example for spec in CUES} | AT_LINE_START
    if _fits(short := _SPELLED_OUT.sub(lambda found: found[1] + found[2].lower(), text)):
        return Misread("bad-cue", f"A length is written shorter. Did you mean [{short}]?")
    if _NUMBER.fullmatch(text):
        return Misread("bad-cue", f"A length has a unit. Did you mean [{text}s]?")
    if head in examples:
        wrong = "stands at the start of a line" if _LINE_START.fullmatch(text) else "cannot be read"
        return Misread("bad-cue", f"[{inner}] {wrong}. Write it like {examples[head]}.")
    hint = r"For a plain bracket write \[."
    if cue := _ELSEWHERE.get(head.lower()):
        hint = f"Did you mean {examples[cue]}?"
    elif close := get_close_matches(head.lower(), examples, n=1):
        mended = close[0] + text[len(head) :]
        hint = f"Did you mean {f'[{mended}]' if _fits(mended) else examples[close[0]]}?"
    return Misread("unknown-cue", f"There is no cue [{inner}]. {hint}")


def _fits(text: str) -> bool:
    return any(spec.pattern.fullmatch(text) for spec in CUES)


def _pause(match: re.Match[str], longest: float) -> Pause | None:
    return _quiet(match, longest, announced=False)


def _silence(match: re.Match[str], _longest: float) -> Pause | None:
    return _quiet(match, math.inf, announced=True)


def _quiet(match: re.Match[str], longest: float, *, announced: bool) -> Pause | None:
    if match["bounds"]:
        bounds = parse_bounds(match["bounds"])
        return Pause(*bounds, announced) if bounds else None
    seconds = parse_duration(match["time"])
    if not seconds:
        return None
    if match["exact"]:
        return Pause(seconds, seconds, seconds, announced)
    most = max(seconds, min(GROWTH * seconds, longest))
    return Pause(seconds / 2, seconds, most, announced)


def _breath(match: re.Match[str], _longest: float) -> BreathCue | None:
    pairs = [part.split(":") for part in match["phases"].split()]
    phases = tuple((name, parse_duration(time) or 0.0) for name, time in pairs)
    least = int(match["least"])
    most = int(match["most"] or least)
    sound = 0 < least <= most and all(seconds > 0 for _, seconds in phases)
    counted = int(match["counted"] or match["then_counted"] or COUNTED)
    return BreathCue(phases, least, most, match["cue"] or "tone", counted) if sound else None


def _bell(match: re.Match[str], _longest: float) -> Bell | None:
    times = int(match["times"] or 1)
    return Bell(match["sound"] or Bell().sound, times) if times else None


def _sound(match: re.Match[str], _longest: float) -> BedChange | None:
    over = parse_duration(match["over"] or "") or BedChange().over
    level = float(match["db"] or 0.0)
    return BedChange(match["bed"], level, over) if QUIETEST <= level <= LOUDEST else None


def _ready(match: re.Match[str], _longest: float) -> ReadyCue | None:
    wait = parse_duration(match["wait"])
    return ReadyCue(match["text"], wait) if wait else None


def _pace(match: re.Match[str], _longest: float) -> Pace | None:
    factor = float(match["factor"])
    return Pace(factor) if SLOWEST <= factor <= FASTEST else None


_SPELLED_OUT = re.compile(r"(\d)\s*(ms|s|m|h)(?:ecs?|econds?|ins?|inutes?|ours?)?\b", re.IGNORECASE)
"""A length as people write it elsewhere: `2 s`, `3 sec`, `5 minutes`."""
QUIETEST, LOUDEST = -60.0, 20.0
"""Decibels about a sound's own level: from not heard to as loud as the mix can take back."""
SLOWEST, FASTEST = 0.5, 2.0
"""Factors on the voice's rate beyond which no engine speaks well."""
_QUIET = rf"(?:(?P<bounds>{TIME}(?:\.\.{TIME}){{1,2}})|(?P<time>{TIME})(?P<exact>!)?)"
_PHASES = rf"(?P<phases>(?:(?:in|hold|out|rest):{TIME} )+)"
_CYCLES = r"x(?P<least>\d{1,3})(?:\.\.(?P<most>\d{1,3}))?(?: counted:(?P<counted>\d))?"
_CYCLES += r"(?: cue:(?P<cue>count|word|tone|none))?"
_CYCLES += r"(?(counted)|(?: counted:(?P<then_counted>\d))?)"
_LEVEL = r"(?P<db>[+-]?\d{1,3}(?:\.\d+)?)dB"

_TABLE: tuple[tuple[str, str, Callable[[re.Match[str], float], Mark | None], str], ...] = (
    ("pause", rf"(?:pause )?{_QUIET}", _pause, "[pause 4s]"),
    ("silence", rf"silence {_QUIET}", _silence, "[silence 30s]"),
    ("breath", rf"breath {_PHASES}{_CYCLES}", _breath, "[breath in:4s out:6s x3..8]"),
    ("bell", r"bell(?::(?P<sound>[\w-]+))?(?: x(?P<times>\d{1,2}))?", _bell, "[bell:low x2]"),
    (
        "sound",
        rf"sound (?:{_LEVEL}|(?P<bed>[^\W\d][\w./-]*))(?: over (?P<over>{TIME}))?",
        _sound,
        "[sound -4dB over 6s]",
    ),
    (
        "ready",
        rf'ready "(?P<text>[^"]+)" wait:(?P<wait>{TIME})',
        _ready,
        '[ready "Take the towel" wait:20s]',
    ),
    ("pace", r"pace (?P<factor>\d+(?:\.\d+)?)", _pace, "[pace 0.9]"),
)

CUES = tuple(
    Spec(name, re.compile(pattern.replace(" ", r"\s+")), make, example)
    for name, pattern, make, example in _TABLE
)
_BOUNDED = {"pause": "[6s..20s]", "silence": "[silence 20s..85s]"}
"""Examples of those cues with bounds, from the least on."""
_ELSEWHERE = {
    **dict.fromkeys(("inhale", "exhale", "hold", "in", "out"), "breath"),
    **dict.fromkeys(("break", "wait", "rest"), "pause"),
    **dict.fromkeys(("chime", "gong", "ding"), "bell"),
    **dict.fromkeys(("music", "volume"), "sound"),
}
"""Cues by what they are called in other texts."""
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,20})?")
_LINE_START = re.compile(rf"if (?:no )?[\w-]+|every {TIME}\.\.{TIME}")
AT_LINE_START = {"if": "[if no soak]", "every": "[every 30s..45s]"}
"""Marks in brackets that are read before the words of a line; see `soothe.script.marks`."""
