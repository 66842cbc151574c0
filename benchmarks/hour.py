"""Hours of random keys at shipped sessions: is each heard as it was planned?

    python benchmarks/hour.py                       three sessions of 45 minutes, 180 keys each
    python benchmarks/hour.py --seeds 1 2 --minutes 20 --script hands

Half of the seeds (the odd ones) also skip. Nothing waits for a clock: a device is driven by hand.
Prints a row for each session and ends with exit code 1 if one of them broke its word: an underrun,
a line lost or heard twice without a key that asks for it, a jump near a key that is larger than the
track's own steps there, another end than the promised one without a word about it.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pytest

from soothe.live import rehearse
from soothe.order import Order
from soothe.units import clock

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.play.hour import SKIPS, STEADY, faults, presses, sit_through

EVERY = 15
"""Seconds between two keys."""


def row(script: str, minutes: float, seed: int) -> bool:
    skips = bool(seed % 2)
    began = time.perf_counter()
    rehearsal = rehearse(Order(script, minutes=minutes, seed=seed), patient=True)
    session = rehearsal.prepare()
    rehearsal.stop()
    count = int(minutes * 60 / EVERY)
    keys = presses(seed, count, EVERY, STEADY + SKIPS if skips else STEADY)
    with pytest.MonkeyPatch.context() as patch:
        hour = sit_through(session, keys, patch)
    found = list(faults(hour, skips=skips))
    heard, rate = len(hour.heard), hour.witness.hand.rate
    print(
        f"| {script} | {seed} | {'yes' if skips else 'no'} | {len(hour.witness.moments)} | "
        f"{clock(heard / rate)} | {time.perf_counter() - began:.0f} | "
        f"{'; '.join(found) or 'none'} |",
        flush=True,
    )
    return not found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--script", nargs="+", default=["foot-massage"])
    asked = parser.parse_args()
    print("| script | seed | skips | looks | heard | took, s | faults |")
    print("|---|--:|---|--:|--:|--:|---|")
    rows = [row(script, asked.minutes, seed) for script in asked.script for seed in asked.seeds]
    sys.exit(not all(rows))


if __name__ == "__main__":
    main()
