"""Time that a session does not count."""

from __future__ import annotations

import pytest

from soothe.errors import UsageError
from soothe.model import Line, Pause, Ready, Say, Script, Step
from soothe.timeline.change import begin, hold, wrap
from soothe.timeline.skip import jump
from soothe.timeline.waits import delay, linger, remind, stops

RATE = 10
FETCH = Say("Bring the bowl.")
STEP = Step(
    "soak",
    "Soak",
    10,
    40,
    200,
    (
        Line((Ready(FETCH, 15.0),)),
        Line((Say("Let the feet sink in."), Pause(1, 10, 90))),
    ),
)
REST = Step("rest", "Rest", 5, 20, 200, (Line((Say("Rest."), Pause(1, 10, 190))),))


def course(seconds=100):
    script = Script("soak", "Soak", "en", (STEP, REST))
    return begin(script, lambda _: 2 * RATE, seconds * RATE, rate=RATE)


def starts(course):
    return [leg.start for leg in course.legs]


def test_a_lead_in_moves_everything_and_the_end():
    late = delay(course(), 0, 60 * RATE)
    assert starts(late) == [start + 60 * RATE for start in starts(course())]
    assert late.frames == late.target == 160 * RATE
    assert delay(late, 0, -200 * RATE).legs[0].start == 0


def test_a_stop_is_what_was_asked_and_the_wait_after_it():
    (stop,) = stops(course())
    assert stop.say == FETCH
    assert (stop.start, stop.end) == (6 * RATE, 21 * RATE)
    assert stop.spoken == 2 * RATE


def test_a_wait_can_be_made_longer_and_shorter_but_not_than_what_was_heard():
    before = course()
    longer = delay(before, 10 * RATE, 60 * RATE)
    assert stops(longer)[0].end == 81 * RATE
    assert longer.frames == longer.target == 160 * RATE
    shorter = delay(longer, 30 * RATE, -500 * RATE)
    assert stops(shorter)[0].end == 30 * RATE
    assert starts(shorter)[1] - 30 * RATE == starts(before)[1] - 21 * RATE


def test_only_a_pause_can_be_made_longer():
    with pytest.raises(UsageError, match="Only a pause"):
        delay(course(), 5 * RATE, RATE)
    with pytest.raises(UsageError, match="Only a pause"):
        delay(course(), 99 * RATE, RATE)


def test_a_reminder_asks_again_and_waits_again():
    before = course()
    asked = remind(before, stops(before)[0], 60 * RATE)
    first, second = stops(asked)
    assert first.end + 2 * RATE == second.start
    assert second.end - second.start == 60 * RATE
    assert asked.target == asked.frames == before.frames + 62 * RATE


def test_the_sound_lingers_as_long_as_it_should():
    long = linger(course(), 45 * 60 * RATE)
    assert long.timeline().fade_out == 45 * 60 * RATE
    assert long.frames == long.target == (100 - 8 + 45 * 60) * RATE


def test_after_a_change_waits_are_still_there_and_nothing_changes_before_it_has_settled():
    before = course()
    held = hold(before, 10 * RATE, 15 * RATE).course
    assert len(stops(held)) == 1
    skipped = jump(before, 10 * RATE, before.legs[1].start).course
    assert skipped.settled == 10 * RATE + 3
    again = wrap(skipped, 10 * RATE).course
    assert again.legs[0] == skipped.legs[0]
