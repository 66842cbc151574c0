"""What the benchmarks share: jobs that take turns, and their medians as a Markdown table."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A program that was installed is compiled. Where Python is told to keep no bytecode, one that runs
# from its sources would have them compiled again at every start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True)
class Cost:
    """What one run took, in seconds."""

    wall: float
    processor: float
    """User and system time of this process and of all that it waited for."""


def measured(job: Callable[[], object]) -> Cost:
    """The cost of one run."""
    wall, processor = time.perf_counter(), _processor()
    job()
    return Cost(time.perf_counter() - wall, _processor() - processor)


def interleaved(jobs: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Cost]:
    """Median cost of each job; they take turns, so that drift of the machine hits them alike."""
    found: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            found[name].append(measured(job))
    return {name: median(costs) for name, costs in found.items()}


def median(costs: list[Cost]) -> Cost:
    """The middle wall time and the middle processor time."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
    )


def print_ratios(costs: Mapping[str, Cost], yardstick: str) -> None:
    """A table of every job against one of them."""
    one = costs[yardstick]
    print("| what | wall s | processor s | wall ratio | processor ratio |\n|---|---|---|---|---|")
    for name, cost in costs.items():
        ratios = f"{cost.wall / one.wall:.2f} | {cost.processor / one.processor:.2f}"
        print(f"| {name} | {cost.wall:.2f} | {cost.processor:.2f} | {ratios} |")


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
