"""What the shipped scripts are like: words a minute, share of speech, silences, repetition.

    python benchmarks/library.py [SCRIPT]...

One row for each script and length, with nothing chosen, in the times of the silent voice. A value
outside its band (docs/checker.md) has a star. Below: how long checking takes, and one file again.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from soothe.catalogue import find_script, list_scripts, script_name
from soothe.check.checking import check
from soothe.check.pacing import AWAKE, SLACK, TENTH, band, greatest_density
from soothe.check.study import RATE, Case, Session
from soothe.check.talk import share_of_speech, shared_sentences, silences, words_per_minute
from soothe.check.trials import clip_frames
from soothe.model import Choices
from soothe.script import describe, load
from soothe.timeline import arrange, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.timeline import Plan

MINUTES = (3, 5, 10, 15, 20, 30, 45)
SEEDS = (1, 2)
HEAD = "| script | minutes | words/min | opening | middle | speech | band | silence s | shared |"


def main() -> None:
    paths = [find_script(name) for name in sys.argv[1:]] or list(list_scripts())
    print(HEAD, "|---|---:|---:|---:|---:|---:|---|---:|---:|", sep="\n")
    for path in paths:
        for row in rows(path):
            print(row)
    print()
    print("| | seconds | of processor time |", "|---|---:|---:|", sep="\n")
    print(f"| checking {len(paths)} scripts | {timed(paths)} |")
    for path in paths:
        print(f"| again {script_name(path)} | {timed([path])} |")


def rows(path: Path) -> Iterator[str]:
    """The table's rows of one script."""
    least, usual, most = describe(path).length
    lengths = {round(second) for second in (least, usual, most)} | {60 * m for m in MINUTES}
    for second in sorted(second for second in lengths if least <= second <= most):
        plans = [plan(path, second, seed) for seed in SEEDS]
        if all(each.reach.contains(second * RATE) for each in plans):
            one, other = (session(each, second) for each in plans)
            yield row(script_name(path), one, other)


def plan(path: Path, second: int, seed: int) -> Plan:
    script = load(path, Choices(seed=seed, seconds=float(second)))
    return prepare(script, clip_frames, rate=RATE)


def session(prepared: Plan, second: int) -> Session:
    return Session(Case({}, prepared.script, prepared), arrange(prepared, second * RATE))


def row(name: str, one: Session, other: Session) -> str:
    spans = range(len(one.timeline.spans))
    middle = words_per_minute(one, spans[1:-1])
    share = share_of_speech(one)
    least, most = band(one.minutes, sleep=one.case.script.ending == "sleep")
    quiet = max((s.seconds for s in silences(one) if not s.announced), default=0.0)
    values = (
        name,
        f"{one.minutes:g}",
        f"{words_per_minute(one, spans):.0f}",
        f"{words_per_minute(one, spans[:1]):.0f}",
        starred(f"{middle:.0f}", middle <= greatest_density(one.minutes) * TENTH),
        starred(f"{share:.0%}", least - SLACK <= share <= most + SLACK),
        f"{least:.0%} to {most:.0%}",
        starred(f"{quiet:.0f}", quiet <= AWAKE),
        f"{shared_sentences(one, other):.0%}",
    )
    return f"| {' | '.join(values)} |"


def starred(text: str, good: bool) -> str:  # noqa: FBT001  the second word of one sentence
    return text if good else f"{text} *"


def timed(paths: list[Path]) -> str:
    wall, processor = time.perf_counter(), time.process_time()
    for path in paths:
        check(path)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return f"{wall:.2f} | {processor:.2f}"


if __name__ == "__main__":
    main()
