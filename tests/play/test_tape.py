"""Tapes: what meets which output frame."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from soothe.play.tape import Crossing, Playing, Resting

from .stage import number, numbered

LENGTH = 5000


def wave(start, frames):
    """A loud slow sine."""
    x = 30_000 * np.sin(2 * np.pi * np.arange(start, start + frames) / 700)
    return np.stack([x, -x], axis=1).astype(np.int16)


def playing(place, at=0, pcm=wave):
    return Playing(pcm, LENGTH, at - place)


places = st.integers(0, LENGTH)
leaves = st.one_of(st.builds(playing, places), st.builds(Resting, places))
crossings = st.recursive(
    leaves,
    lambda inner: st.builds(Crossing, inner, leaves, st.integers(0, 300), st.integers(1, 400)),
    max_leaves=5,
)


def depth(tape):
    return 1 + depth(tape.old) if isinstance(tape, Crossing) else 0


@given(crossings, st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_any_block_sizes_read_the_same_samples(tape, sizes):
    starts = np.cumsum([0, *sizes])
    parts = [tape.read(int(a), size) for a, size in zip(starts[:-1], sizes, strict=True)]
    assert np.array_equal(np.concatenate(parts), tape.read(0, int(starts[-1])))


@given(crossings, st.integers(0, 1200))
def test_a_settled_tape_sounds_the_same_from_there_on(tape, frame):
    settled = tape.settled(frame)
    assert np.array_equal(settled.read(frame, 300), tape.read(frame, 300))
    assert settled.position(frame) == tape.position(frame)


@given(crossings)
def test_crossings_that_are_over_are_shed(tape):
    assert depth(tape.settled(800)) == 0


@given(crossings)
def test_nothing_is_heard_from_the_end_on(tape):
    assert not tape.read(max(tape.end, 0), 500).any()


@given(crossings)
def test_a_crossing_is_never_louder_than_its_tapes(tape):
    assert np.abs(tape.read(0, 1200).astype(int)).max() <= 30_000


@given(places, places, st.integers(100, 400))
def test_a_crossing_steps_no_further_than_its_slope_and_its_tapes(here, there, fade):
    tape = Crossing(playing(here), playing(there, 200), 200, fade)
    steps = np.abs(np.diff(tape.read(0, 1000).astype(int), axis=0))
    inside = min(LENGTH - here, LENGTH - there, 800)
    own = 30_000 * 2 * np.pi / 700
    slope = 60_000 * np.pi / 2 / fade
    assert steps[: max(0, inside - 1)].max(initial=0) <= own + slope + 2


def test_a_crossing_begins_with_the_old_and_ends_with_the_new():
    tape = Crossing(playing(0, pcm=numbered), playing(3000, 50, numbered), 50, 100)
    assert number(tape.read(0, 51)).tolist() == list(range(51))
    assert number(tape.read(150, 10)).tolist() == list(range(3100, 3110))


def test_halfway_a_crossing_is_the_mean_of_both():
    tape = Crossing(playing(0), playing(900), 0, 100)
    middle = (wave(50, 1).astype(int) + wave(950, 1)) / 2
    assert np.abs(tape.read(50, 1) - middle).max() <= 0.5


def test_playing_reads_beyond_its_end_as_silence():
    block = playing(LENGTH - 3, pcm=numbered).read(0, 5)
    assert number(block[:3]).tolist() == [LENGTH - 3, LENGTH - 2, LENGTH - 1]
    assert not block[3:].any()


def test_positions_stay_within_the_track():
    tape = playing(100)
    assert [tape.position(frame) for frame in (-200, 0, 10, 9999)] == [0, 100, 110, LENGTH]
