"""Where each cue lands, read from small sessions by hand, at 10 frames a second."""

from __future__ import annotations

import pytest

from soothe.errors import FitError
from soothe.model import (
    BedChange,
    Bell,
    Breath,
    Cycle,
    Line,
    Pause,
    Ready,
    Say,
    Script,
    Show,
    Step,
)
from soothe.timeline import arrange, fit, prepare

RATE = 10
AROUND = 130
"""Frames of fade-in, fade-out and silence."""
HELLO, LET_GO = Say("Hello."), Say("Let go.")
CLIPS = {"Hello.": 10, "Let go.": 20, "in": 4, "out": 6}


def clip(say):
    return CLIPS[say.text]


def line(*cues, **marks):
    return Line(cues, **marks)


def step(*lines, bounds=(1, 20, 60), **marks):
    return Step(marks.pop("id", "only"), "Only", *bounds, lines, **marks)


def fitted(content, *steps):
    return fit(Script("s", "S", "en", steps), clip, content + AROUND, rate=RATE)


def heard(timeline):
    """(cue, start after the fade-in, frames) of everything placed."""
    return [(p.cue, p.start - timeline.fade_in, p.frames) for p in timeline.placed]


def pause(least, reference=None, most=None):
    return Pause(least, reference or least, most or least)


def test_pauses_stretch_alike_and_exact_ones_not_at_all():
    soft, hard = pause(1, 2, 9), pause(1.5)
    timeline = fitted(115, step(line(HELLO, soft, LET_GO, hard), line(HELLO, pause(1, 4, 9))))
    assert [frames for _, _, frames in heard(timeline)] == [10, 20, 20, 15, 10, 40]
    timeline = fitted(145, step(line(HELLO, soft, LET_GO, hard), line(HELLO, pause(1, 4, 9))))
    assert [frames for _, _, frames in heard(timeline)] == [10, 30, 20, 15, 10, 60]


def test_a_bell_is_struck_as_often_as_asked_and_spaced():
    timeline = fitted(60, step(line(Bell("low", 2, 2.5), HELLO)))
    strike = Bell("low", 1, 2.5)
    assert heard(timeline) == [(strike, 0, 25), (strike, 25, 25), (HELLO, 50, 10)]


def test_something_to_fetch_is_said_and_waited_for():
    timeline = fitted(40, step(line(Ready(LET_GO, 2))))
    assert heard(timeline) == [(LET_GO, 0, 20), (Pause(2, 2, 2, announced=True), 20, 20)]


def test_bed_changes_and_shown_text_take_no_time():
    change, show = BedChange("ocean"), Show("Both thumbs")
    timeline = fitted(30, step(line(HELLO), line(show), line(change, LET_GO)))
    assert heard(timeline) == [(HELLO, 0, 10), (show, 10, 0), (change, 10, 0), (LET_GO, 10, 20)]
    assert [p.line for p in timeline.placed] == [0, 1, 2, 2]


def test_breaths_keep_their_phases_and_change_their_number():
    inhale, exhale = Say("in"), Say("out")
    guided = Cycle(5, ((0, inhale), (2, exhale)))
    plain = Cycle(5, ((0, Bell("in")), (2, Bell("out", 2, 1.2))))
    breath = Breath(2, 6, guided, plain, guided_cycles=1)
    timeline = fitted(125, step(line(HELLO, pause(0.5, 1, 3), breath)))
    assert heard(timeline) == [
        (HELLO, 0, 10),
        (pause(0.5, 1, 3), 10, 15),
        (inhale, 25, 4),
        (exhale, 45, 6),
        (Bell("in"), 75, 20),
        (Bell("out", 1, 1.2), 95, 12),
        (Bell("out", 1, 1.2), 107, 12),
    ]


def test_a_word_that_outlasts_its_place_in_a_breath_is_refused():
    breath = Breath(1, 2, Cycle(2, ((0, LET_GO), (1.5, Bell("in")))), Cycle(2))
    with pytest.raises(FitError, match=r"^Only: in a breath 'Let go\.' ends 0\.50 s too late"):
        fitted(50, step(line(breath)))


def test_breaths_that_can_be_counted_in_too_many_ways_are_refused():
    breaths = [line(Breath(1, 999, Cycle(seconds), Cycle(seconds))) for seconds in (2, 2.1, 2.3)]
    with pytest.raises(FitError, match=r"^Only: its breaths can be counted in more than 200000"):
        fitted(50, step(*breaths))


def test_a_bell_struck_after_its_breath_is_over_is_refused():
    breath = Breath(1, 2, Cycle(2, ((0, Bell("in", 3, 1.5)),)), Cycle(2))
    with pytest.raises(FitError, match=r"in a breath 'in' ends 1\.00 s too late"):
        fitted(50, step(line(breath)))


def test_a_line_tied_to_the_end_starts_exactly_there():
    soft = pause(1, 2, 9)
    timeline = fitted(100, step(line(LET_GO, before_end=5), line(HELLO, soft)))
    assert heard(timeline) == [
        (HELLO, 0, 10),
        (soft, 10, 40),
        (LET_GO, 50, 20),
        (pause(3), 70, 30),
    ]
    assert [p.line for p in timeline.placed] == [1, 1, 0, 0]


def test_lines_tied_to_the_end_follow_each_other_and_their_last_pause_gives_way():
    first = line(HELLO, pause(1, 2, 3), before_end=6)
    second = line(LET_GO, pause(1), before_end=4)
    timeline = fitted(80, step(line(pause(0, 1, 9)), second, first))
    assert heard(timeline) == [
        (pause(0, 1, 9), 0, 20),
        (HELLO, 20, 10),
        (pause(1), 30, 10),
        (LET_GO, 40, 20),
        (pause(1), 60, 10),
        (pause(1), 70, 10),
    ]


def test_a_line_too_long_for_its_place_starts_earlier_and_ends_with_the_step():
    timeline = fitted(60, step(line(pause(0, 1, 9)), line(LET_GO, before_end=1)))
    assert heard(timeline) == [(pause(0, 1, 9), 0, 40), (LET_GO, 40, 20)]


def test_a_breath_in_a_tied_line_has_its_least_cycles_and_pauses_are_at_ease():
    breath = Breath(2, 6, Cycle(1), Cycle(1))
    tied = line(HELLO, pause(1, 2, 3), breath, LET_GO, before_end=8)
    timeline = fitted(100, step(line(pause(0, 1, 9)), tied))
    assert [(start, frames) for _, start, frames in heard(timeline)] == [
        (0, 20),
        (20, 10),
        (30, 20),
        (70, 20),
        (90, 10),
    ]


def test_optional_lines_join_by_rank_when_pauses_stay_at_ease():
    lines = [
        line(HELLO, pause(1, 4, 30)),
        line(LET_GO, pause(1, 4, 8), room=2),
        line(HELLO, pause(1, 4, 8), room=1),
    ]
    said = {
        content: sorted({p.line for p in fitted(content, step(*lines)).placed})
        for content in (60, 99, 100, 159, 160)
    }
    assert said == {60: [0], 99: [0], 100: [0, 2], 159: [0, 2], 160: [0, 1, 2]}


def test_a_safety_line_never_waits_for_room():
    timeline = fitted(30, step(line(HELLO), line(LET_GO, room=1, safety=True)))
    assert heard(timeline) == [(HELLO, 0, 10), (LET_GO, 10, 20)]


def test_conditions_follow_what_was_kept():
    steps = (
        step(line(pause(2, 4, 9)), id="heel", bounds=(3, 4, 9), drop=1, pair="sole"),
        step(
            line(HELLO, kept=("heel",)),
            line(LET_GO, dropped=("sole", "arch")),
            line(pause(1, 2, 9)),
            id="rest",
            bounds=(2, 4, 9),
        ),
    )
    kept, dropped = fitted(80, *steps), fitted(50, *steps)
    assert [p.cue for p in kept.placed] == [pause(2, 4, 9), HELLO, pause(1, 2, 9)]
    assert [p.cue for p in dropped.placed] == [LET_GO, pause(1, 2, 9)]
    assert dropped.dropped == steps[:1]


def test_a_pair_shares_one_length_whatever_its_words():
    left = step(line(HELLO, pause(1, 2, 9)), id="left", pair="feet")
    right = step(line(LET_GO, pause(1, 2, 9)), id="right", pair="feet")
    timeline = fitted(120, left, step(line(pause(1, 2, 4)), id="switch"), right)
    lengths = [span.frames for span in timeline.spans]
    assert lengths[0] == lengths[2]
    assert sum(lengths) == 120


def test_a_step_is_filled_once_for_each_length():
    script = Script("s", "S", "en", (step(line(HELLO, pause(1, 2, 9))),))
    plan = prepare(script, clip, rate=RATE)
    form = plan.levels[0].parts[0].forms[0]
    assert arrange(plan, 50 + AROUND).placed == arrange(plan, 50 + AROUND).placed
    assert form.filled(50) is form.filled(50)
    assert [sum(form.filled(frames)[1]) for frames in (50, 60)] == [50, 60]
