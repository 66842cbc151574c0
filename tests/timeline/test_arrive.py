"""Lengths that become known while a session is heard, and sentences that are not there yet."""

from __future__ import annotations

from soothe.model import Breath, Cycle, Line, Pause, Say, Script, Step
from soothe.timeline.arrive import arrive, due, to_come
from soothe.timeline.change import begin, hold, wrap

from .feet import LEFT_ARCH, LEFT_SOLE, RATE, SETTLE, SPOKEN, course, lengths, within

LONGER = SPOKEN + RATE


def everything(_):
    return True


def nothing(_):
    return False


def longer(_):
    return LONGER


def spoken(course):
    return [each for each in course.timeline().placed if isinstance(each.cue, Say)]


def test_what_was_heard_stays_and_the_rest_is_as_long_as_it_is():
    before = course()
    at = within(before, LEFT_SOLE, 3)
    after = arrive(before, at, longer, everything)
    assert after.late == 0
    for each in spoken(after.course):
        assert each.frames == (SPOKEN if each.start <= at else LONGER)
    assert [e for e in spoken(after.course) if e.start <= at] == [
        e for e in spoken(before) if e.start <= at
    ]


def test_a_step_that_the_listener_decided_keeps_its_pauses():
    before = course(250)
    held = hold(before, within(before, LEFT_SOLE, 1), 5 * RATE).course
    after = arrive(held, within(held, LEFT_SOLE, 1), longer, everything).course
    # Its second sentence is a second longer; the first was under way.
    assert lengths(after)[LEFT_SOLE] == lengths(held)[LEFT_SOLE] + RATE
    wrapped = wrap(before, within(before, LEFT_SOLE, 6)).course
    again = arrive(wrapped, within(before, LEFT_SOLE, 5), longer, everything).course
    assert again.legs[1].bars == wrapped.legs[1].bars


def test_before_the_first_step_quiet_comes_out_of_the_session():
    before = course()
    after = arrive(before, RATE, longer, nothing, 9 * RATE)
    assert after.course.legs[0].start == 10 * RATE
    assert after.late == 0
    assert arrive(before, RATE, longer, nothing).course.legs[0].start == 4 * RATE


def test_quiet_is_put_before_what_is_not_there():
    before = course()
    at = within(before, SETTLE, 3)
    following = next(each.start for each in spoken(before) if each.start > at)
    first = spoken(before)[0].cue
    after = arrive(before, following - 1, longer, lambda say: say == first, 4 * RATE)
    assert next(e.start for e in spoken(after.course) if e.start > at) >= following + 3 * RATE
    assert after.late == 0


def test_what_should_sound_and_is_not_there_is_put_off_and_not_lost():
    before = course()
    start = within(before, LEFT_ARCH, 0)
    after = arrive(before, start + 5, longer, nothing, 2 * RATE).course
    said = [each for each in spoken(after) if each.start >= start]
    assert said[0].cue.text == "left arch."
    assert said[0].start == start + 5 + 2 * RATE
    assert [each.cue.text for each in said].count("left arch.") == 1
    assert after.frames == before.target


def test_what_is_due_and_what_is_to_come():
    before = course()
    texts = [each.cue for each in spoken(before)]
    known = set(texts[:2]).__contains__
    assert due(before, 0, known) == spoken(before)[2].start
    late = spoken(before)[2].start + 3
    assert due(before, late, known) == late
    assert due(before, 0, everything) is None
    assert to_come(before, 0) == tuple(texts)
    assert to_come(before, late) == tuple(texts[2:])


def test_a_breath_whose_count_is_not_there_has_not_begun():
    cycle = Cycle(4.0, ((0.0, Say("in")), (2.0, Say("out"))))
    lines = (Line((Say("Breathe."), Pause(1, 2, 20), Breath(2, 9, cycle, cycle))),)
    script = Script("calm", "Calm", "en", (Step("breathe", "Breathe", 5, 20, 90, lines),))
    before = begin(script, lambda say: 5 if len(say.text) < 4 else SPOKEN, 50 * RATE, rate=RATE)
    bar = before.legs[0].bars[2]
    words = (Say("Breathe."),).__contains__
    assert due(before, 0, words) == bar.start
    held = hold(before, before.legs[0].start, RATE).course
    for each in (before, held):
        after = arrive(each, each.legs[0].start, lambda say: 7 + len(say.text), everything)
        assert {e.frames for e in spoken(after.course) if e.cue.text == "in"} == {9}
