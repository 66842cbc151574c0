"""Joined segments of AAC are one stream: whatever the sound and the bounds."""

from __future__ import annotations

import io
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.outputs import aac, m4a
from soothe.outputs.aac import FRAME, aac_frames, frame_count, plan, window
from soothe.outputs.m4a import M4a
from soothe.outputs.recording import Recording
from soothe.outputs.tags import Tags
from tests.outputs.sounds import decode, noise, silence, speech_like, square, track_of

FRAMES = 150
"""AAC frames of the sounds here."""
HASTY = 30
"""Frames that encoders start early here: how well they have settled by then does not matter."""
ALONE = ()
"""No bounds: a single encoder."""


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(aac, "EARLY", HASTY)


def clicks(frames: int, rate: int):
    """Strikes that make the encoder change its windows all the time."""
    samples = noise(frames, level=50)
    samples[:: rate // 9] = 30_000
    return samples


def frames_of(track, bounds, bitrate=128):
    return [frame for run in aac_frames(track, bitrate, bounds, workers=2) for frame in run]


def packed(track, monkeypatch, bounds):
    with monkeypatch.context() as patch:
        patch.setattr(m4a, "plan", lambda _: bounds)
        sink = io.BytesIO()
        M4a().write(sink, track, Tags(), lambda _: None)
    return sink.getvalue()


def stated(content):
    with av.open(io.BytesIO(content)) as container:
        stream = container.streams.audio[0]
        return stream.duration * stream.time_base * stream.rate


def error(content, samples):
    """Root mean square of what differs from the original in each frame's time."""
    found = decode(content)
    length = min(len(found), len(samples)) // FRAME * FRAME
    difference = found[:length] - samples[:length] / 32768
    return np.sqrt(np.square(difference).reshape(length // FRAME, -1).mean(axis=1))


sounds = st.sampled_from(
    [
        lambda frames, _: silence(frames),
        lambda frames, _: square(frames),
        lambda frames, _: noise(frames, level=300),
        lambda frames, _: noise(frames, level=20_000),
        clicks,
        speech_like,
    ]
)
many_bounds = st.lists(st.integers(HASTY + 2, FRAMES - 2), unique=True, min_size=1, max_size=3).map(
    lambda bounds: tuple(sorted(bounds))
)


def worst_of_each(samples, rate, bounds, patch):
    """In each frame's time the larger error of the encoders that can have made it, each alone.

    What a single encoder makes of a square wave is now and then twice as far off as usual, and
    when depends on where it began: the largest error of one says nothing about another's.
    """
    worst = error(packed(track_of(samples, rate), patch, ALONE), samples)
    for bound in bounds:
        heard = np.ascontiguousarray(samples[(bound - aac.EARLY) * FRAME :])
        found = error(packed(track_of(heard, rate), patch, ALONE), heard)[aac.EARLY - 1 :]
        there = slice(bound - 1, bound - 1 + len(found))
        worst[there] = np.maximum(worst[there], found[: len(worst[there])])
    return worst


@settings(max_examples=8)
@given(
    sound=sounds,
    rate=st.sampled_from([44_100, 48_000]),
    channels=st.sampled_from([1, 2]),
    bounds=many_bounds,
    cut=st.integers(0, FRAME),
)
def test_a_joined_stream_is_as_long_as_a_single_encoders_and_no_join_is_heard(
    sound, rate, channels, bounds, cut
):
    samples = np.ascontiguousarray(sound(FRAMES * FRAME - cut, rate)[:, :channels])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aac, "EARLY", HASTY)
        joined = packed(track_of(samples, rate), patch, bounds)
        worst = worst_of_each(samples, rate, bounds, patch)
    assert stated(joined) == len(samples) <= len(decode(joined)) < len(samples) + FRAME
    # At a join half the error is of the one and half of the other.
    assert (error(joined, samples) <= worst * 2**0.5 + 1e-4).all()


def test_who_takes_over_has_settled(monkeypatch):
    samples, bound = noise(600 * FRAME, level=300), 500
    track = track_of(samples)
    joined, alone = (packed(track, monkeypatch, each) for each in ((bound,), ALONE))
    assert len(joined) == pytest.approx(len(alone), rel=0.01)
    after = slice(bound + 2, bound + 52)
    found, usual = (error(each, samples)[after].mean() for each in (joined, alone))
    assert found <= usual * 1.2


@pytest.mark.usefixtures("hasty")
def test_without_a_fitting_frame_the_left_encoder_goes_on_to_the_end(monkeypatch):
    track = track_of(speech_like(FRAMES * FRAME, 48_000))
    alone = frames_of(track, ALONE)
    monkeypatch.setattr(aac.AacSegment, "window", lambda self, _: int(self.first > 0))
    assert frames_of(track, (60, 110)) == alone


@pytest.mark.usefixtures("hasty")
def test_the_encoder_changes_hands_only_between_equal_windows(monkeypatch):
    track = track_of(clicks(FRAMES * FRAME, 48_000))
    handed = []
    join = aac.join

    def noted(left, right, total):
        index = join(left, right, total)
        handed.append((left.window(index - 1), right.window(index - 1)))
        return index

    monkeypatch.setattr(aac, "join", noted)
    frames_of(track, (40, 70, 100, 130))
    assert len(handed) == 4
    assert all(left == right is not None for left, right in handed)


@pytest.mark.parametrize("channels", [1, 2])
def test_windows_are_read_from_the_front_of_frames(channels):
    frames = frames_of(track_of(silence(20 * FRAME, channels=channels)), ALONE)
    long_and_smooth = 0b001
    assert {window(frame) for frame in frames[2:-2]} == {long_and_smooth}
    strikes = frames_of(track_of(clicks(60 * FRAME, 48_000)[:, :channels]), ALONE)
    assert len({window(frame) for frame in strikes}) > 2


@pytest.mark.parametrize("frames", [b"\xde\x02\x00\x4c", b"\x20\x00\x00\x00"])
def test_other_frames_have_no_window_to_compare(frames):
    assert window(frames) is None


@given(st.integers(1, 2_000_000))
def test_bounds_are_in_order_and_leave_room_for_an_early_start(frames):
    bounds = (0, *plan(frames), frames)
    lengths = [end - start for start, end in pairwise(bounds)]
    assert min(lengths) > aac.EARLY or len(bounds) == 2
    assert max(lengths) <= 3001


@pytest.mark.parametrize("samples", [1, 1023, 1024, 1025, 10_240])
def test_the_encoder_makes_as_many_frames_as_are_counted_on(samples):
    assert len(frames_of(track_of(silence(samples)), ALONE)) == frame_count(samples)


@pytest.mark.usefixtures("hasty")
def test_an_error_of_the_source_ends_the_stream():
    def fail(start: int, frames: int):
        if start > 80 * FRAME:
            raise RuntimeError("the bed broke")
        return silence(frames)

    with pytest.raises(RuntimeError, match="the bed broke"):
        frames_of(Recording(fail, FRAMES * FRAME, 48_000), (60, 120))
