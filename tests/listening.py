"""Other people's ears: tracks decoded and measured by FFmpeg and mutagen, never by soothe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import av
import numpy as np
from av.filter import Graph
from mutagen.id3 import ID3

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Levels:
    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float
    momentary: np.ndarray
    """LUFS of the 400 ms before each tenth of a second."""


def decode(path: Path) -> tuple[np.ndarray, int]:
    """Float samples (frames, channels) and the rate; encoder delay and padding are cut off."""
    with av.open(str(path)) as container:
        blocks = [
            frame.to_ndarray().reshape(frame.layout.nb_channels, -1)
            if frame.format.is_planar
            else frame.to_ndarray().reshape(-1, frame.layout.nb_channels).T
            for frame in container.decode(audio=0)
        ]
        rate = container.streams.audio[0].rate
    samples = np.concatenate(blocks, axis=1).T
    scale = 32768.0 if samples.dtype == np.int16 else 1.0
    return samples.astype(np.float32) / np.float32(scale), rate


def chapters(path: Path) -> list[tuple[float, float, str]]:
    """(start, end, title) in seconds as ffprobe tells them."""
    with av.open(str(path)) as container:
        return [
            (
                float(each["start"] * each["time_base"]),
                float(each["end"] * each["time_base"]),
                each["metadata"]["title"],
            )
            for each in container.chapters()
        ]


def mutagen_chapters(path: Path) -> list[tuple[float, float, str]]:
    """The same as mutagen tells them, in the order of the table of contents."""
    tags = ID3(path)
    (contents,) = tags.getall("CTOC")
    frames = {chapter.element_id: chapter for chapter in tags.getall("CHAP")}
    listed = [frames[name] for name in contents.child_element_ids]
    return [
        (each.start_time / 1000, each.end_time / 1000, str(each.sub_frames["TIT2"]))
        for each in listed
    ]


def levels(samples: np.ndarray, rate: int, *, peaks: bool = True) -> Levels:
    """Integrated loudness, true peak (half of the work) and loudness range by FFmpeg's ebur128."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo")
    meter = graph.add("ebur128", "metadata=1" + ":peak=true" * peaks)
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    told: list[dict[str, str]] = []
    for start in range(0, len(samples), rate):
        block = np.ascontiguousarray(samples[start : start + rate], np.float32)
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), "flt", "stereo")
        frame.sample_rate = rate
        frame.pts = start
        source.push(frame)
        told += _drained(sink)
    source.push(None)
    told += _drained(sink)
    last = told[-1]
    highest = [float(last.get(f"lavfi.r128.true_peaks_ch{side}", "nan")) for side in (0, 1)]
    return Levels(
        float(last["lavfi.r128.I"]),
        20 * np.log10(max(*highest, 1e-9)),
        float(last["lavfi.r128.LRA"]),
        np.nan_to_num([float(each["lavfi.r128.M"]) for each in told], nan=-120.0, neginf=-120.0),
    )


def _drained(sink) -> list[dict[str, str]]:
    """What the meter said of each tenth of a second that has come through."""
    told = []
    while True:
        try:
            told.append(dict(sink.pull().metadata))
        except (av.error.BlockingIOError, av.error.EOFError):
            return [each for each in told if each]
