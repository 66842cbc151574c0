"""What follows a change: who makes room, what the other side of a pair owes, what was promised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from soothe.errors import FitError, UsageError
from soothe.model import Line, Pause, Say, Script, Step
from soothe.timeline.change import begin, hold, retime, wrap
from soothe.timeline.lengths import nearest
from soothe.timeline.rest import fit_rest
from soothe.timeline.side import more
from soothe.timeline.skip import jump
from soothe.timeline.underway import pin
from soothe.timeline.waits import delay

from .feet import (
    LEFT_ARCH,
    LEFT_SOLE,
    LEFT_TOES,
    RATE,
    REST,
    RIGHT_ARCH,
    RIGHT_SOLE,
    RIGHT_TOES,
    SETTLE,
    SPOKEN,
    course,
    lengths,
    within,
)

PAIRS = ((LEFT_SOLE, RIGHT_SOLE), (LEFT_ARCH, RIGHT_ARCH), (LEFT_TOES, RIGHT_TOES))


def unequal(course):
    """The pairs whose sides last differently."""
    frames = lengths(course)
    return [pair for pair in PAIRS if frames.get(pair[0]) != frames.get(pair[1])]


def says(course):
    return [each.cue.text for each in course.timeline().placed if isinstance(each.cue, Say)]


# -- the two sides ------------------------------------------------------------------------------


def test_a_step_that_is_held_is_matched_on_the_other_side():
    before = course()
    after = hold(before, within(before, LEFT_SOLE), 5 * RATE)
    assert lengths(after.course)[LEFT_SOLE] == lengths(before)[LEFT_SOLE] + 5 * RATE
    assert unequal(after.course) == []
    assert not after.apart
    assert after.late == 0


def test_a_step_that_is_wrapped_up_is_matched_where_the_other_side_can_be_so_short():
    before = course()
    after = wrap(before, within(before, LEFT_SOLE, 6))
    assert lengths(after.course)[LEFT_SOLE] == 6 * RATE
    assert unequal(after.course) == []
    assert not after.apart
    short = wrap(before, within(before, LEFT_SOLE, 1))
    # Its words are over after 3 s; the other side may not last less than 4 s.
    assert lengths(short.course)[LEFT_SOLE] == 3 * RATE
    assert lengths(short.course)[RIGHT_SOLE] == 4 * RATE
    assert short.apart


@pytest.mark.parametrize(("heard", "owed"), [(6, 6.3), (1, 4)])
def test_a_step_that_is_skipped_is_matched_as_nearly_as_can_be(heard, owed):
    before = course()
    after = jump(before, within(before, LEFT_SOLE, heard), within(before, LEFT_ARCH, 0))
    assert lengths(after.course)[RIGHT_SOLE] == owed * RATE
    assert after.apart is (unequal(after.course) == [PAIRS[0]])
    assert after.apart is (heard == 1)


def test_a_step_that_is_heard_again_counts_with_both_its_legs():
    before = course()
    at = within(before, LEFT_SOLE, 10)
    second = jump(before, within(before, LEFT_ARCH, 1), within(before, LEFT_SOLE, 0))
    legs = [leg for leg in second.course.legs if leg.index == LEFT_SOLE]
    assert len(legs) == 2
    assert unequal(second.course) == [PAIRS[1]]
    again = jump(before, at, within(before, LEFT_SOLE, 0)).course
    assert [leg.index for leg in again.legs].count(LEFT_SOLE) == 1
    assert unequal(again) == []


def test_the_second_side_owes_the_first_what_it_lasted_while_the_end_allows_it():
    before = course()
    at = within(before, RIGHT_SOLE, 1)
    less = retime(before, at, before.target - 5 * RATE)
    assert unequal(less.course) == []
    assert not less.apart
    # 12 s are all that the last step can give; now everybody hurries alike, and it is told.
    much = retime(before, at, before.target - 20 * RATE)
    assert much.late == 0
    assert much.apart
    assert len(unequal(much.course)) == 3


def test_the_second_side_is_not_heard_if_the_first_was_left_out():
    short = course(65)
    assert LEFT_TOES not in lengths(short)
    after = retime(short, within(short, RIGHT_SOLE), 200 * RATE).course
    assert RIGHT_TOES not in lengths(after)
    assert RIGHT_TOES in lengths(retime(short, within(short, SETTLE), 200 * RATE).course)


# -- more of one side ---------------------------------------------------------------------------


def test_more_of_a_side_is_shared_by_what_is_left_of_it_and_the_other_keeps_its_time():
    before = course()
    after = more(before, within(before, LEFT_SOLE), 10 * RATE)
    now, then = lengths(after.course), lengths(before)
    gained = {index: now[index] - then[index] for index in now}
    assert sum(gained[left] for left, _ in PAIRS) == 10 * RATE
    assert all(gained[left] > 2 * RATE for left, _ in PAIRS)
    assert all(gained[right] == 0 for _, right in PAIRS)
    assert gained[REST] == -10 * RATE
    assert not after.apart
    assert after.late == 0


def test_what_was_promised_to_the_sides_stands_when_the_plan_changes_again():
    before = course()
    after = more(before, within(before, LEFT_SOLE), 10 * RATE).course
    later = retime(after, within(after, LEFT_SOLE, 5), after.target + 20 * RATE)
    sides = [index for pair in PAIRS for index in pair]
    assert [lengths(later.course)[i] for i in sides] == [lengths(after)[i] for i in sides]
    assert not later.apart
    later = retime(after, within(after, LEFT_ARCH, 5), after.target + 20 * RATE)
    assert [lengths(later.course)[i] for i in sides] == [lengths(after)[i] for i in sides]
    held = hold(after, within(after, LEFT_ARCH, 5), RATE)
    assert lengths(held.course)[LEFT_ARCH] == lengths(after)[LEFT_ARCH] + RATE
    assert lengths(held.course)[RIGHT_ARCH] == lengths(after)[RIGHT_ARCH]


def test_promises_give_way_to_the_end_and_it_is_told():
    before = course()
    after = more(before, within(before, LEFT_SOLE), 10 * RATE).course
    held = hold(after, within(after, LEFT_ARCH), 5 * RATE)
    assert held.late == 0
    assert held.apart


def test_more_of_the_second_side_is_told_since_the_first_has_had_its_time():
    before = course()
    after = more(before, within(before, RIGHT_ARCH), 6 * RATE)
    assert lengths(after.course)[RIGHT_SOLE] == lengths(before)[RIGHT_SOLE]
    assert after.apart


def test_more_of_a_step_that_has_no_other_side_is_more_of_that_step():
    before = course()
    after = more(before, within(before, SETTLE), 6 * RATE)
    assert lengths(after.course)[SETTLE] == lengths(before)[SETTLE] + 6 * RATE
    assert after.course.promised == ()
    assert unequal(after.course) == []


def test_before_the_first_step_the_whole_session_is_fitted_anew():
    longer = retime(course(), RATE, 200 * RATE)
    assert longer.course.timeline() == course(200).timeline()


def test_a_step_that_has_lasted_too_long_already_is_no_longer_held_to_its_bounds():
    before = course()
    waited = delay(before, within(before, LEFT_SOLE, 3), 70 * RATE)
    at = within(waited, LEFT_SOLE, 80)
    after = retime(waited, at, waited.target + 10 * RATE).course
    assert lengths(after)[LEFT_SOLE] > 70 * RATE
    assert after.frames == after.target


# -- the step under way -------------------------------------------------------------------------


def test_what_the_listener_has_decided_of_a_step_stays_so():
    before = course()
    at = within(before, LEFT_SOLE, 6)
    for change in (wrap, lambda course, at: hold(course, at, 5 * RATE)):
        once = change(before, at).course
        again = retime(once, at, once.target + 30 * RATE).course
        assert again.legs[1] == once.legs[1]
    wrapped = wrap(before, at).course
    assert wrapped.legs[1].end == at
    held = hold(before, at, 5 * RATE).course
    assert lengths(wrap(held, at + RATE).course)[LEFT_SOLE] == 7 * RATE


def test_time_that_was_added_is_kept_when_more_is_added():
    before = course()
    at = within(before, LEFT_SOLE, 1)
    twice = hold(hold(before, at, 5 * RATE).course, at, 4 * RATE).course
    assert lengths(twice)[LEFT_SOLE] == lengths(before)[LEFT_SOLE] + 9 * RATE
    assert says(twice)[:4] == says(before)[:4]


def test_a_step_without_anything_to_hear_cannot_be_changed():
    script = Script(
        "empty",
        "Empty",
        "en",
        (
            Step("nothing", "Nothing", 0, 1, 0, ()),
            Step("some", "Some", 1, 10, 90, (Line((Say("Sit."), Pause(1, 10, 90))),)),
        ),
    )
    made = begin(script, lambda _: SPOKEN, 60 * RATE, rate=RATE)
    leg = made.legs[0]
    assert leg.bars == ()
    with pytest.raises(UsageError, match="Nothing is heard"):
        pin(leg, leg.start)


def test_what_cannot_be_arranged_at_all_is_refused():
    made = course()
    endless = tuple(tuple(line * 40 for line in lines) for lines in made.items)
    with pytest.raises(FitError, match="cannot be arranged"):
        fit_rest(replace(made, items=endless), (), None, made.margins.fade_in)


def test_the_nearest_number_in_runs_is_the_lower_of_two():
    assert nearest(((1, 3), (7, 9)), 5) == 3
    assert nearest(((1, 3), (7, 9)), 6) == 7
    assert nearest(((1, 3), (7, 9)), 8) == 8
