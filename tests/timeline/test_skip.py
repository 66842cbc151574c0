"""Skips: where they land, what they leave behind, and which bed is heard there."""

from __future__ import annotations

import pytest

from soothe.errors import FitError, UsageError
from soothe.model import BedChange, Breath, Cycle, Line, Pause, Say, Script, Step
from soothe.timeline.change import begin, wrap
from soothe.timeline.course import is_broken
from soothe.timeline.skip import PEACE, jump

RATE = 10
CYCLE = Cycle(4.0, ((0.0, Say("in")), (2.0, Say("out"))))
STEPS = (
    Step("arrive", "Arrive", 5, 20, 90, (Line((Say("Sit."), Pause(1, 10, 80))),)),
    Step(
        "breathe",
        "Breathe",
        20,
        40,
        80,
        (Line((BedChange("ocean", -3.0), Breath(4, 15, CYCLE, CYCLE), Pause(0, 2, 20))),),
    ),
    Step("rest", "Rest", 5, 20, 90, (Line((Say("Rest."), Pause(1, 10, 80))),)),
)


def course():
    script = Script("calm", "Calm", "en", STEPS)
    return begin(
        script, lambda say: 5 if say.text in ("in", "out") else 2 * RATE, 100 * RATE, rate=RATE
    )


def cues(course, kind):
    return [each for each in course.timeline().placed if isinstance(each.cue, kind)]


def test_a_length_that_cannot_be_is_refused_from_the_start():
    with pytest.raises(FitError, match="can last"):
        begin(Script("calm", "Calm", "en", STEPS), lambda _: 5, 9000 * RATE, rate=RATE)


def test_before_the_first_step_a_skip_leaves_the_rest_of_the_lead_in_out():
    after = jump(course(), RATE, course().legs[1].start).course
    assert [leg.form.step.id for leg in after.legs] == ["breathe", "rest"]
    assert after.legs[0].start == RATE + PEACE * RATE
    assert after.frames == after.target


def test_a_sentence_that_is_skipped_breaks_off_and_one_that_is_sounding_is_not_repeated():
    before = course()
    at = before.legs[0].start + RATE
    after = jump(before, at, at + 5).course
    assert [is_broken(each.cue) for each in cues(after, Say)].count(True) == 1
    assert "Sit." not in [each.cue.text for each in cues(after, Say)]


def test_forward_in_a_breath_goes_by_whole_cycles_and_none_is_heard_twice():
    before = course()
    start = before.legs[1].start
    at = start + 45
    after = jump(before, at, at + 10).course
    words = [each.start for each in cues(after, Say) if each.cue.text == "in"]
    assert words[:2] == [start, start + 40]
    assert words[2] == at + PEACE * RATE
    assert len(words) <= 15


def test_what_of_a_breath_would_come_after_a_skip_is_not_heard():
    before = course()
    start = before.legs[1].start
    after = jump(before, start + 81, before.legs[2].start).course
    words = [each for each in cues(after, Say) if each.start >= start]
    assert [each.cue.text for each in words[:5]] == ["in", "out", "in", "out", "in […]"]
    assert words[4].start + words[4].frames == after.legs[1].end
    assert words[5].cue.text == "Rest."


def test_the_bed_is_that_of_the_place():
    before = course()
    late = before.legs[2].start + 30
    back = jump(before, late, before.legs[0].start).course
    restored = [each.cue for each in cues(back, BedChange) if each.start >= late]
    assert restored[0] == BedChange("rain", 0.0)
    assert back.bed_at(back.frames) == BedChange("ocean", -3.0)


def test_wrapping_up_a_breath_ends_it_when_it_is_out():
    before = course()
    start = before.legs[1].start
    after = wrap(before, start + 45).course
    assert after.legs[1].frames == 80
    assert after.frames == after.target


@pytest.mark.parametrize("at", [0, 95])
def test_a_step_that_is_not_heard_cannot_be_wrapped_up(at):
    with pytest.raises(UsageError):
        wrap(course(), at * RATE)


def test_after_the_last_step_comes_the_ending_once():
    before = course()
    after = jump(before, before.legs[2].start + 30, before.frames).course
    assert after.frames < before.frames
    with pytest.raises(UsageError, match="nothing follows"):
        jump(after, after.legs[-1].end + 5, after.frames)
