"""Several tracks at once: an album of four lengths on one core, on two, and on all there are."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from timing import interleaved, print_ratios

LENGTHS = "5,8,10,15"
RUNS = 3


def main() -> None:
    cores = sorted({1, 2, os.cpu_count() or 1})
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOOTHE_CACHE"] = str(Path(folder) / "cache")
        jobs = {
            f"{LENGTHS} minutes, -j {count}": partial(_album, Path(folder) / str(count), count)
            for count in cores
        }
        next(iter(jobs.values()))()  # speaks every sentence
        print_ratios(interleaved(jobs, RUNS), next(iter(jobs)))


def _album(folder: Path, cores: int) -> None:
    folder.mkdir(exist_ok=True)
    asked = ["export", "foot-massage", "-m", LENGTHS, "--seed", "1", "-f", "-j", str(cores)]
    command = [sys.executable, "-m", "soothe", *asked, "-o", f"{folder}/"]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
