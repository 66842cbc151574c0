"""Every check over scripts, lengths, sounds, voices, mixes and formats, chosen pairwise.

    python benchmarks/proof.py               every track, by soothe's own inspection
    python benchmarks/proof.py --first 6     only the first six
    python benchmarks/proof.py --others      by other people's meters as well
    python benchmarks/proof.py --short       the short tracks that the tests prove in every run

Other people's meters are FFmpeg's ebur128 and decoders by way of PyAV, mutagen, and pystoi. Each
pair of values of any two columns that go together comes up in at least one track. Prints a row for
each track and ends with exit code 1 if any check of any track failed.
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
from soothe.units import SESSION_RATE, clock

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.proving import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.track import Track

COLUMNS = {
    "script": ("foot-massage", "breathing", "hands", "calves"),
    "minutes": (4, 7.5, 12),
    "sound": ("rain", "ocean", "pads", "night", "bowls", "none"),
    "voice": ("espeak:en-gb-x-rp+f3", "espeak:en-us"),
    "mix": (
        "balanced",
        "sleep",
        "voice-forward",
        "music-forward",
        "podcast",
        "voice-only",
        "sound-only",
    ),
    "format": ("mp3", "wav", "opus"),
}
SHORT = COLUMNS | {
    "script": ("foot-massage", "hands", "calves", "neck-shoulders"),
    "minutes": (3, 3.1, 3.2),
    "sound": ("rain", "ocean", "pads", "none"),
    "mix": ("balanced", "sleep", "voice-forward", "podcast", "voice-only", "sound-only"),
    "format": ("flac", "mp3"),  # the cheaper first: it is taken where either will do
}
MUSIC = ("pads", "bowls", "none")

RATES = {"flac": 24_000}
"""Of the short tracks: what takes any rate is proved at half the usual one, in half the time."""

AGREE_LUFS, AGREE_RANGE_LU, SILENCE_LUFS = 0.2, 0.5, -70.0
TOLD = ("range", "separation", "stoi", "estoi", "rise", "true-peak")


def pairwise(columns: dict[str, tuple]) -> list[dict]:
    """Rows in which every pair of values of two columns comes up; greedy, always the same."""
    names = list(columns)
    rows = [dict(zip(names, values, strict=True)) for values in product(*columns.values())]
    rows = [row for row in rows if row["mix"] != "music-forward" or row["sound"] in MUSIC]
    left = {pair for row in rows for pair in _pairs(row)}
    chosen = []
    while left:
        best = max(rows, key=lambda row: len(left.intersection(_pairs(row))))
        chosen.append(best)
        left.difference_update(_pairs(best))
    return chosen


def _pairs(row: dict) -> set:
    return set(combinations(sorted(row.items()), 2))


def make(row: dict, folder: Path, rate: int) -> tuple[Track, Path]:
    """The track of a row, of the nearest length that is possible, and its file."""
    asked = {name: row[name] for name in ("minutes", "sound", "voice", "mix")} | {"rate": rate}
    choices = {"ending": "sleep" if row["mix"] == "sleep" else "get-up"}
    try:
        track = soothe.render(row["script"], seed=1, choices=choices, **asked)
    except FitError as refusal:
        # The very length that is offered: another names itself in words of another length.
        asked["minutes"] = clock((refusal.above or refusal.below) / rate)
        track = soothe.render(row["script"], seed=1, choices=choices, **asked)
    return track, track.export(folder / f"track.{row['format']}", replace=True)


def prove(
    row: dict, folder: Path, *, others: bool, rate: int = SESSION_RATE
) -> tuple[str, list[str]]:
    """What a track measures, and what is wrong with it."""
    track, path = make(row, folder, rate)
    verdict = inspect(path)
    bad = [f"{c.rule} {c.value:.2f} ({c.bound})" for c in verdict.checks if not c.passed]
    values = {check.rule: check.value for check in verdict.checks}
    told = [f"{len(verdict.checks)} checks"]
    if others:
        measured = {each.rule: each for each in measure(track, path)}
        bad += [f"by others {each}" for each in measured.values() if not each.passed]
        bad += disagreements(values, {rule: each.value for rule, each in measured.items()})
        told.append(f"{len(measured)} by others")
        values |= {rule: each.value for rule, each in measured.items()}
    told += [f"{rule} {values[rule]:.2f}" for rule in TOLD if rule in values]
    return ", ".join(told), bad


def disagreements(ours: dict[str, float], theirs: dict[str, float]) -> Iterator[str]:
    """Where FFmpeg's meter and soothe's do not say the same."""
    integrated = max(ours["integrated"], SILENCE_LUFS)
    if abs(theirs["integrated"] - integrated) > AGREE_LUFS:
        yield f"ebur128 reads {theirs['integrated']:.2f} LUFS, not {integrated:.2f}"
    # Bells in silence are a few dozen readings: meters may be one of them apart.
    heard_throughout = "dead-air" in ours or "voice" in theirs
    if heard_throughout and abs(theirs["range"] - ours["range"]) > AGREE_RANGE_LU:
        yield f"ebur128 reads a range of {theirs['range']:.1f} LU, not {ours['range']:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, help="only so many tracks")
    parser.add_argument("--others", action="store_true", help="other people's meters as well")
    parser.add_argument("--short", action="store_true", help="the short tracks of the tests")
    asked = parser.parse_args()
    rows = pairwise(SHORT if asked.short else COLUMNS)[: asked.first]
    good = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            rate = RATES.get(row["format"], SESSION_RATE) if asked.short else SESSION_RATE
            told, bad = prove(row, Path(folder), others=asked.others, rate=rate)
            good += not bad
            name = " ".join(str(value) for value in row.values())
            print(f"{name}: {told}. {'FAILED: ' + '; '.join(bad) if bad else 'ok'}", flush=True)
    print(f"{good} of {len(rows)} tracks pass every check.")
    sys.exit(good < len(rows))


if __name__ == "__main__":
    main()
