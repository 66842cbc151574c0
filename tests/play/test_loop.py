"""The whole: keys in, sound and views out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.errors import DeviceError
from soothe.play.devices import open_device
from soothe.play.keys import NoKeys
from soothe.play.loop import Outcome
from soothe.play.places import STEP_BACK
from soothe.play.producer import ENTRY, FADE
from soothe.play.pulse import PATIENCE, TICK
from soothe.play.track_desk import play

from .stage import (
    FRAMES,
    LEAD,
    RATE,
    STEP,
    TITLES,
    Album,
    Fingers,
    Hand,
    number,
    numbered,
    timeline,
)

MARGIN = RATE // 10
"""Frames within which a key's place is kept."""


def performance(*presses, start=0):
    """What was heard, seen and reported when these keys are pressed."""
    hand, album = Hand(), Album()
    outcome = play(
        timeline(), numbered, hand, Fingers(hand, presses), album, title="Feet", start=start
    )
    return hand.heard, album.views, outcome


def place_after(*presses):
    """Where the track stands two seconds after these keys."""
    _, _, outcome = performance(*presses, (2 * RATE, "q"))
    return outcome.position - 2 * RATE


@given(
    st.lists(
        st.tuples(st.integers(0, 8 * RATE), st.sampled_from([" ", "left", "right", *"npr?xé"])),
        max_size=15,
    )
)
@settings(deadline=None, max_examples=40)
def test_it_always_ends_and_never_starves(presses):
    # A pause at the very end of the list would rest for ever, as it should: go on from it.
    hand, album = Hand(), Album()
    paused = sum(key == " " for _, key in presses) % 2
    fingers = Fingers(hand, [*presses, *[(0, " ")] * paused])
    outcome = play(timeline(), numbered, hand, fingers, album)
    assert outcome.underruns == 0
    assert hand.stopped
    assert fingers.left
    assert outcome.finished
    assert all(0 <= view.position <= view.length for view in album.views)


def test_untouched_the_session_is_heard_whole():
    heard, views, outcome = performance()
    assert np.array_equal(heard, numbered(0, FRAMES))
    assert outcome == Outcome(FRAMES, finished=True)
    assert views[0].title == "Feet"


def test_quitting_keeps_the_place():
    _, _, outcome = performance((30 * RATE, "q"))
    assert not outcome.finished
    assert abs(outcome.position - 30 * RATE) <= MARGIN


def test_it_goes_on_from_a_kept_place():
    heard, _, outcome = performance(start=40 * RATE)
    entry = int(ENTRY * RATE)
    assert np.array_equal(heard[entry:], numbered(40 * RATE, FRAMES - 40 * RATE)[entry:])
    assert outcome.finished


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), 30),
        (("right",), 40),
        (("right", "right", "left"), 40),
        (("left",), 20),
        (("left", "left", "left", "left"), 0),
        (("n",), 42),
        (("n", "n"), 62),
        (("p",), 2),
        (("p", "p"), 0),
        (("r",), 22),
        (("n", "r"), 42),
        ((" ", " "), 30 - STEP_BACK),
        (("x", "up"), 30),
    ],
)
def test_keys_move_the_place(keys, place):
    presses = [(30 * RATE, keys[0])] if keys else [(30 * RATE, "x")]
    presses += [(0, key) for key in keys[1:]]
    assert abs(place_after(*presses) - place * RATE) <= MARGIN


def test_steps_are_shown_with_their_captions():
    _, views, _ = performance(*[(RATE, "x")] * (FRAMES // RATE - 1))
    assert [views[second].step_title for second in (1, 21, 22, 42)] == [TITLES[0], *TITLES]
    assert {(view.step, view.caption) for view in views if view.caption} == {
        (step + 1, f"{title}, {line}.") for step, title in enumerate(TITLES) for line in range(4)
    }
    assert views[0].ticks == tuple((LEAD + i * STEP) / RATE for i in range(3))


def test_a_pause_and_the_help_are_shown():
    _, views, _ = performance((RATE, " "), (RATE, "?"), (RATE, "?"), (RATE, " "))
    assert [(view.paused, view.help) for view in views[:5]] == [
        (False, False),
        (True, False),
        (True, True),
        (True, False),
        (False, False),
    ]


def test_a_pause_is_heard_as_one_fade_out_and_one_fade_in():
    heard, _, _ = performance((10 * RATE, " "), (0, " "))
    edges = np.flatnonzero(np.diff(number(heard)) != 1)
    assert edges[-1] - edges[0] <= 2 * (FADE * RATE + MARGIN)


def test_ctrl_c_stops_politely_and_keeps_the_place():
    class Interrupting(Fingers):
        def poll(self, timeout):
            super().poll(timeout)
            raise KeyboardInterrupt

    hand = Hand()
    fingers = Interrupting(hand, [(5 * RATE, "")])
    outcome = play(timeline(), numbered, hand, fingers, Album())
    assert outcome == Outcome(5 * RATE, finished=False, interrupted=True)
    assert fingers.left
    assert hand.stopped


def test_a_failing_track_ends_the_session_with_its_error():
    def broken(start, frames):
        if start > 10 * RATE:
            raise OSError("The recording cannot be read.")
        return numbered(start, frames)

    hand = Hand()
    fingers = Fingers(hand, [])
    with pytest.raises(OSError, match="recording"):
        play(timeline(), broken, hand, fingers, Album())
    assert fingers.left
    assert hand.stopped


def test_a_missing_device_leaves_the_terminal_alone():
    class Missing(Hand):
        def start(self, *_):
            raise DeviceError("There is none.")

    fingers = Fingers(Hand(), [])
    with pytest.raises(DeviceError):
        play(timeline(), numbered, Missing(), fingers, Album())
    assert not fingers.entered


def test_a_device_that_went_away_pauses_the_session_and_goes_on_when_it_is_back():
    hand, album = Hand(), Album()
    away = [(0, "")] * int(2 * PATIENCE / TICK)
    fingers = Fingers(hand, [(10 * RATE, ""), *away])
    outcome = play(timeline(), numbered, hand, fingers, album)
    assert outcome.finished
    gone = [view for view in album.views if "has gone" in view.note]
    assert gone
    assert all(view.paused for view in gone)
    assert hand.starts > 1
    assert not album.views[-1].note
    assert not album.views[-1].paused


def test_it_plays_through_with_nobody_at_the_keys():
    outcome = play(timeline(), numbered, open_device("null:fast"), NoKeys(), Album())
    assert outcome == Outcome(FRAMES, finished=True)
