"""The arithmetic against a meter that hears the finished samples: FFmpeg's."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from av.filter import Graph

from soothe.mix import PROFILES, compose
from soothe.model import Bell, Say
from tests.mix.studio import RATE, Loop, noise, session

CASES = {
    "close": [(4.0 + 3 * k, 1.5 + k % 3 * 0.4) for k in range(12)],
    "sparse": [(6.0, 2.0), (20.0, 0.4), (33.0, 3.0)],
    "bells": [(5.0, Bell("bell", 3, 2.0)), (12.0, 2.0), (22.0, Bell("low")), (28.0, 2.5)],
}


def heard(samples):
    """Integrated loudness in LUFS by FFmpeg."""
    graph, base = Graph(), Fraction(1, RATE)
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo", time_base=base)
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    reading = None
    for start in range(0, len(samples), RATE // 10):
        block = np.ascontiguousarray(samples[start : start + RATE // 10]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, "flt", "stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, base
        source.push(frame)
        try:
            while True:
                reading = float(sink.pull().metadata["lavfi.r128.I"])
        except av.BlockingIOError:
            continue
    return reading


def swelling():
    """Noise that comes and goes by 6 dB every eleven seconds."""
    swell = 1.0 + 0.33 * np.sin(2 * np.pi * np.arange(11 * RATE) / (11 * RATE))
    return Loop((noise() * swell[:, None]).astype(np.float32))


@pytest.mark.parametrize("bed", [Loop(), swelling()], ids=["even", "swelling"])
@pytest.mark.parametrize("cues", CASES.values(), ids=CASES)
class TestAgainstFfmpeg:
    @pytest.mark.parametrize("name", ["balanced", "voice-only", "sound-only", "podcast"])
    def test_integrated_loudness(self, cues, bed, name):
        timeline, clips = session(*cues, seconds=45.0)
        mix = compose(timeline, clips, bed, profile=PROFILES[name])
        measured = heard(mix.read(0, mix.frames))
        assert mix.report.integrated_lufs == pytest.approx(measured, abs=0.2)

    def test_voice_over_its_own_time(self, cues, bed):
        timeline, clips = session(*cues, seconds=45.0)
        voice = compose(timeline, clips, bed, profile=PROFILES["balanced"]).stems["voice"]
        spoken = [
            voice.read(placed.start, placed.frames)
            for placed in timeline.placed
            if isinstance(placed.cue, Say)
        ]
        assert heard(np.concatenate(spoken)) == pytest.approx(-18.0, abs=0.5)
