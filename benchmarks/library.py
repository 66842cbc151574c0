"""What the shipped scripts are like: words a minute, share of speech, silences, repetition.

    python benchmarks/library.py [SCRIPT]...

One row for each script and length, with nothing chosen, in the times of the silent voice: words a
minute of the track, of the opening and between opening and end, share of speech, longest quiet that
nobody announced, sentences that two seeds share, and words in which they differ. A value outside
its band (docs/checker.md) has a star; where that is meant to be so, the script has a waiver with
the reason. Below: how long checking takes, and again when nothing changed.
"""

from __future__ import annotations

import sys
import time
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from soothe.catalogue import find_script, list_scripts, script_name
from soothe.check.checking import Checked, check
from soothe.check.pacing import AWAKE, OPENING, SLACK, band, borne, densities_of
from soothe.check.remembering import check_again
from soothe.check.study import RATE, Case, Session
from soothe.check.talk import share_of_speech, shared_sentences, silences, words_per_minute
from soothe.check.trials import clip_frames
from soothe.model import Choices, Say
from soothe.script import describe, load
from soothe.timeline import arrange, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soothe.timeline import Plan

MINUTES = (3, 5, 10, 15, 20, 30, 45)
SEEDS = (1, 2)
COLUMNS = [
    "script",
    "minutes",
    "words/min",
    "opening",
    "middle",
    "speech",
    "band",
    "silence/s",
    "shared",
    "differ",
]
LEAST_SHARED, MOST_SHARED = 0.33, 0.90
"""Safety, opening and closing never vary, and of three minutes they are most."""
LEAST_NEW, MOST_NEW = 0.15, 0.55
"""A third to a half of the words are new each evening; of three minutes fewer can be."""


def main() -> None:
    paths = [find_script(name) for name in sys.argv[1:]] or list(list_scripts())
    print(
        f"| {' | '.join(COLUMNS)} |", "|---|---:|---:|---:|---:|---:|---|---:|---:|---:|", sep="\n"
    )
    for path in paths:
        for row in rows(path):
            print(row)
    print()
    print("| | seconds | of processor time |", "|---|---:|---:|", sep="\n")
    print(f"| checking {len(paths)} scripts | {timed(paths, check)} |")
    timed(paths, check_again)
    print(f"| again, nothing changed | {timed(paths, check_again)} |")
    for path in paths:
        print(f"| {tag(path)} after a change in it | {timed([path], check)} |")


def rows(path: Path) -> Iterator[str]:
    """The table's rows of one script."""
    least, usual, most = describe(path).length
    lengths = {round(second) for second in (least, usual, most)} | {60 * m for m in MINUTES}
    for second in sorted(second for second in lengths if least <= second <= most):
        plans = [plan(path, second, seed) for seed in SEEDS]
        if all(each.reach.contains(second * RATE) for each in plans):
            one, other = (session(each, second) for each in plans)
            yield row(tag(path), one, other)


def plan(path: Path, second: int, seed: int) -> Plan:
    script = load(path, Choices(seed=seed, seconds=float(second)))
    return prepare(script, clip_frames, rate=RATE)


def session(prepared: Plan, second: int) -> Session:
    return Session(Case({}, prepared.script, prepared), arrange(prepared, second * RATE))


def row(name: str, one: Session, other: Session) -> str:
    spans = range(len(one.timeline.spans))
    middle = words_per_minute(one, spans[1:-1])
    opening = words_per_minute(one, spans[:1])
    share = share_of_speech(one)
    sleep = one.case.script.ending == "sleep"
    least, most = band(one.minutes, sleep=sleep)
    shared, new = shared_sentences(one, other), new_words(one, other)
    quiet = max((s.seconds for s in silences(one, 0.0) if not s.announced), default=0.0)
    values = (
        name,
        f"{one.minutes:g}",
        f"{words_per_minute(one, spans):.0f}",
        starred(f"{opening:.0f}", borne(opening, OPENING)),
        starred(f"{middle:.0f}", borne(middle, densities_of(one.minutes, sleep=sleep))),
        starred(f"{share:.0%}", least - SLACK <= share <= most + SLACK),
        f"{least:.0%} to {most:.0%}",
        starred(f"{quiet:.0f}", quiet <= AWAKE),
        starred(f"{shared:.0%}", LEAST_SHARED <= shared <= MOST_SHARED),
        starred(f"{new:.0%}", LEAST_NEW <= new <= MOST_NEW),
    )
    return f"| {' | '.join(values)} |"


def new_words(one: Session, other: Session) -> float:
    """Share of the words in which two sessions differ, their order kept."""
    said = [
        [
            word
            for placed in session.timeline.placed
            if isinstance(placed.cue, Say)
            for word in placed.cue.text.casefold().split()
        ]
        for session in (one, other)
    ]
    return 1.0 - SequenceMatcher(None, *said, autojunk=False).ratio()


def tag(path: Path) -> str:
    return f"{path.parent.name}/{script_name(path)}"


def starred(text: str, good: bool) -> str:  # noqa: FBT001  the second word of one sentence
    return text if good else f"{text} *"


def timed(paths: list[Path], look: Callable[[Path], Checked]) -> str:
    wall, processor = time.perf_counter(), time.process_time()
    for path in paths:
        look(path)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return f"{wall:.2f} | {processor:.2f}"


if __name__ == "__main__":
    main()
