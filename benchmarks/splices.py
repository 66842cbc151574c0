"""A long fuzz of the joins between MP3 segments, read back by every decoder there is.

    python benchmarks/splices.py [tries]

Each try takes a sound, a rate, a bitrate or variable quality and bounds by chance, encodes it in
segments and by one encoder, and decodes both. The lengths must be exact, and the error of no frame
may have more power than the worst frame of the single encoder's, by a tenth. Decoders: libsndfile
(which is mpg123), miniaudio (dr_mp3), and `ffmpeg` and `lame` where they are installed.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import miniaudio
import numpy as np
import soundfile

from soothe.outputs.lame import LameSettings, encoder_gain_db
from soothe.outputs.mp3_frame import BITRATES, FRAME
from soothe.outputs.mp3_info import constant_info, info_frame, info_header, measured_info
from soothe.outputs.mp3_segment import EARLY
from soothe.outputs.mp3_stream import frame_count, mp3_frames
from soothe.outputs.recording import Recording
from soothe.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.outputs.recording import Pcm16

FRAMES = 500
PERIOD = 49
SLACK = 1.1
PAUSED, SPOKEN = 3, 2
"""Seconds from one stretch of speech to the next, and of speech in each."""


def main() -> None:
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    decoders, worst, failures = _decoders(), 0.0, 0
    for number in range(tries):
        chance = random.Random(number)  # noqa: S311 - cases that can be had again
        ratio, wrong = _try(chance, decoders)
        worst = max(worst, ratio)
        for each in wrong:
            failures += 1
            print(f"try {number}: {each}")
    print("| tries | decoders | failures | highest error power against one encoder |")
    print("|---|---|---|---|")
    print(f"| {tries} | {', '.join(decoders)} | {failures} | {worst:.3f} |")
    sys.exit(failures > 0)


def _try(chance: random.Random, decoders: dict[str, Callable[[Path], Pcm16]]) -> tuple[float, list]:
    samples, track, lame = _case(chance)
    periods = chance.sample(range(1, FRAMES // PERIOD), chance.randint(1, 4))
    bounds = tuple(PERIOD * period + EARLY for period in sorted(periods))
    wrong, ratio = [], 0.0
    with TemporaryDirectory() as folder:
        joined, alone = Path(folder) / "joined.mp3", Path(folder) / "alone.mp3"
        joined.write_bytes(_file(track, lame, bounds))
        alone.write_bytes(_file(track, lame, ()))
        for name, decode in decoders.items():
            ours, theirs = decode(joined), decode(alone)
            if len(ours) != track.frames:
                wrong.append(f"{name} reads {len(ours)} samples of {track.frames}: {lame}")
                continue
            heard = samples * gain(encoder_gain_db(lame))
            ratio = max(ratio, _power(ours, heard) / max(_power(theirs, heard), 1.0))
    if ratio > SLACK:
        wrong.append(f"{ratio:.2f} times the error of one encoder: {lame}, {bounds}")
    return ratio, wrong


def _case(chance: random.Random) -> tuple[Pcm16, Recording, LameSettings]:
    rate, channels = chance.choice((44_100, 48_000)), chance.choice((1, 2))
    count = FRAMES * FRAME - chance.randint(0, FRAME)
    samples = chance.choice(SOUNDS)(count, rate, chance.randint(0, 999))
    samples = np.repeat(samples[:, None], channels, axis=1).clip(-32768, 32767).astype(np.int16)
    bitrate = chance.choice([each for each in BITRATES if each >= 64])  # noqa: PLR2004 - kb/s
    vbr = chance.choice((None, None, 0, 2, 4, 6))
    lame = LameSettings(bitrate=bitrate, vbr=vbr, quality=chance.choice((5, 7)))
    track = Recording(lambda at, n: samples[at : at + n], count, rate, channels)
    return samples, track, lame


def _file(track: Recording, lame: LameSettings, bounds: tuple[int, ...]) -> bytes:
    frames = [frame for run in mp3_frames(track, lame, bounds, workers=2) for frame in run]
    constant = lame.bitrate if lame.vbr is None else None
    if constant:
        info = constant_info(track.frames, frame_count(track.frames), constant, track.rate)
    else:
        info = measured_info(track.frames, [len(frame) for frame in frames])
    return info_frame(info_header(frames[0], constant), info) + b"".join(frames)


def _power(heard: Pcm16, samples: np.ndarray) -> float:
    """Root mean square error of the worst frame, in steps of 16 bit."""
    whole = len(samples) // FRAME * FRAME
    difference = heard[:whole].astype(np.float64) - samples[:whole]
    return float(np.sqrt(np.square(difference).reshape(whole // FRAME, -1).mean(axis=1)).max())


def _silence(count: int, _rate: int, _seed: int) -> np.ndarray:
    return np.zeros(count)


def _full_scale(count: int, _rate: int, seed: int) -> np.ndarray:
    return np.where(np.arange(count) // (40 + seed % 50) % 2, 32767, -32768)


def _noise(count: int, _rate: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(count) * (300 + 10 * seed)


def _speech(count: int, rate: int, seed: int) -> np.ndarray:
    """Buzzing syllables with gaps of digital silence between them."""
    time = np.arange(count) / rate
    voice = sum(np.sin(2 * np.pi * 120 * k * time + k * k) / k for k in range(1, 30))
    return (
        voice
        * np.clip(np.sin(2 * np.pi * 2.1 * time + seed), 0, 1)
        * (time % PAUSED < SPOKEN)
        * 6000
    )


SOUNDS = (_silence, _full_scale, _noise, _speech)


def _decoders() -> dict[str, Callable[[Path], Pcm16]]:
    commands = {
        "ffmpeg": ["ffmpeg", "-loglevel", "error", "-i", "{}", "-f", "wav", "-"],
        "lame": ["lame", "--quiet", "--decode", "{}", "-"],
    }
    found: dict[str, Callable[[Path], Pcm16]] = {
        "libsndfile": _libsndfile,
        "miniaudio": _miniaudio,
    }
    for name, command in commands.items():
        if shutil.which(name):
            found[name] = _program(command)
    return found


def _libsndfile(path: Path) -> Pcm16:
    return soundfile.read(path, dtype="int16", always_2d=True)[0]


def _miniaudio(path: Path) -> Pcm16:
    decoded = miniaudio.mp3_read_file_s16(str(path))
    return np.frombuffer(decoded.samples, "<i2").reshape(-1, decoded.nchannels)


def _program(command: list[str]) -> Callable[[Path], Pcm16]:
    def decode(path: Path) -> Pcm16:
        filled = [str(path) if part == "{}" else part for part in command]
        heard = subprocess.run(filled, check=True, capture_output=True).stdout
        # A pipe's header cannot know the length: 44 or more bytes, then samples up to the end.
        start = heard.index(b"data") + 8
        channels = soundfile.info(path).channels
        return np.frombuffer(heard[start:], "<i2").reshape(-1, channels)

    return decode


if __name__ == "__main__":
    main()
