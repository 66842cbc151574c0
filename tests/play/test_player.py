"""The player: laws of what is heard when keys are pressed, then single cases."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.errors import DeviceError
from soothe.play.dummy import Unpaced
from soothe.play.places import STEP_BACK
from soothe.play.player import STOP_FADE, Player
from soothe.play.producer import AHEAD, ENTRY, FADE, MARGIN
from soothe.units import to_frames

from .stage import FRAMES, RATE, Hand, number, numbered, settle

FADE_FRAMES = to_frames(FADE, RATE)
MARGIN_FRAMES = to_frames(MARGIN, RATE)
BACK = to_frames(STEP_BACK, RATE)

commands = st.lists(
    st.tuples(
        st.integers(0, 3 * RATE),
        st.one_of(st.just("pause"), st.just("resume"), st.integers(-RATE, FRAMES + RATE)),
    ),
    max_size=8,
)


def command(player, what):
    if what == "pause":
        player.pause()
    elif what == "resume":
        player.resume()
    else:
        player.seek(what)


@given(commands)
@settings(deadline=None, max_examples=60)
def test_between_crossings_every_frame_is_heard_once_and_in_order(steps):
    hand = Hand()
    joins = [(0, 0, True)]
    with Player(numbered, FRAMES, RATE, hand) as player:
        for frames, what in steps:
            hand.pull(frames)
            settle(player)
            at = min(player._ready.tail, player._ready.head + to_frames(MARGIN, RATE))
            kept = joins[-1][1] + (at - joins[-1][0]) * joins[-1][2]
            before = player.position
            playing = joins[-1][2]
            command(player, what)
            place = {"pause": kept, "resume": before - BACK}.get(what, what)
            place = max(0, min(FRAMES, place))
            joins.append((at, place, {"pause": False, "resume": True}.get(what, playing)))
        if player.paused:
            settle(player)
            at = min(player._ready.tail, player._ready.head + to_frames(MARGIN, RATE))
            joins.append((at, max(0, player.position - BACK), True))
            player.resume()
        hand.pull(10 * FRAMES)
        assert player.finished
        assert player.underruns == 0
    for (at, place, playing), (until, _, _) in zip(
        joins, [*joins[1:], (len(hand.heard), 0, False)], strict=True
    ):
        clear = slice(at + (FADE_FRAMES if at else 0), until)
        block = hand.heard[clear]
        sounding = max(0, FRAMES - place - (clear.start - at)) if playing else 0
        expected = place + clear.start - at + np.arange(min(len(block), sounding))
        assert np.array_equal(number(block[:sounding]), expected)
        assert not block[sounding:].any()


def loud(start, frames):
    x = 30_000 * np.sin(2 * np.pi * np.arange(start, start + frames) / 500)
    return np.stack([x, x], axis=1).astype(np.int16)


@given(commands)
@settings(deadline=None, max_examples=60)
def test_no_command_makes_a_click(steps):
    hand = Hand()
    with Player(loud, FRAMES, RATE, hand) as player:
        for frames, what in steps:
            hand.pull(frames)
            command(player, what)
        player.resume()
        hand.pull(2 * FRAMES)
    own = 30_000 * 2 * np.pi / 500
    slope = 60_000 * np.pi / 2 / FADE_FRAMES
    allowed = own + (1 + len(steps)) * slope + 2
    jumps = np.abs(np.diff(hand.heard.astype(int), axis=0)).max(axis=1, initial=0)
    assert jumps.max(initial=0) <= allowed


def test_untouched_it_hands_over_the_track_exactly():
    hand = Hand()
    with Player(numbered, FRAMES, RATE, hand) as player:
        hand.pull(FRAMES - 1)
        assert not player.finished
        hand.pull(1)
        assert player.finished
    assert np.array_equal(hand.heard, numbered(0, FRAMES))
    assert hand.stopped


def test_it_starts_anywhere_out_of_silence():
    hand = Hand()

    def flat(_start, frames):
        return np.full((frames, 2), 20_000, np.int16)

    with Player(flat, FRAMES, RATE, hand, start=7 * RATE) as player:
        assert player.position == 7 * RATE
        heard = hand.pull(2 * RATE)[:, 0].astype(int)
    entry = to_frames(ENTRY, RATE)
    assert heard[0] == 0
    assert (np.diff(heard[: entry + 1]) >= 0).all()
    assert np.diff(heard).max() <= 20_000 * np.pi / 2 / entry + 1
    assert (heard[entry:] == 20_000).all()


def test_a_pause_and_going_on_fade_and_lose_not_a_frame():
    hand = Hand()
    with Player(numbered, FRAMES, RATE, hand) as player:
        hand.pull(10 * RATE)
        player.pause()
        settle(player)
        place = player.position
        hand.pull(MARGIN_FRAMES + FADE_FRAMES)
        player.resume()
        settle(player)
        hand.pull(5 * RATE)
    heard = number(hand.heard)
    # Untouched until the fade begins, and again from where it ends, two seconds earlier.
    assert np.array_equal(heard[:place], np.arange(place))
    silent = place + FADE_FRAMES
    again = silent + FADE_FRAMES
    assert not hand.heard[silent].any()
    assert np.array_equal(heard[again:], place - BACK + FADE_FRAMES + np.arange(len(heard) - again))


def test_a_pause_keeps_the_place_and_going_on_comes_back_two_seconds():
    hand = Hand()
    with Player(numbered, FRAMES, RATE, hand) as player:
        hand.pull(10 * RATE)
        player.pause()
        hand.pull(10 * RATE)
        place = player.position
        assert player.paused
        assert not player.take(500).any()
        assert player.position == place
        player.resume()
        hand.pull(FADE_FRAMES)
        assert number(hand.pull(1))[0] == place - BACK + FADE_FRAMES
        assert player.underruns == 0


def test_commands_in_quick_succession_add_up():
    hand = Hand()
    with Player(numbered, FRAMES, RATE, hand) as player:
        hand.pull(5 * RATE)
        for _ in range(3):
            player.seek(player.position + 10 * RATE)
        assert player.position == 35 * RATE
        player.pause()
        settle(player)
        assert player.position == 35 * RATE


def test_no_more_than_its_share_is_made_ahead():
    with Player(numbered, FRAMES, RATE, Hand()) as player:
        settle(player)
        assert player._ready.tail <= to_frames(AHEAD, RATE) + RATE // 10


def test_a_device_that_finds_nothing_ready_counts_an_underrun():
    gate = threading.Event()

    def slow(start, frames):
        if start >= RATE:
            gate.wait()
        return numbered(start, frames)

    with Player(slow, FRAMES, RATE, Hand()) as player:
        player.take(2 * RATE)
        assert player.underruns == 1
        gate.set()


def test_a_slow_read_delays_a_command_and_tears_nothing():
    gate, reading = threading.Event(), threading.Event()
    far = 50 * RATE

    def slow(start, frames):
        if start >= far:
            reading.set()
            gate.wait()
        return numbered(start, frames)

    hand = Hand()
    with Player(slow, FRAMES, RATE, hand) as player:
        settle(player)
        player.seek(far)
        reading.wait()
        assert number(player.take(500)).tolist() == list(range(500))
        gate.set()
        settle(player)
        hand.pull(FADE_FRAMES + RATE // 2)
        assert number(hand.pull(1))[0] > far
        assert player.underruns == 0


def test_stopping_fades_what_is_heard_to_silence():
    class Drain(Hand):
        def start(self, feed, rate):
            super().start(feed, rate)
            self.blocks = []
            self.unpaced = Unpaced(self.receive)

        def receive(self, block):
            self.blocks.append(block)

        def stop(self):
            self.unpaced.stop()

    drain = Drain()

    def flat(_start, frames):
        return np.full((frames, 2), 20_000, np.int16)

    player = Player(flat, FRAMES, RATE, drain)
    with player:
        settle(player)
        drain.unpaced.start(player, RATE)
        while not drain.blocks:
            pass
    heard = np.concatenate(drain.blocks)
    assert len(heard) < FRAMES
    slope = 20_000 * np.pi / 2 / to_frames(STOP_FADE, RATE)
    assert np.abs(np.diff(heard[:, 0].astype(int))).max() <= slope + 1
    assert abs(int(heard[-1, 0])) <= slope


def test_an_error_while_reading_ahead_reaches_the_listener():
    def broken(start, frames):
        if start >= 2 * RATE:
            raise ValueError("no such frames")
        return numbered(start, frames)

    hand = Hand()
    with Player(broken, FRAMES, RATE, hand) as player:
        hand.pull(3 * RATE)
        with pytest.raises(ValueError, match="no such frames"):
            player.check()


def test_an_error_in_the_first_read_starts_no_device():
    def broken(_start, _frames):
        raise ValueError("no such frames")

    hand = Hand()
    with (
        pytest.raises(ValueError, match="no such frames"),
        Player(broken, FRAMES, RATE, hand),
    ):
        pytest.fail("it started")
    assert not hasattr(hand, "player")


def test_a_missing_device_leaves_no_thread_behind():
    class Missing(Hand):
        def start(self, *_):
            raise DeviceError("There is none.")

    before = threading.active_count()
    with pytest.raises(DeviceError), Player(numbered, FRAMES, RATE, Missing()):
        pytest.fail("it started")
    assert threading.active_count() == before
