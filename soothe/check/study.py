"""What the rules look at: a script in every combination of choices, its sentences, its sessions.

Times are those of the silent voice, which estimates them. Plain values; `examine.py` gathers them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from soothe.voices.estimate import estimate, word_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from soothe.check.lexis import Lexis
    from soothe.model import Line, Place, Placed, Script, Step, Timeline, Value
    from soothe.script import Header
    from soothe.timeline import Plan

RATE = 1000
"""Frames per second of the trial sessions."""
DEFAULTS = "the default choices"


@dataclass(frozen=True, slots=True)
class Case:
    """The script for one combination of choices."""

    values: Mapping[str, Value]
    """Those that are not the defaults."""
    script: Script
    plan: Plan | None
    """None when no session can be made of it."""

    @property
    def choices(self) -> str:
        """The choices in words."""
        return " and ".join(f"{name}={value}" for name, value in self.values.items()) or DEFAULTS


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that can be heard or shown, whichever wording the seed chooses."""

    text: str
    place: Place
    step: str
    """Id."""
    pace: float
    safety: bool
    shown: bool
    late: bool
    """In the steps in which people come to rest."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return word_count(self.text)

    @property
    def seconds(self) -> float:
        """About how long it takes to say."""
        return spoken_seconds(self.text, self.pace)


@dataclass(frozen=True, slots=True)
class Session:
    """A case, fitted to a length."""

    case: Case
    timeline: Timeline

    @property
    def minutes(self) -> float:
        """Length of the track."""
        return self.timeline.frames / RATE / 60

    def line(self, placed: Placed) -> Line:
        """The line that something placed belongs to."""
        return self.timeline.spans[placed.step].step.lines[placed.line]


@dataclass(frozen=True, slots=True)
class Study:
    """Everything about one script that a rule may look at."""

    header: Header
    lexis: Lexis
    places: Mapping[str, Place]
    """Where the front matter sets a key: `length`, `params.soak`."""
    sources: Mapping[str, str]
    """Source texts by file, of the script and all that it includes."""
    cases: tuple[Case, ...]
    """The defaults first."""
    sentences: tuple[Sentence, ...] = ()
    groups: tuple[tuple[tuple[str, Place], ...], ...] = ()
    """The wordings of each choice that the seed makes."""
    sessions: tuple[Session, ...] = ()
    plain: bool = False
    """Whether it is a plain text, Markdown or SSML, which has no marks and no choices."""
    unread: Mapping[Place, str] = field(default_factory=dict)
    """Combinations of which no session can be made, by the place of the step, and why."""

    @property
    def default(self) -> Case:
        """The script as it is when nothing is asked for."""
        return self.cases[0]

    @property
    def length_place(self) -> Place:
        """Where the script declares its length, or else its title."""
        return self.places.get("length") or self.places["title"]

    def steps(self) -> Iterator[tuple[Case, Step]]:
        """Every step of every case."""
        for case in self.cases:
            for step in case.script.steps:
                yield case, step


@lru_cache(maxsize=65536)
def word_count(text: str) -> int:
    """How many words a text has."""
    return len(word_spans(text))


@lru_cache(maxsize=65536)
def spoken_seconds(text: str, pace: float) -> float:
    """About how long a sentence takes to say."""
    return estimate(text, pace)
