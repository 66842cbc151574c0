"""How soon a question is answered: processor seconds of commands that make no sound."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from timing import interleaved

QUESTIONS = {
    "Python alone": ["-c", ""],
    "soothe --help": ["-m", "soothe", "--help"],
    "soothe list": ["-m", "soothe", "list"],
    "soothe sounds": ["-m", "soothe", "sounds"],
    "soothe show foot-massage -m 20": ["-m", "soothe", "show", "foot-massage", "-m", "20"],
    "soothe check foot-massage": ["-m", "soothe", "check", "foot-massage"],
}
RUNS = 3


def main() -> None:
    jobs = {
        name: partial(subprocess.run, [sys.executable, *question], check=False, capture_output=True)
        for name, question in QUESTIONS.items()
    }
    print("| question | processor ms |\n|---|---|")
    for name, cost in interleaved(jobs, RUNS).items():
        print(f"| `{name}` | {1000 * cost.processor:.0f} |")


if __name__ == "__main__":
    main()
