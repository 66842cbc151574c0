"""How fast each format is written, against its encoder alone and ffmpeg: times real time.

    python benchmarks/formats.py [minutes]

The sound is a buzz with gaps over noise. `soothe` is the whole way: reading, packing, tags, cover,
proof. `alone` is the bare encoder in one thread, fed the same samples from memory. In brackets:
per second of processor time, which other work on the machine does not change.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import av
import lameenc
import numpy as np
import soundfile
from timing import Cost, interleaved

from soothe.model import Script
from soothe.outputs.formats import FORMATS, find_format
from soothe.outputs.pictures import picture
from soothe.outputs.recording import Recording
from soothe.outputs.tags import Tags
from soothe.outputs.write import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 48_000
RUNS = 3
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
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    samples = sound(minutes)
    track = Recording(lambda start, count: samples[start : start + count], len(samples), RATE)
    tags = Tags(title="Benchmark", cover=picture(Script("benchmark", "Benchmark", "en", ())))
    print("| | soothe | encoder alone, one thread | ffmpeg |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.wav"
        soundfile.write(source, samples, RATE, "PCM_16")
        for name in FORMATS:
            target = Path(folder) / f"a.{name}"
            works = {
                "soothe": partial(write_file, target, track, tags, find_format(name), replace=True),
                "alone": bare(name, samples),
                "ffmpeg": partial(ffmpeg, source, Path(folder) / f"b.{name}", name),
            }
            costs = interleaved({each: work for each, work in works.items() if work}, RUNS)
            cells = (shown(costs.get(each), minutes * 60) for each in works)
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


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
    return partial(libav, name, samples) if name in {"m4a", "opus"} else None


def libav(name: str, samples: np.ndarray) -> int:
    encoder = av.CodecContext.create({"m4a": "aac", "opus": "libopus"}[name], "w")
    encoder.sample_rate, encoder.layout, encoder.bit_rate = RATE, "stereo", 128_000
    encoder.format = {"m4a": "fltp", "opus": "s16"}[name]
    size = 0
    for start in range(0, len(samples), RATE):
        packed = np.ascontiguousarray(samples[start : start + RATE]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        size += sum(packet.size for packet in encoder.encode(frame))
    return size + sum(packet.size for packet in encoder.encode(None))


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


def shown(cost: Cost | None, seconds: float) -> str:
    if cost is None:
        return ""
    return f"{seconds / cost.wall:.0f} ({seconds / max(cost.processor, 0.01):.0f})"


if __name__ == "__main__":
    main()
