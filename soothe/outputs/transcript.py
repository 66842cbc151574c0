"""The transcript of a session: everything spoken, struck or shown, with times.

It serves as a timer without hearing: each step has its start and length, and long pauses are told.
Sounds and pauses stand in brackets: a sign, and what the language of the session calls the sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.model import BedChange, Bell, Pause, Say, Show
from soothe.outputs.lines import by_line
from soothe.outputs.tongue import words_of
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from soothe.model import Placed, Script, Span, Timeline

LONG_PAUSE = 10.0
"""Seconds from which on a pause is told."""


@dataclass(frozen=True, slots=True)
class Section:
    """One step."""

    title: str
    start: str
    """Clock text."""
    length: str
    """Clock text."""
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole session in words."""

    title: str
    lang: str
    """BCP 47 tag."""
    length: str
    """Clock text."""
    needs: tuple[str, ...]
    """What to have at hand."""
    cautions: tuple[str, ...]
    """Who should not, or should ask first."""
    sections: tuple[Section, ...]


def transcribe(script: Script, timeline: Timeline) -> Transcript:
    """The transcript of a fitted script."""
    lines = tuple(by_line(timeline))
    sounds = words_of(script.lang).sounds
    sections = tuple(
        _section(span, [line for step, line in lines if step == index], timeline.rate, sounds)
        for index, span in enumerate(timeline.spans)
    )
    length = clock(timeline.frames / timeline.rate)
    return Transcript(script.title, script.lang, length, script.needs, script.cautions, sections)


def _section(
    span: Span, lines: Iterable[Iterable[Placed]], rate: int, sounds: Mapping[str, str]
) -> Section:
    paragraphs = (" ".join(_told(line, rate, sounds)) for line in lines)
    return Section(
        span.step.title,
        clock(span.start / rate),
        clock(span.frames / rate),
        tuple(paragraph for paragraph in paragraphs if paragraph),
    )


def _told(line: Iterable[Placed], rate: int, sounds: Mapping[str, str]) -> Iterator[str]:
    for each in line:
        match each.cue:
            case Say(text=text) | Show(text=text):
                yield text
            case Bell(sound=sound, times=times):
                yield f"[{'♪' * times} {sounds.get(sound, sound)}]"
            case Pause() if each.frames >= LONG_PAUSE * rate:
                yield f"[{clock(each.frames / rate)}]"
            case Pause() | BedChange():
                pass
