"""Pauses, breaths and bells in the spellings that people already use in plain text.

`[PAUSE:5]`, `[pause 5 seconds]`, `[5 second pause]`, `(pause)`, `[long pause]`, `[[slnc 2000]]`,
`[inhale]`, `[exhale 6s]`, `[bell]` ...
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soothe.model import Bell, Pause

if TYPE_CHECKING:
    from soothe.model import Cue

GROWTH = 10.0
"""How many times its reference a pause of a plain text may grow to: it has nothing else to give."""
SENTENCE = Pause(0.8, 1.5, 12.0)
"""After a sentence of a plain text."""
PARAGRAPH = Pause(1.5, 3.0, 30.0)
"""After a paragraph of a plain text."""
_SIZES = {"short": 2.0, "brief": 2.0, "small": 2.0, "long": 10.0, "longer": 15.0}
_USUAL = 4.0
"""Seconds of a pause that does not say."""
_PHASES = {"in": 4.0, "hold": 4.0, "out": 6.0}
"""Seconds of a breath's phases that do not say."""

_UNITS = r"(?P<unit>ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)?"
_TIME = rf"(?P<number>\d+(?:\.\d+)?)[\s-]*{_UNITS}\b\.?"
_WORD = r"(?P<word>pause|silence|silent|wait|break|beat|rest|slnc)"
_SIZE = rf"(?:an?\s+)?(?:(?P<size>{'|'.join(_SIZES)})\s+)?"
_BEFORE = r"\s*[:=\u2013-]?\s*(?:here\s*)?(?:for\s+|of\s+)?"
_PAUSES = (
    re.compile(rf"{_SIZE}{_WORD}(?:{_BEFORE}{_TIME})?"),
    re.compile(rf"{_TIME}\s*(?:of\s+)?{_WORD}"),
    re.compile(_TIME.replace(")?\\b", ")\\b")),
)
_LENGTH = re.compile(_TIME)
_BREATH = re.compile(
    r"(?:(?P<in>inhale|breathe? in|in-?breath)|(?P<out>exhale|breathe? out|out-?breath)"
    rf"|(?P<hold>hold(?: (?:your |the )?breath)?))(?:{_BEFORE}{_TIME})?"
)
_BELL = re.compile(r"(?:bell|chime|gong|singing bowl|ding)(?: x? ?(?P<times>\d))?")


def elastic(seconds: float) -> Pause:
    """A pause of a plain text: half at least, and much more where a length asks for it."""
    return Pause(seconds / 2, seconds, seconds * GROWTH)


def read_seconds(text: str) -> float:
    """Seconds in `3s`, `500ms`, `2 minutes` or `5`; 0 for other text."""
    match = _LENGTH.fullmatch(text.strip().lower())
    return _seconds(match) if match else 0.0


def read_spelling(inner: str) -> Cue | None:
    """What a tag of a plain text means, from the text between its brackets; None: nothing known."""
    text = " ".join(inner.lower().split())
    for pattern in _PAUSES:
        if match := pattern.fullmatch(text):
            return elastic(_seconds(match) or _usual(match))
    if match := _BREATH.fullmatch(text):
        phase = next(name for name in _PHASES if match[name])
        return Bell(phase, spacing=_seconds(match) or _PHASES[phase])
    if match := _BELL.fullmatch(text):
        return Bell(times=int(match["times"] or 1))
    return None


def _usual(match: re.Match[str]) -> float:
    return _SIZES.get(match.groupdict().get("size") or "", _USUAL)


def _seconds(match: re.Match[str]) -> float:
    """The length that a tag names; 0 when it names none."""
    number = float(match["number"] or 0.0)
    unit = match["unit"] or ("ms" if match.groupdict().get("word") == "slnc" else "s")
    if unit.startswith(("ms", "milli")):
        return number / 1000
    return number * {"m": 60, "h": 3600}.get(unit[0], 1)
