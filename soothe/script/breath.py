"""Breaths: exact phases, the first cycles counted aloud, the others led by a tone or a word."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from soothe.model import Bell, Breath, Cycle, Say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.model import Place
    from soothe.script.grammar import BreathCue
    from soothe.script.language import Language

ROOM_FOR_A_COUNT = 0.8
"""Seconds that a number needs before its phase ends."""
_TONES = {"in": "in", "hold": "hold", "out": "out", "rest": "hold"}


def breathe(cue: BreathCue, language: Language, pace: float, place: Place) -> Breath:
    """A breath with the words of a language."""
    total = sum(seconds for _, seconds in cue.phases)

    def word(text: str) -> Say:
        return Say(text, pace, place=place)

    def cycle(phase: Callable[[str, float], Iterator[tuple[float, Say | Bell]]]) -> Cycle:
        cues: list[tuple[float, Say | Bell]] = []
        start = 0.0
        for name, seconds in cue.phases:
            cues += [(start + offset, heard) for offset, heard in phase(name, seconds)]
            start += seconds
        return Cycle(total, tuple(cues))

    def counted(name: str, seconds: float) -> Iterator[tuple[float, Say | Bell]]:
        yield 0.0, word(language.breath[name])
        for second in range(1, len(language.numbers) - 1):
            if second + ROOM_FOR_A_COUNT <= seconds:
                yield float(second), word(language.numbers[second + 1])

    def worded(name: str, _seconds: float) -> Iterator[tuple[float, Say | Bell]]:
        yield 0.0, word(language.breath[name])

    def toned(name: str, _seconds: float) -> Iterator[tuple[float, Say | Bell]]:
        yield 0.0, Bell(_TONES[name])

    def quiet(_name: str, _seconds: float) -> Iterator[tuple[float, Say | Bell]]:
        yield from ()

    plain = cycle({"count": counted, "word": worded, "tone": toned, "none": quiet}[cue.cue])
    # Nobody need speak what nobody hears.
    guided = cycle(counted) if cue.counted else plain
    return Breath(cue.least, cue.most, guided, plain, cue.counted, phases=cue.phases)


def led_by_tones(breath: Breath) -> Breath:
    """The breath with a tone at each of its phases and no word."""
    ends = accumulate(seconds for _, seconds in breath.phases)
    cues = tuple(
        (end - seconds, Bell(_TONES[name]))
        for end, (name, seconds) in zip(ends, breath.phases, strict=True)
    )
    cycle = Cycle(breath.guided.seconds, cues)
    return replace(breath, guided=cycle, plain=cycle)
