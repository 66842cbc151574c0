"""Pauses, breaths and bells in the spellings that people already use in plain text.

`[PAUSE:5]`, `[pause 5 seconds]`, `[5 second pause]`, `(pause)`, `[long pause]`, `[[slnc 2000]]`,
`[pause for three breaths]`, `[1:30 pause]`, `[inhale 4 - hold 7 - exhale 8]`, `[bell]` ... No list
of patterns would hold them all. So lengths are taken out first, and what is left must be words that
belong to a pause, a breath or a bell; with any other word the brackets hold something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soothe.model import Bell, Pause
from soothe.script.durations import Length, read_lengths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.model import Cue

GROWTH = 10.0
"""How many times its reference a pause of a plain text may grow to: it has nothing else to give."""
SENTENCE = Pause(0.8, 1.5, 12.0)
"""After a sentence of a plain text."""
PARAGRAPH = Pause(1.5, 3.0, 30.0)
"""After a paragraph of a plain text."""
COUNT = Pause(0.6, 0.8, 1.0)
"""After a number that stands alone: whoever counts breaths keeps time and never stretches it."""
LONGEST = 4 * 3600.0
"""Seconds that a pause or a step of a plain text may last."""
THINKING = 2.0
"""Seconds of three dots."""
_USUAL = 4.0
"""Seconds of a pause that does not say."""
_LONGEST_TAG = 80
"""Characters."""
_SIZES = {
    **dict.fromkeys(("short", "brief", "small", "quick", "little", "kurze", "kleine"), 2.0),
    **dict.fromkeys(("long", "extended", "lange"), 10.0),
    **dict.fromkeys(("longer", "längere"), 15.0),
}
_PHASES = {"in": 4.0, "hold": 4.0, "out": 6.0}
"""Seconds of a breath's phases that do not say."""
_LONGEST_PHASE = 60.0
"""Seconds of a phase; a longer one is no breath."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PAUSES = _words(
    "pause pauses pausing silence silent quiet stillness wait break beat rest slnc"
    " stille warten warte ruhe"
)
_BELLS = _words("bell bells chime chimes gong bowl ding tingsha glocke klangschale")
_ABOUT_PAUSES = _words(
    "a an the of for here now about around approximately approx ca circa at least up to and then"
    " very medium moderate normal in or so again breathe remain stay eine ein der die das für von"
    " hier etwa ungefähr ms msec sec time moment x"
)
_ABOUT_BREATHS = _words(
    "for a the of your through slowly slow deeply deep gently softly fully long again now count"
    " counts nose mouth breath then and und dann langsam tief sanft wieder durch die den nase mund"
)
_ABOUT_BELLS = _words(
    "a the of x sound sounds ring rings ringing strike strikes singing soft once times"
)
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
_TWO = 2
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s:=,;/|_*#~\"'()<>.!\u2026\u00d7-]*")
_DOTS = re.compile(r"\.{2,}|\u2026+")
_PHASE = re.compile(
    r"\b(?:(?P<in>inhale|breathe? in|in-?breath|einatmen|in(?=[\s:=]*\d))"
    r"|(?P<out>exhale|breathe? out|out-?breath|ausatmen|out(?=[\s:=]*\d))"
    r"|(?P<hold>hold(?: (?:your |the )?breath)?|(?:atem )?halten))\b"
)
_LONE = re.compile(
    r"\W*+(?:an? |(?:very )?(?:short|brief|long|longer|kurze|lange) )?pause\b", re.IGNORECASE
)


def elastic(seconds: float) -> Pause:
    """A pause of a plain text: half at least, and much more where a length asks for it."""
    return Pause(seconds / 2, seconds, seconds * GROWTH)


def read_seconds(text: str) -> float | None:
    """Seconds in `3s`, `500ms`, `2 minutes`, `7:30` or `5`; None for other text."""
    lengths, rest = read_lengths(text.lower())
    return lengths[0].seconds() if len(lengths) == 1 and _BETWEEN.fullmatch(rest) else None


def read_spelling(inner: str) -> tuple[Cue, ...]:
    """What a tag means, from the text between its brackets; empty where nothing is known."""
    if len(inner) > _LONGEST_TAG:
        return ()
    text = " ".join(inner.lower().translate(_DASHES).replace("\\", "").split())
    if _DOTS.fullmatch(text):
        return (elastic(THINKING),)
    return tuple(_breaths(text)) or tuple(_single(text))


def is_count(text: str) -> bool:
    """Whether a text is nothing but a number, like each part of `1... 2...` and `One. Two.`."""
    lengths, rest = read_lengths(text.lower())
    return len(lengths) == 1 and not lengths[0].unit and bool(_BETWEEN.fullmatch(rest))


def is_pause_line(line: str) -> bool:
    """Whether a whole line is a pause without brackets: `PAUSE`, `Pause: 10 seconds`."""
    return bool(_LONE.match(line)) and isinstance(next(iter(read_spelling(line)), None), Pause)


def _single(text: str) -> Iterator[Cue]:
    """The pause or the bell that a text is, if it is one."""
    lengths, rest = read_lengths(text)
    words = set(_WORD.findall(rest))
    if not _BETWEEN.fullmatch(_WORD.sub("", rest)) or len(lengths) > 1:
        return
    length = lengths[0] if lengths else Length()
    if words & _BELLS and words <= _BELLS | _ABOUT_BELLS and not length.unit:
        yield Bell(times=min(max(int(length.number), 1), 9))
    elif words & _PAUSES and words <= _PAUSES | _ABOUT_PAUSES | _SIZES.keys():
        usual = next((seconds for size, seconds in _SIZES.items() if size in words), _USUAL)
        yield from _pause(length.seconds("ms" if "slnc" in words else "s") or usual)
    elif length.unit and words <= _ABOUT_PAUSES:
        yield from _pause(length.seconds())


def _pause(seconds: float) -> Iterator[Pause]:
    if seconds <= LONGEST:
        yield elastic(seconds)


def _breaths(text: str) -> Iterator[Bell]:
    """The phases of a breath that a text lists, in order; nothing if any part is something else."""
    phases = list(_PHASE.finditer(text))
    if not phases or not _BETWEEN.fullmatch(text[: phases[0].start()]):
        return
    ends = [*(match.start() for match in phases[1:]), len(text)]
    bells = [
        _phase(str(m.lastgroup), text[m.end() : end]) for m, end in zip(phases, ends, strict=True)
    ]
    if all(bells):
        yield from filter(None, bells)


def _phase(name: str, about: str) -> Bell | None:
    """The tone of a phase, if nothing but its length and manner is said about it."""
    lengths, rest = read_lengths(about)
    plain = _BETWEEN.fullmatch(_WORD.sub("", rest)) and len(lengths) < _TWO
    seconds = lengths[0].seconds() if lengths else _PHASES[name]
    fits = plain and set(_WORD.findall(rest)) <= _ABOUT_BREATHS and 0 < seconds <= _LONGEST_PHASE
    return Bell(name, spacing=seconds) if fits else None
