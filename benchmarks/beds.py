"""What each bed costs: opening it, and reading ten minutes, in processor seconds."""

from __future__ import annotations

from functools import partial

from timing import measured, median

from soothe.beds import Bed, list_sounds, open_bed

RATE, SECONDS, BLOCK_SECONDS, RUNS = 48_000, 600, 3, 3


def main() -> None:
    print("| bed | open, s | read 10 minutes, s | times real time |\n|---|---|---|---|")
    for sound in list_sounds():
        opened = measured(partial(open_bed, sound.name, seed=1, rate=RATE))
        bed = open_bed(sound.name, seed=1, rate=RATE)
        _read(bed)
        read = median([measured(partial(_read, bed)) for _ in range(RUNS)])
        speed = SECONDS / read.processor
        print(f"| {sound.name} | {opened.processor:.2f} | {read.processor:.2f} | {speed:.0f} |")


def _read(bed: Bed) -> None:
    for start in range(0, SECONDS, BLOCK_SECONDS):
        bed.read(start * RATE, BLOCK_SECONDS * RATE)


if __name__ == "__main__":
    main()
