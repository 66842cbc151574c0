"""Cost grows in proportion to length: counted in work done, so that no clock is needed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from soothe.beds import Bed
from soothe.mix import compose, find_profile
from soothe.model import Clip, Placed, Say, Timeline
from soothe.outputs import mp3_stream
from soothe.outputs.lame import LameSettings
from soothe.outputs.mp3_frame import FRAME
from soothe.outputs.mp3_segment import EARLY
from soothe.outputs.recording import Recording

RATE, EVERY = 8000, 10
CLIP = Clip.of(np.sin(np.arange(8000) * 0.3).astype(np.float32) * 0.3, RATE)


def mixed_work(seconds, folder):
    """What reading a whole session once asks of its bed and of its clips."""
    work = Counter()

    def second(index):
        work["bed seconds"] += 1
        return np.full((RATE, 2), 0.01 * (1 + index % 2), np.float32)

    say = Say("A line.")
    starts = range(5 * RATE, (seconds - 10) * RATE, EVERY * RATE)
    placed = tuple(Placed(say, start, len(CLIP.samples), 0, 0) for start in starts)
    timeline = Timeline(RATE, seconds * RATE, 4 * RATE, 4 * RATE, RATE, (), placed)
    bed = Bed(RATE, "ambience", second, 0.5)
    mix = compose(timeline, {say: CLIP}, bed, profile=find_profile("balanced"), cache=folder)
    for start in range(0, timeline.frames, RATE):
        work["frames"] += len(mix.read(start, RATE))
    return work


def test_a_mix_reads_each_second_of_its_bed_about_once(tmp_path):
    short, long = (mixed_work(seconds, tmp_path) for seconds in (300, 1200))
    assert long["frames"] == 4 * short["frames"]
    # The survey of a bed is bounded; what is left is one visit to each second.
    assert short["bed seconds"] <= 300 + 151
    assert long["bed seconds"] <= 1200 + 151


@pytest.mark.parametrize("frames", [600, 1200, 2400])
def test_an_encoder_is_given_little_more_than_the_sound(frames, monkeypatch):
    monkeypatch.setattr(mp3_stream, "_LONGEST", 150)
    given = []

    def read(_start, count):
        given.append(count)
        return np.zeros((count, 2), np.int16)

    track = Recording(read, (frames - 1) * FRAME, 48_000)
    bounds = mp3_stream.plan(frames)
    runs = mp3_stream.mp3_frames(track, LameSettings(quality=9), bounds, workers=2)
    assert sum(map(len, runs)) == frames
    most_at_a_join = EARLY + 16
    assert sum(given) <= (frames + most_at_a_join * len(bounds)) * FRAME


def test_segments_grow_in_number_and_not_in_size():
    counts = [len(mp3_stream.plan(frames)) + 1 for frames in (100_000, 200_000, 400_000)]
    assert counts[1] <= 2 * counts[0] + 4
    assert counts[2] <= 2 * counts[1] + 4
