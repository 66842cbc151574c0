"""A 10-minute session: soothe, the naive pydub pipeline, and the MP3 encoder alone, as ratios."""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
import wave
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import lameenc
import numpy as np
import soundfile

from soothe.model import Say
from soothe.session import Order, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.track import Track

LAME_QUALITY = 5
BITRATE = 128


def main() -> None:
    options = _options()
    order = Order(options.script, minutes=options.minutes, seed=1)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        track = render(order)
        track.export(work / "finished.wav")
        jobs = _jobs(order, track, work)
        times = _interleaved(jobs, options.runs)
    _table(times, options.minutes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", default="foot-massage")
    parser.add_argument("--minutes", default="10")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _jobs(order: Order, track: Track, work: Path) -> dict[str, Callable[[], None]]:
    jobs: dict[str, Callable[[], None]] = {
        "encoder alone, one core (lameenc)": lambda: _encode(work / "finished.wav"),
        "soothe, speech cached": lambda: _soothe(order, work, workers=None),
        "soothe, speech cached, one worker": lambda: _soothe(order, work, workers=1),
    }
    if find_spec("pydub") and shutil.which("ffmpeg"):
        clips = _clips(track, work)
        _bed(track, work)
        jobs["naive pydub, speech and bed ready"] = lambda: _pydub(track, clips, work)
    else:
        print("pydub or ffmpeg is missing: its row is left out.\n")
    return jobs


def _interleaved(jobs: dict[str, Callable[[], None]], runs: int) -> dict[str, list[float]]:
    """Wall seconds of each job; the jobs take turns, so that drift hits them alike."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - start)
    return times


def _table(times: dict[str, list[float]], minutes: str) -> None:
    limit = statistics.median(times["encoder alone, one core (lameenc)"])
    print(f"{minutes} minutes, 48 kHz, {BITRATE} kb/s, LAME quality {LAME_QUALITY}\n")
    print("| pipeline | median s | against the encoder alone |\n|---|---|---|")
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(f"| {name} | {median:.2f} | {median / limit:.2f} |")


def _encode(path: Path) -> None:
    with wave.open(str(path)) as file:
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_in_sample_rate(file.getframerate())
        encoder.set_channels(2)
        encoder.set_quality(LAME_QUALITY)
        encoder.set_bit_rate(BITRATE)
        while block := file.readframes(1 << 16):
            encoder.encode(block)
    encoder.flush()


def _soothe(order: Order, work: Path, workers: int | None) -> None:
    render(order).export(work / "soothe.mp3", replace=True, workers=workers)


def _clips(track: Track, work: Path) -> dict[Say, Path]:
    paths = {}
    for number, (say, clip) in enumerate(track.plan.clips.items()):
        paths[say] = work / f"clip{number}.wav"
        soundfile.write(paths[say], clip.samples, clip.rate)
    return paths


def _bed(track: Track, work: Path) -> None:
    """A minute of the bed as a file, as a pydub user would have it."""
    samples = track.mix.stems["bed"].read(track.timeline.rate * 10, track.timeline.rate * 60)
    soundfile.write(work / "bed.wav", np.clip(samples, -1, 1), track.timeline.rate)


def _pydub(track: Track, clips: dict[Say, Path], work: Path) -> None:
    """What a first attempt looks like: overlay each clip on a looped bed, then export."""
    from pydub import AudioSegment  # an extra: only this row needs it

    rate = track.timeline.rate
    mixed = AudioSegment.from_wav(work / "bed.wav") * (int(track.seconds / 60) + 1)
    mixed = mixed[: track.timeline.frames * 1000 // rate].fade_in(4000).fade_out(8000)
    for placed in track.timeline.placed:
        if isinstance(placed.cue, Say):
            clip = AudioSegment.from_wav(clips[placed.cue])
            mixed = mixed.overlay(clip, position=placed.start * 1000 // rate)
    mixed.export(work / "pydub.mp3", format="mp3", bitrate=f"{BITRATE}k")


if __name__ == "__main__":
    main()
