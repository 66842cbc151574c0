"""What is asked for is of the kind that it has to be, or refused with what would be."""

from __future__ import annotations

import pytest

import soothe
from soothe.order import Order, first_sound, seed_of_the_day
from soothe.script import Header


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"voice": None}, "voice is None. Give its name as text"),
        ({"tone": 3}, "tone is 3. Give its name"),
        ({"mix": 3}, "mix is 3. Give its name as text, or None"),
        ({"sound": 3}, "sound is 3"),
        ({"fill": ["a"]}, "fill is"),
        ({"pace": "slower"}, "pace is 'slower'. Give a number"),
        ({"pace": float("nan")}, "pace is nan"),
        ({"pitch": True}, "pitch is True"),
        ({"choices": "first=left"}, "Give a mapping"),
        ({"keep": "oil"}, "keep is 'oil'. Give a list of names"),
        ({"without": [1]}, "without is"),
        ({"seed": -1}, "seed is -1. Give a whole number from 0 on"),
        ({"seed": 2**128}, "at most 38 digits"),
        ({"seed": 1.5}, "seed is 1.5"),
        ({"rate": 0}, "rate is 0. Give a whole number of frames per second"),
        ({"rate": 48000.0}, "rate is 48000.0"),
    ],
)
def test_a_wish_of_the_wrong_kind_is_refused(wish, words):
    with pytest.raises(soothe.UsageError) as told:
        soothe.plan("breathing", **({"voice": "silent"} | wish))
    assert words in str(told.value)


def test_a_step_cannot_be_in_and_left_out():
    with pytest.raises(soothe.UsageError, match="oil cannot be in and left out"):
        Order("foot-massage", keep=["oil", "rest"], without=["oil"])


@pytest.mark.parametrize("seed", [0, 10**38 - 1])
def test_every_seed_that_is_taken_makes_sound(seed):
    track = soothe.render("breathing", minutes=3, voice="silent", seed=seed)
    assert track.pcm(track.timeline.frames // 2, 480).any()


@pytest.mark.parametrize(("start", "frames"), [(-1, 10), (0, -1), (0.5, 1), (0, "x"), (None, 1)])
def test_a_track_is_read_from_0_on(start, frames):
    track = soothe.render("breathing", minutes=3, voice="silent", seed=1)
    for read in (track.read, track.pcm):
        with pytest.raises(soothe.UsageError, match="It has 8640000 of them, from 0 on"):
            read(start, frames)


def test_a_sound_may_be_a_path(tmp_path):
    with pytest.raises(soothe.UsageError, match="There is no file"):
        soothe.render("breathing", voice="silent", sound=tmp_path / "harp.mp3")


def test_a_sound_without_a_name_is_not_the_usual_one():
    header = Header("calm", "Calm", "en", (60, 60, 60))
    assert first_sound(Order("calm"), header) == "rain"
    assert first_sound(Order("calm", sound=""), header) == ""


@pytest.mark.parametrize("epoch", ["9" * 30, "9" * 15, "-1"])
def test_an_epoch_that_no_calendar_has_is_refused(monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(soothe.UsageError, match="SOURCE_DATE_EPOCH"):
        seed_of_the_day()
