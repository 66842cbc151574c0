"""A whole export against everything else that could make it: LAME alone, ffmpeg, and pydub.

The program is started anew for each run, so loading it counts. "First run" finds an empty cache and
speaks every sentence; the others find the speech. LAME encodes the finished WAV at the same quality
and does nothing else. Rows whose tool is missing are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import wave
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import lameenc
import peers
from timing import interleaved, print_ratios

from soothe.order import Order
from soothe.session import render

if TYPE_CHECKING:
    from collections.abc import Callable

LAME_QUALITY = 5
BITRATE = 128
_BLOCK = 1 << 18


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        os.environ["SOOTHE_CACHE"] = str(work / "cache")
        track = render(Order(options.script, minutes=options.minutes, seed=1))
        track.export(work / "finished.wav")
        material = peers.prepare(track, work)
        jobs = _ours(options, work) | _encoders(work) | _peers(material, quadratic=options.naive)
        costs = interleaved(jobs, options.runs)
    print(f"{options.minutes} minutes, {BITRATE} kb/s, LAME quality {LAME_QUALITY}\n")
    print_ratios(costs, next(name for name in costs if name.endswith("alone")))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", default="foot-massage")
    parser.add_argument("--minutes", default="10")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--no-naive", dest="naive", action="store_false", help="leave the slow pydub pipeline out"
    )
    return parser.parse_args()


def _ours(options: argparse.Namespace, work: Path) -> dict[str, Callable[[], object]]:
    asked = ["export", options.script, "-m", options.minutes, "--seed", "1"]
    command = [sys.executable, "-m", "soothe", *asked, "-f", "-o", str(work / "soothe.mp3")]

    def first() -> None:
        with tempfile.TemporaryDirectory(dir=work) as cache:
            _run(command, SOOTHE_CACHE=cache)

    return {
        "soothe, first run": first,
        "soothe, speech cached": partial(_run, command),
        "soothe, speech cached, one core": partial(_run, [*command, "-j", "1"]),
        "soothe, as WAV": partial(_run, [*command[:-1], str(work / "soothe.wav")]),
    }


def _encoders(work: Path) -> dict[str, Callable[[], object]]:
    source, target = str(work / "finished.wav"), str(work / "encoded.mp3")
    quality, rate = str(LAME_QUALITY), str(BITRATE)
    lame = ["lame", "--quiet", "-q", quality, "-b", rate, source, target]
    libmp3lame = ["-c:a", "libmp3lame", "-compression_level", quality, "-b:a", f"{rate}k"]
    ffmpeg = ["ffmpeg", "-y", "-loglevel", "error", "-i", source, *libmp3lame, target]
    jobs: dict[str, Callable[[], object]] = {}
    if shutil.which("lame"):
        jobs["lame alone"] = partial(_run, lame)
    if shutil.which("ffmpeg"):
        jobs["ffmpeg's libmp3lame alone"] = partial(_run, ffmpeg)
    return jobs | {
        "lameenc alone": partial(_encode, Path(source), 1),
        "lameenc alone, a part for each core": partial(_encode, Path(source), os.cpu_count() or 1),
    }


def _peers(material: peers.Material, *, quadratic: bool) -> dict[str, Callable[[], object]]:
    jobs: dict[str, Callable[[], object]] = {}
    if shutil.which("ffmpeg"):
        jobs["ffmpeg, one graph, speech and bed ready"] = partial(peers.ffmpeg, material)
    if shutil.which("ffmpeg") and find_spec("pydub"):
        jobs["pydub, spliced, speech and bed ready"] = partial(peers.careful, material)
        if quadratic:
            jobs["pydub, overlaid, speech and bed ready"] = partial(peers.naive, material)
    return jobs


def _run(command: list[str], **settings: str) -> None:
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **settings})


def _encode(path: Path, threads: int) -> None:
    """The least that an export can take: the encoder, with nothing to do but encode."""
    with wave.open(str(path)) as file:
        rate, frames = file.getframerate(), file.getnframes()
        parts = [file.readframes(-(-frames // threads)) for _ in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(partial(_encode_part, rate), parts))


def _encode_part(rate: int, samples: bytes) -> None:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(2)
    encoder.set_quality(LAME_QUALITY)
    encoder.set_bit_rate(BITRATE)
    for start in range(0, len(samples), _BLOCK):
        encoder.encode(samples[start : start + _BLOCK])
    encoder.flush()


if __name__ == "__main__":
    main()
