"""Every check over scripts, lengths, sounds, voices, mixes and formats, chosen pairwise.

    python benchmarks/proof.py               every track, by soothe's own inspection
    python benchmarks/proof.py --first 6     only the first six
    python benchmarks/proof.py --others      by other people's meters as well (PyAV's ebur128)

Each pair of values of any two columns comes up in at least one track. Prints a row for each track
and ends with exit code 1 if any check of any track failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

import soothe
from soothe.errors import FitError
from soothe.inspect.verdict import inspect
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = {
    "script": ("foot-massage", "breathing", "hands", "calves"),
    "minutes": (4, 7.5, 12),
    "sound": ("rain", "ocean", "pads", "night", "bowls", "none"),
    "voice": ("espeak:en-gb-x-rp+f3", "espeak:en-us"),
    "mix": ("balanced", "sleep", "voice-forward", "podcast", "voice-only", "sound-only"),
    "format": ("mp3", "wav", "opus"),
}

AGREE_LUFS, AGREE_RANGE_LU, HIGHEST_DBTP = 0.2, 0.5, -1.0


def pairwise(columns: dict[str, tuple]) -> list[dict]:
    """Rows in which every pair of values of two columns comes up; greedy, always the same."""
    names = list(columns)
    rows = [dict(zip(names, values, strict=True)) for values in product(*columns.values())]
    left = {pair for row in rows for pair in _pairs(row)}
    chosen = []
    while left:
        best = max(rows, key=lambda row: len(left.intersection(_pairs(row))))
        chosen.append(best)
        left.difference_update(_pairs(best))
    return chosen


def _pairs(row: dict) -> set:
    return set(combinations(sorted(row.items()), 2))


def prove(row: dict, folder: Path, *, others: bool) -> tuple[str, bool]:
    asked = {name: row[name] for name in ("minutes", "sound", "voice", "mix")}
    choices = {"ending": "sleep" if row["mix"] == "sleep" else "get-up"}
    try:
        track = soothe.render(row["script"], seed=1, choices=choices, **asked)
    except FitError as refusal:
        frames = refusal.above or refusal.below
        asked["minutes"] = clock(frames / 48_000 + 1)
        track = soothe.render(row["script"], seed=1, choices=choices, **asked)
    path = track.export(folder / f"track.{row['format']}", replace=True)
    verdict = inspect(path)
    bad = [f"{c.rule} {c.value:.2f} ({c.bound})" for c in verdict.checks if not c.passed]
    values = {check.rule: check.value for check in verdict.checks}
    if others:
        bad += list(disagreements(path, values))
    name = " ".join(str(value) for value in row.values())
    told = f"{len(verdict.checks)} checks, range {values['range']:.1f} LU, " + (
        f"separation {values['separation']:.1f} LU" if "separation" in values else "no separation"
    )
    return f"{name}: {told}. {'ok' if not bad else 'FAILED: ' + '; '.join(bad)}", not bad


def disagreements(path: Path, values: dict[str, float]) -> Iterator[str]:
    """What FFmpeg's meter says otherwise, or finds above the bounds."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from tests.listening import decode, levels

    heard = levels(*decode(path))
    if abs(heard.integrated_lufs - values["integrated"]) > AGREE_LUFS:
        yield f"ebur128 reads {heard.integrated_lufs:.2f} LUFS, not {values['integrated']:.2f}"
    if heard.true_peak_dbtp > HIGHEST_DBTP:
        yield f"ebur128 reads a true peak of {heard.true_peak_dbtp:.2f} dBTP"
    if abs(heard.range_lu - values["range"]) > AGREE_RANGE_LU:
        yield f"ebur128 reads a range of {heard.range_lu:.1f} LU, not {values['range']:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, help="only so many tracks")
    parser.add_argument("--others", action="store_true", help="FFmpeg's meter as well")
    asked = parser.parse_args()
    rows = pairwise(COLUMNS)[: asked.first]
    good = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            told, passed = prove(row, Path(folder), others=asked.others)
            good += passed
            print(told, flush=True)
    print(f"{good} of {len(rows)} tracks pass every check.")
    sys.exit(good < len(rows))


if __name__ == "__main__":
    main()
