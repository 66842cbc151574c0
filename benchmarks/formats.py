"""How fast each format is written, against its encoder alone and ffmpeg: times real time.

    python benchmarks/formats.py [minutes]

The sound is a buzz with gaps over noise. `soothe` is the whole way: reading, packing, tags, cover,
proof. `alone` is the bare encoder in one thread, fed the same samples from memory.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import lameenc
import numpy as np
import soundfile

from soothe.model import Script
from soothe.outputs.cover import cover
from soothe.outputs.formats import FORMATS, find_format
from soothe.outputs.recording import Recording
from soothe.outputs.tags import Tags
from soothe.outputs.write import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 48_000
PERIOD, VOICED = 3, 2
FFMPEG = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k"],
    "wav": [],
    "flac": [],
    "m4a": ["-c:a", "aac", "-b:a", "128k"],
    "m4b": ["-c:a", "aac", "-b:a", "128k", "-f", "ipod"],
    "opus": ["-c:a", "libopus", "-b:a", "128k"],
}


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    samples = sound(minutes)
    seconds = len(samples) / RATE
    track = Recording(lambda start, count: samples[start : start + count], len(samples), RATE)
    tags = Tags(title="Benchmark", cover=cover(Script("benchmark", "Benchmark", "en", ())))
    print(f"{'format':<7} {'soothe':>8} {'alone':>8} {'ffmpeg':>8}   times real time")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.wav"
        soundfile.write(source, samples, RATE, "PCM_16")
        for name in FORMATS:
            works = (
                partial(write_file, Path(folder) / f"a.{name}", track, tags, find_format(name)),
                bare(name, samples),
                partial(ffmpeg, source, Path(folder) / f"b.{name}", name),
            )
            print(f"{name:<7} {' '.join(shown(work, seconds) for work in works)}")


def sound(minutes: float) -> np.ndarray:
    at = np.arange(int(minutes * 60 * RATE)) / RATE
    buzz = (
        sum(np.sin(2 * np.pi * 120 * k * at) / k for k in range(1, 12))
        * (at % PERIOD < VOICED)
        * 4000
    )
    noise = np.random.default_rng(1).standard_normal((len(at), 2)) * 500
    return (buzz[:, None] + noise).clip(-32768, 32767).astype(np.int16)


def bare(name: str, samples: np.ndarray) -> Callable[[], object] | None:
    if name == "mp3":
        return partial(lame, samples)
    if name == "flac":
        return partial(soundfile.write, io.BytesIO(), samples, RATE, "PCM_16", format="FLAC")
    return None


def lame(samples: np.ndarray) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(2)
    encoder.set_bit_rate(128)
    encoder.set_quality(5)
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


def ffmpeg(source: Path, target: Path, name: str) -> None:
    command = ["ffmpeg", "-v", "error", "-i", str(source), *FFMPEG[name], "-y", str(target)]
    subprocess.run(command, check=True)


def shown(work: Callable[[], object] | None, seconds: float) -> str:
    if work is None:
        return f"{'-':>8}"
    begun = time.perf_counter()
    work()
    return f"{seconds / (time.perf_counter() - begun):8.0f}"


main()
