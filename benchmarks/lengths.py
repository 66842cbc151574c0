"""Cost and memory of an export by its length, 5 minutes to 8 hours: does it stay in proportion?

The session is `foot-massage` up to its longest; beyond that its longest with the sound going on,
which is what grows. Memory is the proportional set size of the process and its children, sampled
every 50 ms; where the system has no such figure, the resident set.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from timing import measured

INTERVAL = 0.05
MEGABYTE = 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", nargs="*", type=float, default=[5, 10, 30, 60, 120, 480])
    print("| minutes | wall s | processor s | processor s a minute | most memory MB |")
    print("|---|---|---|---|---|")
    for minutes in parser.parse_args().minutes:
        _row(minutes)


def _row(minutes: float) -> None:
    highest = [0.0]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "track.mp3"
        command = [sys.executable, __file__.replace("lengths.py", "endless.py"), f"{minutes:g}"]
        cost = measured(lambda: highest.append(_peak([*command, str(target)])))
    a_minute = cost.processor / minutes
    figures = f"{cost.wall:.1f} | {cost.processor:.1f} | {a_minute:.2f} | {max(highest):.0f}"
    print(f"| {minutes:g} | {figures} |", flush=True)


def _peak(command: list[str]) -> float:
    """Runs a command; returns the most memory in MB that it and its children had together."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        process, highest = psutil.Process(running.pid), 0.0
        while running.poll() is None:
            highest = max(highest, _memory(process))
            time.sleep(INTERVAL)
    if running.returncode:
        raise SystemExit(running.returncode)
    return highest / MEGABYTE


def _memory(process: psutil.Process) -> float:
    total = 0.0
    try:
        for each in (process, *process.children(recursive=True)):
            info = each.memory_full_info()
            total += getattr(info, "pss", info.rss)
    except psutil.NoSuchProcess:
        return 0.0
    return total


if __name__ == "__main__":
    main()
