"""Seconds and frames, decibels and gain, clock text. Pure arithmetic, no state."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from soothe.errors import UsageError

SESSION_RATE = 48_000
"""Frames per second of every finished track unless another rate is asked for."""
NEPERS = math.log(10.0) / 20.0
"""In a decibel. An exponential costs less than a power."""

# Digits end somewhere: thousands of them are a number that Python refuses or calls infinite.
_NUMBER = r"\d{1,9}(?:\.\d{1,20})?"
_CLOCK = re.compile(r"(?:(\d{1,9}):)?(\d{1,9}):([0-5]\d(?:\.\d{1,20})?)")
_MINUTES = re.compile(_NUMBER)
_DURATION = re.compile(rf"(?:({_NUMBER})h)?(?:({_NUMBER})m)?(?:({_NUMBER})s)?")
_MILLISECONDS = re.compile(rf"({_NUMBER})ms")


def to_frames(seconds: float | Fraction, rate: int) -> int:
    """Frames nearest to a time in seconds; halves round up."""
    return math.floor(Fraction(seconds) * rate + Fraction(1, 2))


def to_seconds(frames: int, rate: int) -> float:
    """Time in seconds of a number of frames."""
    return frames / rate


def gain(db: float) -> float:
    """Amplitude factor of a level in decibels."""
    return float(10.0 ** (db / 20.0))


def decibels(amplitude: float) -> float:
    """Level in decibels of an amplitude factor; silence is minus infinity."""
    return 20.0 * math.log10(amplitude) if amplitude > 0 else -math.inf


def clock(seconds: float) -> str:
    """Clock text, `7:30` or `1:05:00`, to the nearest second."""
    whole = math.floor(seconds + 0.5)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def parse_minutes(text: str) -> Fraction:
    """Seconds in a length as people type it: `10`, `7.5`, `7:30` or `1:05:00`.

    Raises:
        UsageError: the text is none of these or is not longer than nothing.
    """
    text = text.strip()
    if match := _CLOCK.fullmatch(text):
        hours, minutes, rest = match.groups(default="0")
        seconds = int(hours) * 3600 + int(minutes) * 60 + Fraction(rest)
    elif _MINUTES.fullmatch(text):
        seconds = Fraction(text) * 60
    else:
        raise UsageError(f"{text!r} is not a length. Write minutes: 10, 7.5 or 7:30.")
    if not seconds:
        raise UsageError("The length is zero. Write minutes: 10, 7.5 or 7:30.")
    return seconds


def parse_duration(text: str) -> float | None:
    """Seconds in `4s`, `1m30s`, `2h` or `250ms`, as scripts write them; None for other text."""
    if match := _MILLISECONDS.fullmatch(text):
        return float(match[1]) / 1000.0
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return hours * 3600.0 + minutes * 60.0 + seconds
