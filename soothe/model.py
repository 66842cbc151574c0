"""The values that travel: what a session says, when it says it, and how it sounds.

A `Script` is words and bounds in seconds, as its author wrote it. A `Timeline` is the same session
after fitting, in frames of the finished track. Nothing here makes a sound or touches a disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np
    import numpy.typing as npt

    # Kept out of run time: importing numpy costs more than `soothe --help` may.
    Samples: TypeAlias = npt.NDArray[np.float32]
    """Mono `(frames,)` or stereo `(frames, 2)`, full scale at 1.0."""

Ending: TypeAlias = Literal["get-up", "sleep"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a source file; line and column count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding about a script: where, how bad, which rule, and a sentence with the way out."""

    place: Place
    severity: Literal["error", "warning"]
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.rule}]: {self.message}"


# -- the cues -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence for the voice. Equal sentences at equal settings are one clip."""

    text: str
    """What is spoken; no mark or tag of the script language is left in it."""
    pace: float = 1.0
    """Factor on the voice's speaking rate; 0.9 is slower."""
    emphasis: tuple[tuple[int, int], ...] = ()
    """Character spans `[start, end)` of `text` to be stressed where the engine can."""
    place: Place = field(default=Place("", 0), compare=False)
    pitch: float = 0.0
    """Semitones about the voice's own, where the engine can."""
    respelt: tuple[tuple[str, str], ...] = ()
    """Words of `text` in small letters, and how they are spelt for the voice; `text` is shown."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Time without words. Exact when its three lengths are equal."""

    least: float
    """Seconds."""
    reference: float
    """Seconds, at ease."""
    most: float
    """Seconds."""
    announced: bool = False
    """True when the listener was told that it will be quiet for long."""


@dataclass(frozen=True, slots=True)
class Bell:
    """A bell or soft tone; the next cue waits until `spacing * times` has passed."""

    sound: str = "bell"
    """Recipe in `sounds/`: bell, low, in, out, hold."""
    times: int = 1
    spacing: float = 3.0
    """Seconds from one strike to the next cue."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One breath: what is heard at which offset. A breath's seconds are exact, always."""

    seconds: float
    cues: tuple[tuple[float, Say | Bell], ...] = ()
    """(offset in seconds from the start of the cycle, what is heard)."""


@dataclass(frozen=True, slots=True)
class Breath:
    """Cycles of equal length; fitting chooses how many, never how long one lasts."""

    least: int
    most: int
    guided: Cycle
    """The first `guided_cycles` cycles, counted aloud."""
    plain: Cycle
    """All later cycles: a tone, a word, or nothing. Same length as `guided`."""
    guided_cycles: int = 2
    phases: tuple[tuple[str, float], ...] = ()
    """(in, hold, out or rest; seconds), for screens, transcripts and checks."""

    def cycle(self, index: int) -> Cycle:
        """The cycle heard at `index`, from 0."""
        return self.guided if index < self.guided_cycles else self.plain


@dataclass(frozen=True, slots=True)
class BedChange:
    """The ambient sound changes level or gives way to another; takes no time of the step."""

    bed: str | None = None
    gain_db: float = 0.0
    """Level against the session's own, in decibels."""
    over: float = 6.0
    """Seconds of the change."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Something to fetch or do: said and shown, then `wait` seconds pass or a key is pressed."""

    say: Say
    wait: float = 10.0
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Show:
    """Text for the screen and the transcript that is not spoken."""

    text: str


Cue: TypeAlias = Say | Pause | Bell | Breath | BedChange | Ready | Show


# -- lines, steps, script -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One source line: one caption, its pauses, and when it is heard."""

    cues: tuple[Cue, ...]
    place: Place = field(default=Place("", 0), compare=False)
    safety: bool = False
    """Never dropped and never varied."""
    room: int = 0
    """0: always heard; otherwise the rank at which it joins as the step grows, equals together."""
    kept: tuple[str, ...] = ()
    """Heard only if each of these steps (id or pair) was kept."""
    dropped: tuple[str, ...] = ()
    """Heard only if none of these steps (id or pair) was kept."""
    before_end: float | None = None
    """Seconds before the end of the step at which it starts; None: in its turn."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the session with bounds in seconds."""

    id: str
    title: str
    least: float
    typical: float
    most: float
    lines: tuple[Line, ...]
    drop: int | None = None
    """Steps with drop 1 go first when time is short; equal numbers go together; None: never."""
    pair: str | None = None
    """Steps of one pair are kept or dropped together and last equally long, to the frame."""
    weight: float = 1.0
    """How firmly it holds its typical length; below 1 it stretches first."""
    place: Place = field(default=Place("", 0), compare=False)

    @property
    def key(self) -> str:
        """What is kept or dropped, and timed, as one: the pair, or the step alone."""
        return self.pair or self.id

    def says(self) -> Iterator[Say]:
        """Every sentence that the step can say, in order, repetitions included."""
        for line in self.lines:
            for cue in line.cues:
                if isinstance(cue, Say):
                    yield cue
                elif isinstance(cue, Ready):
                    yield cue.say
                elif isinstance(cue, Breath):
                    for cycle in (cue.guided, cue.plain):
                        yield from (heard for _, heard in cycle.cues if isinstance(heard, Say))


Value: TypeAlias = str | bool | float | tuple[str, ...]
"""What a parameter can hold."""


@dataclass(frozen=True, slots=True)
class Param:
    """A choice that a script offers."""

    name: str
    type: Literal["text", "choice", "flag", "number", "list"]
    default: Value
    of: tuple[str, ...] = ()
    """Allowed values of a choice or list."""
    least: float | None = None
    most: float | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person asked for; everything that decides a script's words and steps."""

    values: Mapping[str, Value] = field(default_factory=dict)
    """Parameters by name, as text or typed; the script checks them against its own."""
    keep: frozenset[str] = frozenset()
    """Steps (id or pair) or flags asked for by name: never dropped."""
    without: frozenset[str] = frozenset()
    """Steps (id or pair) or flags left out by name."""
    seed: int = 0
    """Decides every variant."""
    seconds: float | None = None
    """The asked length, for lines that speak it; None: the script's usual length."""


@dataclass(frozen=True, slots=True)
class Script:
    """A session in words: what its author wrote, for one set of choices and one seed."""

    name: str
    title: str
    lang: str
    """BCP 47 tag: en, en-GB, de."""
    steps: tuple[Step, ...]
    ending: Ending = "get-up"
    length: tuple[float, float, float] | None = None
    """Declared least, usual and most seconds."""
    sound: str = "rain"
    needs: tuple[str, ...] = ()
    """What to have at hand, shown before the clock starts."""
    cautions: tuple[str, ...] = ()
    """Who should not, or should ask first; shown, and kept with every file."""
    params: tuple[Param, ...] = ()
    choices: tuple[tuple[str, Value], ...] = ()
    """The values in force, by name."""
    idle: frozenset[str] = frozenset()
    """Names of params that would change nothing, and need not be offered."""
    seed: int = 0
    meta: tuple[tuple[str, str], ...] = ()
    """author, album, contact, license ...: they reach the file's tags."""
    warnings: tuple[Problem, ...] = ()
    """What could not be honoured but does not stop the session."""

    def says(self) -> Iterator[Say]:
        """Every sentence that the session can say, in order."""
        for step in self.steps:
            yield from step.says()


# -- speech and time ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """Where a word of a clip begins."""

    offset: int
    """Character offset in the sentence."""
    length: int
    """Characters."""
    start: float
    """Seconds from the start of the clip."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A spoken sentence: mono, silence trimmed at both ends, at the engine's own rate."""

    sound: Callable[[], Samples]
    """Gives the samples, `(length,)`. A plan needs lengths alone, so nothing is read before."""
    length: int
    """Samples."""
    rate: int
    words: tuple[Word, ...] = ()
    key: str = ""
    """Content address: equal keys, equal sound."""

    @classmethod
    def of(cls, samples: Samples, rate: int, words: tuple[Word, ...] = (), key: str = "") -> Self:
        """A sentence whose samples are at hand."""
        return cls(lambda: samples, len(samples), rate, words, key)

    @property
    def samples(self) -> Samples:
        """The samples, `(length,)`; raises what `sound` raises."""
        return self.sound()

    def frames(self, rate: int) -> int:
        """Length in frames at another rate, as the mix resamples it."""
        return -(-self.length * rate // self.rate)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue with its time."""

    cue: Say | Pause | Bell | BedChange | Show
    start: int
    """Frames from the start of the track."""
    frames: int
    """Duration; 0 for a bed change and shown text."""
    step: int
    """Index into `Timeline.spans`."""
    line: int
    """Index of the caption line within its step; breath and optional lines included."""


@dataclass(frozen=True, slots=True)
class Span:
    """A step that was kept, with its time."""

    step: Step
    start: int
    """Frames from the start of the track."""
    frames: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The session after fitting: what sounds when, in frames of the finished track."""

    rate: int
    """Frames per second."""
    frames: int
    """The whole length: lead-in, steps, fade-out, silence."""
    fade_in: int
    """Frames over which the bed rises; no word before its end."""
    fade_out: int
    """Frames over which the bed falls, after the last word."""
    silence: int
    """Frames of true silence at the very end."""
    spans: tuple[Span, ...]
    placed: tuple[Placed, ...]
    """In order of start."""
    dropped: tuple[Step, ...] = ()


class Stem(Protocol):
    """Sound that can be read anywhere: the same samples whatever the block size and the order."""

    def read(self, start: int, frames: int) -> Samples:
        """Stereo samples `(frames, 2)` from frame `start` on."""
        ...
