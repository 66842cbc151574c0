"""A session that follows its listener: laws for random keys, then each key."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from soothe.mix import to_int16
from soothe.model import Say
from soothe.play.balance import pcm_of
from soothe.play.devices import open_device
from soothe.play.director import Session
from soothe.play.keys import NoKeys
from soothe.play.live_desk import REMINDER
from soothe.play.perform import Opening, perform
from soothe.timeline.course import is_broken
from soothe.timeline.waits import stops

from .hour import SKIPS, STEADY, Stage, faults, presses, sit_through
from .stage import Album, Fingers
from .troupe import RATE, Sound, Whole, session


def show(*presses, minutes=6, ready=False, lines=3, **options):
    """What is heard, seen and left when these keys are pressed: (seconds before it, key)."""
    hand, album = Stage(), Album()
    fingers = Fingers(hand, [(int(seconds * RATE), key) for seconds, key in presses])
    done = perform(
        lambda: session(minutes, ready=ready, lines=lines), hand, fingers, album, **options
    )
    return hand.heard, album.views, done


def said(course):
    """What is said, sentence by sentence, but for those that were broken off."""
    placed = course.timeline().placed
    return [each.cue.text for each in placed if isinstance(each.cue, Say)]


@pytest.mark.parametrize(("seed", "keys"), [(0, STEADY), (1, STEADY), (2, SKIPS), (3, SKIPS)])
def test_an_hour_of_random_keys_is_heard_as_it_was_planned(seed, keys, monkeypatch):
    skips = keys is SKIPS
    every = presses(seed, 60, 15, STEADY + SKIPS if skips else STEADY)
    hour = sit_through(session(20, lines=8), every, monkeypatch)
    assert list(faults(hour, skips=skips)) == []
    assert len(hour.heard) > 600 * RATE


def test_what_is_not_as_promised_is_found(monkeypatch):
    hour = sit_through(session(3), [(50, "n"), (5, "]")], monkeypatch)
    assert list(faults(hour, skips=True)) == []
    broken = hour.heard.copy()
    broken[hour.witness.moments[0][0] + 3] += 9000
    assert any("jump" in fault for fault in faults(replace(hour, heard=broken), skips=True))
    course = hour.done.course
    leg = course.legs[2]
    for legs, fault in [
        ((*course.legs, leg), "heard twice"),
        ((*course.legs[:2], replace(leg, bars=leg.bars * 2)), "was heard twice"),
        ((*course.legs[:2], replace(leg, bars=leg.bars[:2])), "lost its lines"),
    ]:
        done = replace(hour.done, course=replace(course, legs=legs, target=1))
        found = list(faults(replace(hour, done=done, views=[]), skips=False))
        assert any(fault in each for each in found)
        assert any("nobody was told" in each for each in found)


def test_untouched_it_is_the_session_sample_for_sample():
    heard, _, done = show()
    mix = Sound(session(6).course.timeline())
    assert np.array_equal(heard, to_int16(mix.read(0, mix.frames), 0, 0))
    assert done.outcome.finished
    assert not done.deeds.held


def opening():
    quiet = Whole(session(6).course.timeline(), bumps=0)
    return Opening(pcm_of(quiet, 0), 3360 * RATE, RATE, "Feet")


READING = "Reading the words …"


def test_it_begins_before_it_is_prepared_and_sounds_no_different_for_it():
    seen = threading.Event()

    def prepare():
        seen.wait()
        return session(6)

    class Looking(Fingers):
        def poll(self, timeout):
            seen.set()
            if all(view.step_title == READING for view in album.views):
                time.sleep(0.02)  # the words have two hundred polls to come in, however busy it is
            return super().poll(timeout)

    hand, album = Stage(), Album()
    done = perform(prepare, hand, Looking(hand, [(RATE // 50, "")] * 200), album, opening=opening())
    heard, views = hand.heard, album.views
    mix = Sound(session(6).course.timeline())
    assert np.array_equal(heard, to_int16(mix.read(0, mix.frames), 0, 0))
    assert views[0].step_title == READING
    assert done.course.frames == mix.frames


def test_words_that_are_late_come_later_and_nothing_is_lost():
    made = []

    def slow():
        made.append(session(6))
        return made[0]

    hand, album = Stage(), Album()

    class Late(Fingers):
        def poll(self, timeout):
            if not made:
                hand.pull(RATE)
            return super().poll(timeout)

    gate = [(10 * RATE, ""), (0, "q"), (0, "")]
    late = Late(hand, gate[:1])
    done = perform(slow, hand, late, album, opening=opening())
    assert done.outcome.finished
    assert said(done.course) == said(session(6).course)


def test_a_held_step_is_longer_and_so_is_its_other_side_and_the_end_stays():
    _, _, before = show()
    _, views, after = show((90, "."))
    leg = before.course.legs[before.course.leg_at(90 * RATE)]
    assert after.course.legs[1].frames == leg.frames + 15 * RATE
    assert after.course.legs[3].frames == after.course.legs[1].frames
    assert after.course.frames == before.course.frames
    assert after.deeds.held == [leg.form.step.title]
    assert any("15 s longer" in view.note for view in views)


def test_more_of_this_side_is_for_all_that_is_left_of_it_and_not_for_the_other():
    _, _, before = show()
    _, views, after = show((90, "f"))
    was, now = ([leg.frames for leg in done.course.legs] for done in (before, after))
    assert sum(now[1:3]) == sum(was[1:3]) + 30 * RATE
    assert now[3:5] == was[3:5]
    assert after.course.frames == before.course.frames
    assert after.deeds.held == [after.course.legs[1].form.step.title]
    assert any("this side, none for the other" in view.note for view in views)


def test_keys_in_quick_succession_shift_nothing():
    heard, _, done = show((90, "."), (0.01, "."), (0.01, "]"), (0.05, "f"))
    mix = Sound(done.course.timeline())
    assert len(heard) == mix.frames
    later = slice(95 * RATE, mix.frames)
    assert np.array_equal(heard[later], to_int16(mix.read(0, mix.frames), 0, 0)[later])


def test_wrapping_up_says_the_line_to_its_end_and_goes_on():
    _, _, before = show()
    _, _, after = show((60, ","))
    number = before.course.leg_at(60 * RATE)
    assert after.course.legs[number].frames < before.course.legs[number].frames
    assert after.course.frames == before.course.frames
    assert not any(is_broken(placed.cue) for placed in after.course.timeline().placed)


@pytest.mark.parametrize("key", [".", ",", "f"])
def test_a_key_in_the_last_moment_of_a_step_is_not_meant_for_the_next(key):
    before = session(6).course
    _, views, done = show((before.legs[1].end / RATE - 0.1, key))
    assert done.course.timeline() == before.timeline()
    assert any("just over" in view.note for view in views)
    assert done.deeds.held == done.deeds.skipped == []


@pytest.mark.parametrize(("key", "by"), [("]", 60), ("[", -60)])
def test_a_minute_more_or_less(key, by):
    heard, _, done = show((50, key))
    assert len(heard) == done.course.frames == (360 + by) * RATE


def test_skips_go_where_they_say_and_the_end_stays():
    for key, there in (("n", 2), ("p", 0), ("r", 1)):
        heard, _, done = show((90, key))
        course = session(6).course
        assert course.leg_at(90 * RATE) == 1
        at = done.course.leg_at(93 * RATE)
        assert done.course.legs[at].form.step.id == course.legs[there].form.step.id
        assert len(heard) == course.frames


def test_in_the_ending_nothing_follows_and_it_says_so():
    heard, views, done = show((355, "n"), (0.5, "."), (10, "]"))
    assert len(heard) == done.course.frames == 360 * RATE
    assert done.deeds.held == done.deeds.skipped == []
    assert any("nothing follows" in view.note for view in views)


def test_the_step_after_the_last_is_the_end_and_it_says_so():
    heard, views, done = show((330, "n"))
    assert len(heard) < 360 * RATE
    assert any("sooner than asked" in view.note for view in views)
    assert done.outcome.finished


def test_levels_change_what_is_heard_and_come_back():
    heard, _, _ = show((100, "m"), (20, "m"))
    mix = Sound(session(6).course.timeline())
    whole = to_int16(mix.read(0, mix.frames), 0, 0)
    assert np.array_equal(heard[: 100 * RATE], whole[: 100 * RATE])
    assert np.array_equal(heard[125 * RATE :], whole[125 * RATE :])
    silent = heard[102 * RATE : 118 * RATE].astype(int) - to_int16(
        mix.stems["voice"].read(102 * RATE, 16 * RATE), 102 * RATE, 0
    )
    assert np.abs(silent).max() <= 4


def test_ready_points_pass_by_themselves_unless_the_listener_wants_to_be_waited_for():
    _, _, done = show(ready=True)
    assert len(stops(done.course)) == 1
    assert done.course.frames == 360 * RATE


def test_it_waits_until_a_key_and_asks_again_after_a_minute():
    nothing = [(0.5, "")] * 400
    _, views, done = show(*nothing, (0, " "), ready=True, wait_for_me=True)
    assert said(done.course).count("settle ready?") > 1
    assert any("when you are ready" in view.note for view in views)
    assert done.outcome.finished
    waited = done.course.frames - 360 * RATE
    assert waited >= REMINDER * RATE
    assert done.course.frames == done.course.target


def test_answering_early_keeps_the_end():
    heard, _, done = show((8, " "), ready=True, wait_for_me=True)
    stop = stops(done.course)[0]
    assert stop.end - stop.start < 15 * RATE
    assert len(heard) == 360 * RATE


def test_an_error_while_preparing_ends_it_politely():
    def broken():
        raise ValueError("no words")

    hand = Stage()
    fingers = Fingers(hand, [(0.1, "")] * 5)
    with pytest.raises(ValueError, match="no words"):
        perform(broken, hand, fingers, Album(), opening=opening())
    assert fingers.left
    assert hand.stopped


def test_a_device_that_keeps_no_time_gets_the_session_and_nothing_else(tmp_path):
    device = open_device(f"file:{tmp_path}/x.wav")
    done = perform(session, device, NoKeys(), Album(), opening=opening())
    assert done.outcome.finished
    assert isinstance(session(6), Session)
