"""The cues in square brackets: one table of specs, and the reader that walks it.

A spec is a name, a pattern for what stands between the brackets, what it makes, and an example. To
add a cue, add a row. A name that no row has is met with the nearest example, a known name with
wrong details with its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

from soothe.model import BedChange, Bell, Pause
from soothe.script.bounds import middle, parse_bounds
from soothe.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_QUIET = 30.0
"""Seconds to which a pause may grow by itself while the listener is to stay awake."""
_TIME = r"(?:\d+(?:\.\d+)?(?:ms|[hms]))+"
_GROWTH = 3.0


@dataclass(frozen=True, slots=True)
class BreathCue:
    """A breath as written; the language gives it words."""

    phases: tuple[tuple[str, float], ...]
    least: int
    most: int
    cue: str


@dataclass(frozen=True, slots=True)
class ReadyCue:
    """Something to fetch, as written."""

    text: str
    wait: float


@dataclass(frozen=True, slots=True)
class Pace:
    """From here to the end of the step."""

    factor: float


@dataclass(frozen=True, slots=True)
class Every:
    """The group below is spread over the step."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class If:
    """The line depends on whether a step was kept."""

    step: str
    kept: bool


Mark: TypeAlias = Pause | Bell | BedChange | BreathCue | ReadyCue | Pace | Every | If


@dataclass(frozen=True, slots=True)
class Spec:
    """One row of the grammar."""

    name: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str], bool], Mark | None]
    """From the match and whether quiet may grow without end; None when the numbers make no sense."""
    example: str


def read_cue(inner: str, *, endless: bool) -> Mark | str:
    """What a cue means, from the text between its brackets; otherwise why it means nothing."""
    text = " ".join(inner.split())
    for spec in CUES:
        if match := spec.pattern.fullmatch(text):
            return spec.make(match, endless) or f"[{inner}] has impossible numbers."
    head = re.split(r"[\s:]", text, maxsplit=1)[0].lower()
    examples = {spec.name: spec.example for spec in CUES}
    if head in examples:
        return f"[{inner}] is not complete or has a part too many. Write it like {examples[head]}."
    close = get_close_matches(head, examples, n=1)
    hint = f"Did you mean {examples[close[0]]}?" if close else r"For a plain bracket write \[."
    return f"There is no cue [{inner}]. {hint}"


def _pause(match: re.Match[str], endless: bool) -> Pause | None:
    return _quiet(match, endless=endless, announced=False)


def _silence(match: re.Match[str], _endless: bool) -> Pause | None:
    return _quiet(match, endless=True, announced=True)


def _quiet(match: re.Match[str], *, endless: bool, announced: bool) -> Pause | None:
    seconds = parse_duration(match["time"])
    if seconds is None:
        return None
    if match["exact"]:
        return Pause(seconds, seconds, seconds, announced)
    if match["upto"]:
        bounds = parse_bounds(f"{match['time']}..{match['upto']}")
        return Pause(*bounds, announced) if bounds else None
    grown = _GROWTH * seconds
    most = grown if endless else max(seconds, min(grown, LONGEST_QUIET))
    return Pause(seconds / 2, seconds, most, announced)


def _breath(match: re.Match[str], _endless: bool) -> BreathCue | None:
    pairs = [part.split(":") for part in match["phases"].split()]
    phases = tuple((name, parse_duration(time) or 0.0) for name, time in pairs)
    least = int(match["least"])
    most = int(match["most"] or least)
    if not 0 < least <= most or not all(seconds for _, seconds in phases):
        return None
    return BreathCue(phases, least, most, match["cue"] or "tone")


def _bell(match: re.Match[str], _endless: bool) -> Bell | None:
    times = int(match["times"] or 1)
    return Bell(match["sound"] or "bell", times) if times else None


def _sound(match: re.Match[str], _endless: bool) -> BedChange | None:
    over = parse_duration(match["over"]) if match["over"] else BedChange().over
    return None if over is None else BedChange(match["bed"], float(match["db"] or 0.0), over)


def _ready(match: re.Match[str], _endless: bool) -> ReadyCue | None:
    wait = parse_duration(match["wait"]) if match["wait"] else 10.0
    return ReadyCue(match["text"], wait) if wait is not None else None


def _pace(match: re.Match[str], _endless: bool) -> Pace | None:
    return Pace(float(match["factor"]))


def _every(match: re.Match[str], _endless: bool) -> Every | None:
    bounds = parse_bounds(match["bounds"])
    return Every(bounds[0], bounds[2]) if bounds else None


def _if(match: re.Match[str], _endless: bool) -> If:
    return If(match["step"], kept=not match["no"])


_QUIET = rf"(?P<time>{_TIME})(?:\.\.(?P<upto>{_TIME})|(?P<exact>!))?"

CUES = tuple(
    Spec(name, re.compile(pattern), make, example)
    for name, pattern, make, example in (
        ("pause", rf"(?:pause )?{_QUIET}", _pause, "[pause 4s]"),
        ("silence", rf"silence {_QUIET}", _silence, "[silence 30s]"),
        (
            "breath",
            rf"breath (?P<phases>(?:(?:in|hold|out|rest):{_TIME} )+)x(?P<least>\d+)"
            r"(?:\.\.(?P<most>\d+))?(?: cue:(?P<cue>count|word|tone|none))?",
            _breath,
            "[breath in:4s out:6s x3..8]",
        ),
        ("bell", r"bell(?::(?P<sound>[\w-]+))?(?: x(?P<times>\d+))?", _bell, "[bell:low x2]"),
        (
            "sound",
            rf"sound (?:(?P<db>[+-]?\d+(?:\.\d+)?) ?dB|(?P<bed>[\w./-]+))(?: over (?P<over>{_TIME}))?",
            _sound,
            "[sound -4dB over 6s]",
        ),
        (
            "ready",
            rf'ready "(?P<text>[^"]+)"(?: wait:(?P<wait>{_TIME}))?',
            _ready,
            '[ready "Take the towel" wait:20s]',
        ),
        ("pace", r"pace (?P<factor>\d+(?:\.\d+)?)", _pace, "[pace 0.9]"),
        ("every", rf"every (?P<bounds>{_TIME}\.\.{_TIME})", _every, "[every 30s..45s]"),
        ("if", r"if (?P<no>no )?(?P<step>[\w-]+)", _if, "[if no soak]"),
    )
)
