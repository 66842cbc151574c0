"""What every engine is: one sentence in, mono samples at its own rate out.

An engine object costs nothing to make: it loads its library with the first sentence. So the program
asks it for facts (voices, fingerprint) in its own process and lets `speak` run in a worker.
Silence at the ends, loudness and resampling are nobody's business here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.model import Samples, Word


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice as people see and choose it."""

    id: str
    """`engine:voice`, as `--voice` takes it."""
    name: str
    """For people: "Plain British (built in)"."""
    engine: str
    lang: str
    """BCP 47 tag; empty where the voice speaks any."""
    licence: str
    """Of the engine and voice; empty where the system does not tell."""
    quality: str
    """plain (synthetic), system, natural (neural), or none (silence)."""
    size: int | None = None
    """Bytes on disk where known."""
    reason: str = ""
    """Why it was chosen; empty in a list."""
    sharing: str = ""
    """What the licence lets be done with a file that it speaks, see `licences`."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do beyond speaking."""

    pitch: tuple[float, float] | None = None
    """Semitones that it can go down (negative) and up; None where it has no such control."""
    pace: tuple[float, float] | None = None
    """Factors between which it can speak; None where it takes any."""
    emphasis: bool = False
    words: bool = False
    """Tells when each word begins."""
    silent: bool = False
    """Makes no sound, only lengths: nothing to isolate, trim, check or keep."""
    workers: int = 1
    """Processes from which it gains, where there are as many cores."""
    lists_apart: bool = False
    """Must load its library to list voices, so that happens in the worker too."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence for one voice."""

    text: str
    voice: str
    """The engine's own name of the voice."""
    pace: float = 1.0
    """Factor on the engine's calm default, 130 to 145 words a minute."""
    pitch: float = 0.0
    """Semitones about the engine's default; 0 where it has no such control."""
    emphasis: tuple[tuple[int, int], ...] = ()
    """Character spans `[start, end)` to be stressed; empty where the engine cannot."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """What an engine returns: mono float32 with its silence still on it."""

    samples: Samples
    rate: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """How an engine is, for `soothe doctor`."""

    name: str
    ok: bool
    detail: str
    """A version, or what is wrong."""
    mend: str = ""
    """The line to type; empty if nothing is to be done."""


class Source(Protocol):
    """What speaks: a worker process that holds an engine, or an engine that needs none."""

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence.

        Raises:
            VoiceError: the engine could not.
        """
        ...

    def close(self) -> None:
        """Let go of processes and libraries."""
        ...


class Facts(Protocol):
    """What tells which voices there are."""

    def voices(self) -> Sequence[VoiceInfo]:
        """Every voice."""
        ...

    def default(self, lang: str) -> str | None:
        """The engine's own name of its best voice for a language; None if there is none."""
        ...

    def voice(self, name: str) -> VoiceInfo:
        """The voice of that name.

        Raises:
            UsageError: there is none; the text names similar ones.
        """
        ...


class Engine(Source, Facts, Protocol):
    """The contract of an entry point in the group `soothe.voices`: a class without arguments."""

    name: str
    capabilities: Capabilities
    install: str
    """The line that installs it; empty where nothing can."""

    def missing(self) -> str | None:
        """What is not installed, as a sentence; None if the engine can be used."""
        ...

    def fingerprint(self, voice: str) -> str:
        """Changes whenever the same words could sound different: versions, model digest."""
        ...
