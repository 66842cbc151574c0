"""Throws mutated scripts and texts at the readers: an answer each time, and no tag that is spoken.

    python benchmarks/fuzz_scripts.py [SECONDS] [SEED]
    python benchmarks/fuzz_scripts.py --guided [SECONDS]

The first takes the shipped scripts and texts of every kind and changes them the way authors err:
cues for other cues, lines moved, doubled, joined and torn, marks and templates in wrong places,
numbers without end, pieces of other scripts. What is accepted is fitted, too. The second lets
atheris (`pip install atheris`) put the same pieces together, guided by which branches they reach.

A failure is any exception but soothe's own, a problem without a place, a tag or a private character
among the words, or more than 20 seconds for one input. Failures are kept and named, and the
exit code is 1.
"""

from __future__ import annotations

import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz_pieces import (
    CUES,
    FRONT,
    MARKDOWN,
    MARKS,
    PAUSES,
    STEPS,
    TAGS,
    TEMPLATES,
    WORDS,
    mixed,
    shipped,
    small,
    ssml,
)

from soothe.catalogue import library
from soothe.errors import FitError, ScriptError, SootheError
from soothe.model import Choices
from soothe.script import load
from soothe.timeline import arrange, prepare, reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soothe.model import Say, Script

SECONDS = 60.0
HANG = 20
"""Seconds after which an input counts as endless."""
RATE = 100
HERE = library() / "scripts" / "en"
SPOKEN_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>|[\[\]{}<>|~`\\_*\ue000-\uf8ff\u202e\x07]")


@dataclass
class Tally:
    """What came of one kind of input."""

    tried: int = 0
    accepted: int = 0
    sentences: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)


class Endless(BaseException):
    """An input took too long; no handler of exceptions may swallow it."""


def main() -> None:
    if "--guided" in sys.argv:
        guided(float(([*sys.argv, SECONDS])[2]))
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 10**9  # noqa: PLR2004
    print(f"{seconds:g} seconds, seed {seed}\n")
    tallies = run(random.Random(seed), seconds)  # noqa: S311  chance, no secret
    print("| kind | tried | accepted | sentences | rules met | slowest s | failures |")
    print("|---|---|---|---|---|---|---|")
    for kind, tally in tallies.items():
        row = (kind, tally.tried, tally.accepted, tally.sentences, len(tally.rules))
        print(f"| {' | '.join(map(str, row))} | {tally.slowest:.2f} | {len(tally.failures)} |")
    rules = sorted(set().union(*(tally.rules for tally in tallies.values())))
    print(f"\nrules met: {', '.join(rules)}")
    failures = [failure for tally in tallies.values() for failure in tally.failures]
    print(*failures, sep="\n")
    sys.exit(bool(failures))


def run(chance: random.Random, seconds: float) -> dict[str, Tally]:
    """Inputs of all kinds in turn until the time is up."""
    kinds = {
        "shipped script": (shipped(chance), Path("mutant.md.j2")),
        "small script": (small(chance), Path("mutant.md.j2")),
        "plain text": (mixed(chance, PAUSES), Path("mutant.txt")),
        "Markdown": (mixed(chance, MARKDOWN + PAUSES), Path("mutant.md")),
        "SSML": (ssml(chance), Path("mutant.ssml")),
    }
    tallies = {kind: Tally() for kind in kinds}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for kind, (texts, name) in kinds.items():
            attempt(next(texts), name, chance, tallies[kind])
    return tallies


def attempt(text: str, name: Path, chance: random.Random, tally: Tally) -> None:
    """One input through reading and fitting."""
    choices = Choices(
        {"ending": chance.choice(("sleep", "get-up")), "words": chance.choice(("full", "tones"))},
        seed=chance.randrange(99),
        seconds=chance.choice((None, 300.0)),
    )
    tally.tried += 1
    began = time.monotonic()
    try:
        with_limit(lambda: judge(text, name, choices, tally))
    except (Exception, Endless) as error:  # noqa: BLE001  this is what is looked for
        where = traceback.extract_tb(error.__traceback__)[-1]
        folder = Path(tempfile.mkdtemp(prefix="soothe-fuzz-"))
        (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass")
        what = f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"
        tally.failures.append(f"{folder / name}: {what[:300]}")
    tally.slowest = max(tally.slowest, time.monotonic() - began)


def judge(text: str, name: Path, choices: Choices, tally: Tally) -> None:
    """Read a text; what it says must be words, what is wrong with it must have a place."""
    # A path in the library is rendered in this process, which is what can be watched.
    path = HERE / name
    try:
        script = load(path, choices, text=text)
    except ScriptError as error:
        tally.rules.update(problem.rule for problem in error.problems)
        for problem in error.problems:
            expect(min(problem.place.line, problem.place.column) >= 1, f"no place: {problem}")
        return
    except SootheError as error:
        expect(str(error).strip(), "an error without a word")
        return
    tally.accepted += 1
    for say in script.says():
        tally.sentences += 1
        # In a script a backslash makes any character a plain one.
        if "\\" not in text or not name.name.endswith(".j2"):
            expect(not SPOKEN_TAG.search(say.text), f"spoken: {say.text!r}")
        expect(any(char.isalnum() for char in say.text), f"nothing to speak: {say.text!r}")
    fitted(script)


def expect(holds: object, what: str) -> None:
    """Fail where something does not hold."""
    if not holds:
        raise AssertionError(what)


def fitted(script: Script) -> None:
    """Fit a script to a length that it can have, or be told why it cannot."""
    try:
        plan = prepare(script, clip_frames, rate=RATE)
        most = reach(script, clip_frames, rate=RATE).most
        expect(arrange(plan, most).frames == most, "a length that can be had is not met")
    except FitError as error:
        expect(str(error).strip(), "a refusal without a word")


def clip_frames(say: Say) -> int:
    """Frames of a sentence in the times of a calm voice."""
    return 30 + 7 * len(say.text)


def with_limit(work: Callable[[], None]) -> None:
    """Do work, or raise where it stands after some seconds, where the system can."""
    if not hasattr(signal, "setitimer"):
        work()
        return

    def stop(*_: object) -> None:
        raise Endless(f"no answer after {HANG} seconds")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, HANG)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def guided(seconds: float) -> None:
    """The same pieces, put together by atheris until the time is up or one fails."""
    import atheris

    for name in [name for name in sys.modules if name.startswith("soothe.script")]:
        del sys.modules[name]
    with atheris.instrument_imports(include=["soothe.script"]):
        import soothe.script.loading
        import soothe.script.plain_text

    globals()["load"] = soothe.script.loading.load
    kinds = {
        "guided.md.j2": CUES + MARKS + TEMPLATES + STEPS + WORDS,
        "guided.md": MARKDOWN + PAUSES + TAGS + MARKS + WORDS,
        "guided.ssml": TAGS + PAUSES + MARKS + WORDS,
    }

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        name = list(kinds)[provider.ConsumeIntInRange(0, len(kinds) - 1)]
        body = "".join(pieces_of(provider, kinds[name]))
        front = {"guided.md.j2": FRONT + STEPS[0], "guided.ssml": "<speak>"}.get(name, "")
        choices = Choices(seed=provider.ConsumeIntInRange(0, 9))
        with_limit(lambda: judge(front + body, Path(name), choices, Tally()))

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds:g}", "-len_control=0", "-max_len=200"], one
    )
    atheris.Fuzz()


def pieces_of(provider: object, table: tuple[str, ...]) -> Iterator[str]:
    """Pieces of a table as bytes choose them, and now and then any text at all."""
    while provider.remaining_bytes():
        choice = provider.ConsumeIntInRange(0, len(table) + 8)
        yield table[choice] if choice < len(table) else provider.ConsumeUnicodeNoSurrogates(4)


if __name__ == "__main__":
    main()
