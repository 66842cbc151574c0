"""Joined segments are one stream: whatever the sound, the settings and the bounds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.outputs import mp3_segment
from soothe.outputs.lame import LameSettings
from soothe.outputs.mp3_frame import BITRATES, FRAME, cbr_offset
from soothe.outputs.mp3_stream import frame_count, mp3_frames, plan
from soothe.outputs.recording import Recording
from tests.outputs.sounds import decode, noise, silence, speech_like, square, track_of

FRAMES = 500
"""MP3 frames of the sounds here."""
ALONE = ()
"""No bounds: a single encoder."""


def frames_of(track, lame, bounds):
    return [frame for run in mp3_frames(track, lame, bounds, workers=2) for frame in run]


def error(frames, samples) -> np.ndarray:
    """Root mean square of what differs from the original in each MP3 frame.

    Not the largest difference: in loud noise that is chance, and no sign of a bad join.
    """
    found = decode(b"".join(frames))[1105:]
    length = min(len(found), len(samples)) // FRAME * FRAME
    difference = found[:length] - samples[:length] / 32768
    return np.sqrt(np.square(difference).reshape(length // FRAME, -1).mean(axis=1))


lames = st.one_of(
    st.builds(LameSettings, bitrate=st.sampled_from(BITRATES[5:]), quality=st.sampled_from([5, 9])),
    st.builds(LameSettings, vbr=st.integers(0, 6), quality=st.just(7)),
)
sounds = st.sampled_from(
    [
        lambda frames, _: silence(frames),
        lambda frames, _: square(frames),
        lambda frames, _: noise(frames, level=300),
        lambda frames, _: noise(frames, level=20_000),
        speech_like,
    ]
)
many_bounds = st.lists(st.integers(1, FRAMES // 49 - 1), unique=True, min_size=1, max_size=4).map(
    lambda periods: tuple(49 * period + mp3_segment.EARLY for period in sorted(periods))
)


@settings(max_examples=30, deadline=None)
@given(
    sound=sounds,
    lame=lames,
    shape=st.tuples(st.sampled_from([44_100, 48_000]), st.sampled_from([1, 2])),
    bounds=many_bounds,
    cut=st.integers(0, FRAME),
)
def test_a_joined_stream_is_as_long_and_as_good_as_a_single_encoders(
    sound, lame, shape, bounds, cut
):
    rate, channels = shape
    samples = np.ascontiguousarray(sound(FRAMES * FRAME - cut, rate)[:, :channels])
    track = track_of(samples, rate)
    joined, alone = frames_of(track, lame, bounds), frames_of(track, lame, ALONE)
    assert len(joined) == len(alone) == frame_count(len(samples))
    if lame.vbr is None:
        sizes = [len(frame) for frame in joined]
        assert sizes == [len(frame) for frame in alone]
        assert sum(sizes) == cbr_offset(len(joined), lame.bitrate, rate)
    assert error(joined, samples).max() <= error(alone, samples).max() * 1.1 + 1e-4


def test_without_a_fitting_frame_the_left_encoder_goes_on_to_the_end(monkeypatch):
    track = track_of(speech_like(FRAMES * FRAME, 48_000))
    lame = LameSettings(quality=9)
    alone = frames_of(track, lame, ALONE)
    monkeypatch.setattr(mp3_segment.Mp3Segment, "needs", lambda self, _: int(self.first > 0))
    assert frames_of(track, lame, (100, 300)) == alone


@given(st.integers(1, 2_000_000))
def test_bounds_are_in_order_and_leave_room_for_an_early_start(frames):
    bounds = (0, *plan(frames), frames)
    lengths = [end - start for start, end in pairwise(bounds)]
    assert min(lengths) > mp3_segment.EARLY or len(bounds) == 2
    assert max(lengths) <= 2400 + 49 + mp3_segment.EARLY


def test_an_error_of_the_source_ends_the_stream():
    def fail(start: int, frames: int):
        if start > 200 * FRAME:
            raise RuntimeError("the bed broke")
        return silence(frames)

    track = Recording(fail, FRAMES * FRAME, 48_000)
    with pytest.raises(RuntimeError, match="the bed broke"):
        frames_of(track, LameSettings(quality=9), (100, 300))
