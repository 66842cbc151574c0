"""Twelve hours of each bed: no repetition, no seam, no drift, the same samples however it is read.

    python benchmarks/twelve_hours.py              every recipe, at 8 kHz, some 15 s each
    python benchmarks/twelve_hours.py ocean pads   some of them

| column | |
|---|---|
| drift | LUFS of the loudest hour less those of the softest |
| rise | LU by which 400 ms are louder than the 400 ms before, at most |
| again | highest correlation of the level with itself from 5 s on, moves over 10 s taken off |
| seam | spectral flux where stretches of a tile cross, in standard deviations above other places |
| other reads | samples that differ when the same places are read in other blocks |
"""

from __future__ import annotations

import sys

import numpy as np

from soothe.beds import Bed, list_sounds, open_bed
from soothe.loudness import OFFSET_LU, k_energies

RATE, HOURS, PART = 8000, 12, 60
HOPS = 10
STRETCH = 4


def main() -> None:
    print("| bed | LUFS | drift, LU | rise, LU | again | seam, SD | other reads |")
    print("|---|---|---|---|---|---|---|")
    for name in sys.argv[1:] or [sound.name for sound in list_sounds()]:
        bed = open_bed(name, seed=1, rate=RATE)
        energies, flux, last = [], [], np.zeros((0, 2), np.float32)
        for start in range(0, HOURS * 3600, PART):
            part = bed.read(start * RATE, PART * RATE)
            heard = np.concatenate([last, part])
            energies.append(k_energies(heard, RATE)[len(last) * HOPS // RATE :])
            flux.append(spectral_flux(part))
            last = part[-RATE:]
        level = np.concatenate(energies)
        hours = 10 * np.log10(level.reshape(HOURS, -1).mean(axis=1))
        values = (
            f"{OFFSET_LU + 10 * np.log10(level.mean()):.2f}",
            f"{np.ptp(hours):.2f}",
            f"{rise(level):.2f}",
            f"{again(level):.2f}",
            f"{seam(np.concatenate(flux)):.2f}",
            f"{other_reads(bed)}",
        )
        print(f"| {name} | {' | '.join(values)} |", flush=True)


def rise(energies: np.ndarray) -> float:
    momentary = 10 * np.log10(np.convolve(energies, np.full(4, 0.25), "valid"))
    return float((momentary[4:] - momentary[:-4]).max())


def again(energies: np.ndarray) -> float:
    level = 10 * np.log10(energies)
    level -= level.mean()
    level -= np.convolve(level, np.full(10 * HOPS, 0.1 / HOPS), "same")
    power = np.abs(np.fft.rfft(level, 2 * len(level))) ** 2
    correlation = np.fft.irfft(power)[: len(level) // 2]
    return float((correlation[5 * HOPS :] / correlation[0]).max())


def spectral_flux(part: np.ndarray) -> np.ndarray:
    """Rise of the spectrum in decibels from each tenth of a second to the next, `(seconds, 9)`."""
    frames = part.mean(axis=1).reshape(-1, HOPS, RATE // HOPS)
    spectra = np.abs(np.fft.rfft(frames * np.hanning(RATE // HOPS), axis=2)[:, :, 3:200])
    levels = 20 * np.log10(spectra + 1e-7)
    return np.maximum(np.diff(levels, axis=1), 0.0).mean(axis=2)


def seam(flux: np.ndarray) -> float:
    """The last second of each stretch crosses over to the next."""
    means = flux.mean(axis=1)
    crossing = np.arange(len(means)) % STRETCH == STRETCH - 1
    return float((means[crossing].mean() - means[~crossing].mean()) / means[~crossing].std())


def other_reads(bed: Bed) -> int:
    chance = np.random.default_rng(1)
    differing = 0
    for start in chance.integers(0, HOURS * 3600 * RATE, 20):
        whole = bed.read(int(start), 3 * RATE)
        at = int(start)
        while at < start + 3 * RATE:
            size = int(min(chance.integers(1, RATE), start + 3 * RATE - at))
            part = whole[at - start : at - start + size]
            differing += int((bed.read(at, size) != part).sum())
            at += size
    return differing


if __name__ == "__main__":
    main()
