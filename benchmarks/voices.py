"""Each engine: first clip, times real time, from the cache, and after its workers are killed."""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.catalogue import find_script
from soothe.model import Choices, Say
from soothe.script import load
from soothe.voices import open_voice
from soothe.voices.registry import find_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soothe.voices import Speaker

ENGINES = ("espeak", "pyttsx3", "piper", "say", "silent")
KILL = 0.01
"""Chance of a worker's end after each line."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One engine's row."""

    engine: str
    first: float
    """Seconds from nothing to the first clip, the start of the process included."""
    real_time: float
    """Seconds of speech per second of work."""
    per_cpu: float
    """The same per second of processor time, workers included: other work does not change it."""
    cached: float
    """Milliseconds per clip."""
    recovery: float
    """Seconds from a kill to the next clip."""
    kept: str
    """Lines that came of those asked for, with workers killed at random."""

    def row(self) -> str:
        """As Markdown."""
        return (
            f"| {self.engine} | {self.first:.2f} s | {self.real_time:.0f} | {self.per_cpu:.0f} "
            f"| {self.cached:.2f} ms | {self.recovery:.2f} s | {self.kept} |"
        )


def main() -> None:
    options = _options()
    says = _lines(options.script, options.lines)
    print(f"{len(says)} different lines of {options.script}\n")
    print(
        "| engine | first clip | times real time | per processor second | from the cache "
        "| after a kill | 1 % killed |"
    )
    print("|---|---|---|---|---|---|---|")
    for engine in options.engines:
        if missing := find_engine(engine).missing():
            print(f"| {engine} | {missing} | | | | | |")
            continue
        print(_measured(engine, says, options.runs).row(), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=ENGINES)
    parser.add_argument("--script", default="foot-massage")
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3, help="the best of so many")
    return parser.parse_args()


def _lines(script: str, count: int) -> list[Say]:
    """Sentences of the script in several wordings, numbered so that all are different."""
    texts: dict[str, None] = {}
    seed = 0
    while len(texts) < count:
        said = load(find_script(script), Choices(seed=seed)).says()
        texts |= dict.fromkeys(f"{say.text} {seed}." if seed else say.text for say in said)
        seed += 1
    return [Say(text) for text in list(texts)[:count]]


def _measured(engine: str, says: Sequence[Say], runs: int) -> Figures:
    tries = [_timed(engine, says) for _ in range(runs)]
    first, work, cpu, seconds, cached = (min(column) for column in zip(*tries, strict=True))
    recovery, kept = _killed(engine, says)
    each = 1000 * cached / len(says)
    return Figures(engine, first, seconds / work, seconds / cpu, each, recovery, kept)


def _timed(engine: str, says: Sequence[Say]) -> tuple[float, ...]:
    """Seconds to the first clip, for all of them, of processor, of speech, and from the cache."""
    with tempfile.TemporaryDirectory() as folder:
        before = _cpu()
        with _opened(engine, folder) as speaker:
            times, seconds = [time.perf_counter()], 0.0
            for _, clip in speaker.speak(says):
                times.append(time.perf_counter())
                seconds += len(clip.samples) / clip.rate
        cpu = _cpu() - before
        with _opened(engine, folder) as speaker:
            start = time.perf_counter()
            count = sum(1 for _ in speaker.speak(says))
            cached = time.perf_counter() - start
        assert count == len(says)  # noqa: S101 - a benchmark that loses lines measures nothing
    return times[1] - times[0], times[-1] - times[0], cpu, seconds, cached


def _cpu() -> float:
    """Processor seconds of this program and of its workers that have ended."""
    return sum(os.times()[:4])


def _killed(engine: str, says: Sequence[Say]) -> tuple[float, str]:
    """Seconds from a kill to the next clip, and what came of all lines under random kills."""
    with tempfile.TemporaryDirectory() as folder, _opened(engine, folder) as speaker:
        list(speaker.speak(says[:1]))
        _kill(speaker)
        start = time.perf_counter()
        list(speaker.speak(says[1:2]))
        recovery = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder, _opened(engine, folder) as speaker:
        came = list(_heard(speaker, says, random.Random(1)))  # noqa: S311 - no secret
    in_order = "all in order" if came == list(says) else "NOT the lines asked for"
    return recovery, f"{len(came)} of {len(says)}, {in_order}"


def _heard(speaker: Speaker, says: Sequence[Say], chance: random.Random) -> Iterator[Say]:
    for say, clip in speaker.speak(says):
        if len(clip.samples) > clip.rate / 10:
            yield say
        if chance.random() < KILL:
            _kill(speaker)


def _kill(speaker: Speaker) -> None:
    for process in getattr(speaker.source, "_processes", ()):
        if process._running:  # noqa: SLF001 - what a benchmark of kills has to do
            process._running.kill()  # noqa: SLF001


def _opened(engine: str, folder: str) -> Speaker:
    return open_voice(engine, lang="en", cache=Path(folder))


if __name__ == "__main__":
    main()
