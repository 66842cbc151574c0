"""Small tracks and readers that the tests of outputs share."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import av
import numpy as np

from soothe.outputs.recording import Recording

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.outputs.recording import Pcm16


def track_of(samples: Pcm16, rate: int = 48_000) -> Recording:
    return Recording(
        lambda start, n: samples[start : start + n], len(samples), rate, samples.shape[1]
    )


def noise(frames: int, *, channels: int = 2, level: float = 3000.0, seed: int = 0) -> Pcm16:
    drawn = np.random.default_rng(seed).standard_normal((frames, channels)) * level
    return drawn.clip(-32768, 32767).astype(np.int16)


def silence(frames: int, *, channels: int = 2) -> Pcm16:
    return np.zeros((frames, channels), np.int16)


def square(frames: int, *, channels: int = 2) -> Pcm16:
    wave = np.where(np.arange(frames) // 61 % 2, 32767, -32768).astype(np.int16)
    return np.repeat(wave[:, None], channels, axis=1)


def speech_like(frames: int, rate: int, *, channels: int = 2, seed: int = 0) -> Pcm16:
    """Buzzing syllables with gaps of digital silence between them, over nothing."""
    time = np.arange(frames) / rate
    voice = sum(np.sin(2 * np.pi * 120 * k * time + k * k) / k for k in range(1, 30))
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * time + seed), 0, 1) * (time % 3 < 2)
    wave = (voice * syllables * 6000).clip(-32768, 32767).astype(np.int16)
    return np.repeat(wave[:, None], channels, axis=1)


def decode(source: Path | bytes) -> np.ndarray:
    """All samples of a file as ffmpeg decodes it: float `(frames, channels)`."""
    with av.open(io.BytesIO(source) if isinstance(source, bytes) else str(source)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
        packed = not container.streams.audio[0].format.is_planar
        channels = container.streams.audio[0].channels
    joined = np.concatenate(blocks, axis=1)
    joined = joined.reshape(-1, channels) if packed else joined.T
    return joined / 32768 if joined.dtype == np.int16 else joined
