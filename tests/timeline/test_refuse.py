"""What a person reads when a length is impossible: what can be, what was asked, what to type."""

from __future__ import annotations

import pytest

from soothe.errors import FitError
from soothe.model import Breath, Cycle, Line, Pause, Say, Script, Step
from soothe.timeline import arrange, fit, prepare, refused

RATE = 10


def script(*steps):
    return Script("foot", "Foot massage", "en", steps)


def step(least, most, *cues, name="only", **marks):
    return Step(name, name.title(), least, (least + most) / 2, most, (Line(cues),), **marks)


def free(least, most, **marks):
    return step(least, most, Pause(0, 30, 3000), **marks)


def refusal(target, *steps):
    with pytest.raises(FitError) as caught:
        fit(script(*steps), lambda _: 20, target, rate=RATE)
    return str(caught.value), caught.value.below, caught.value.above


def breaths(cycle, *, most=2):
    return Breath(1, most, Cycle(cycle), Cycle(cycle))


def test_too_long_and_too_short_name_the_range_and_the_end_of_it():
    can = "Foot massage with these choices can last 3:10 to 32:05. You asked for"
    within = free(177, 1912)
    assert refusal(27_000, within) == (f"{can} 45:00. Try -m 32:05.", 19_250, None)
    assert refusal(1200, within) == (f"{can} 2:00. Try -m 3:10.", None, 1900)


def test_ends_that_are_no_whole_seconds_are_rounded_inwards():
    says, below, above = refusal(1205, free(177.4, 1912.7))
    assert "can last 3:11 to 32:05. You asked for 2:00.500. Try -m 3:11." in says
    assert (below, above) == (None, 1904)


@pytest.mark.parametrize(
    ("target", "offer", "says"),
    [
        (1200, 1950, "can last 3:15 to 32:05. You asked for 2:00. Try -m 3:15."),
        (1920, 1950, "can last 3:15 to 32:05. You asked for 3:12. Try -m 3:15."),
        (27_000, 19_000, "can last 3:10 to 31:40. You asked for 45:00. Try -m 31:40."),
    ],
)
def test_an_offer_is_named_although_another_length_is_nearer(target, offer, says):
    reach = prepare(script(free(177, 1912)), lambda _: 20, rate=RATE).reach
    told = refused("Foot massage", reach, target, offer)
    assert str(told) == f"Foot massage with these choices {says}"
    assert offer in (told.below, told.above)
    assert None in (told.below, told.above)


def test_a_hole_names_the_nearest_lengths():
    says, below, above = refusal(500, step(5, 60, breaths(15, most=3), Pause(1, 2, 4)))
    assert says == (
        "Foot massage with these choices cannot last exactly 0:50; the nearest lengths are "
        "0:47 and 0:59. Try -m 0:47 or -m 0:59."
    )
    assert (below, above) == (470, 590)


def test_offers_skip_lengths_that_are_no_whole_seconds():
    hole = step(5, 60, breaths(15.5, most=3))
    says, below, above = refusal(500, hole)
    assert (below, above) == (440, 595)
    assert says.endswith("the nearest lengths are 0:44 and 0:59.500. Try -m 0:44.")


def test_nothing_is_offered_when_no_whole_second_can_be_typed():
    says, _, above = refusal(10, step(5, 60, Pause(10.5, 10.5, 10.5)))
    assert says == (
        "Foot massage with these choices can last 0:23.500 to 0:23.500. You asked for 0:01."
    )
    assert above == 235


def test_a_step_whose_words_outlast_its_bounds_is_named():
    wordy = step(5, 10, *[Say("Hello.")] * 6, name="heel")
    says, below, above = refusal(600, free(10, 60), wordy)
    assert says == (
        "Heel: its words, breaths and pauses can last 12.0 to 12.0 s, its bounds allow 5.0 to "
        "10.0 s, and no length suits both. Change its bounds, its words or its pauses."
    )
    assert (below, above) == (None, None)


def test_a_step_that_cannot_fill_its_least_is_named_even_if_it_could_be_dropped():
    silent = step(30, 60, Pause(1, 2, 6), name="heel", drop=1)
    assert refusal(600, free(10, 60), silent)[0].startswith("Heel: its words, breaths and pauses")


def test_a_pair_that_cannot_last_equally_long_is_named():
    left = free(5, 10, name="left", pair="feet")
    right = free(20, 30, name="right", pair="feet")
    assert refusal(600, left, right)[0] == (
        "The steps of the pair 'feet' must last equally long, but no length suits all: "
        "Left 5.0 to 10.0 s, Right 20.0 to 30.0 s. "
        "Bring their words, pauses or bounds nearer to each other."
    )


def test_steps_that_only_fit_at_different_levels_leave_no_level():
    lines = (
        Line((Say("Hello."),) * 9, kept=("extra",)),
        Line((Pause(0, 1, 9),)),
    )
    core = Step("core", "Core", 1, 5, 9, lines)
    other = Step(
        "other", "Other", 1, 5, 9, (Line((Say("Hello."),) * 9, dropped=("extra",)), lines[1])
    )
    says, _, _ = refusal(600, core, other, free(10, 60, name="extra", drop=1))
    assert says.startswith("Other: its words")


def test_a_script_without_steps_is_refused():
    assert refusal(600) == ("Foot massage has no steps. Give it one.", None, None)


def test_a_step_that_fits_at_one_level_only_decides_the_level():
    demanding = Step(
        "core",
        "Core",
        1,
        5,
        9,
        (Line((Say("Hello."),) * 9, kept=("extra",)), Line((Pause(0, 1, 9),))),
    )
    plan = prepare(script(demanding, free(10, 60, name="extra", drop=1)), lambda _: 20, rate=RATE)
    assert [span.step.id for span in arrange(plan, 190).spans] == ["core"]
    assert (plan.reach.least, plan.reach.most) == (140, 220)
