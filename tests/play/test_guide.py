"""Steps and captions by frame."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from soothe.model import Bell, Placed, Say, Show
from soothe.play.guide import Guide, captions

from .stage import FRAMES, LEAD, RATE, STEP, timeline

GUIDE = Guide(timeline())


def texts(*cues):
    placed = tuple(
        Placed(cue, i * RATE, RATE, step, line) for i, (step, line, cue) in enumerate(cues)
    )
    return [caption.text for caption in captions(replace(timeline(), placed=placed))]


@given(st.integers(0, FRAMES))
def test_step_and_caption_are_the_last_begun(frame):
    step, caption = GUIDE.step(frame), GUIDE.caption(frame)
    assert step == min(2, max(0, frame - LEAD) // STEP)
    begun = [each for each in captions(timeline()) if each.start <= frame]
    assert caption == (begun[-1] if begun else None)


def test_sentences_of_a_line_are_one_caption():
    assert texts((0, 0, Say("Sit.")), (0, 0, Bell()), (0, 0, Say("Rest.")), (0, 1, Say("Go."))) == [
        "Sit. Rest.",
        "Go.",
    ]


def test_equal_line_numbers_of_two_steps_stay_apart():
    assert texts((0, 0, Say("Left.")), (1, 0, Say("Right."))) == ["Left.", "Right."]


def test_the_screen_counts_breaths_along():
    counts = ["In", "two", "three", "Out", "two", "three"]
    assert texts(*[(0, 0, Say(count)) for count in counts]) == counts


def test_shown_text_is_a_caption_too():
    assert texts((0, 0, Show("The heel.")), (0, 1, Bell())) == ["The heel."]


def test_before_the_first_step_lies_the_beginning_and_after_the_last_one_the_fade():
    assert [GUIDE.step_start(index) for index in (-1, 0, 2, 3)] == [
        0,
        LEAD,
        LEAD + 2 * STEP,
        LEAD + 3 * STEP,
    ]
