"""What the shipped foot massage promises, in every length, ending and choice."""

from __future__ import annotations

import re
from functools import cache

import pytest

from soothe.catalogue import find_script
from soothe.model import Choices, Say
from soothe.script import describe, load
from soothe.timeline import fit
from tests.scripts.laws import (
    RATE,
    assert_getting_up_takes_its_steps,
    assert_sleep_has_no_bell_and_ends_with_leave_to_rest,
    frames,
    longest_surprise,
    said,
    words,
)

ENDINGS = ("get-up", "sleep")
EXTRAS = (
    "soak",
    "ball",
    "roller",
    "heated_roller",
    "massager",
    "compress",
    "stones",
    "towel",
    "reflex",
)
LATE = {"compare", "towel", "stones", "rest", "close"}
CLAIMS = re.compile(
    r"\b(lymph\w*|detox\w*|toxins?|heals?|healing|cures?|organs?|blood pressure|cortisol"
    r"|circulation|pain relief|energy balance|swelling|focus|melts? fatigue)\b",
    re.IGNORECASE,
)


@cache
def script(seconds=600, seed=1, keep=frozenset(), lang="en", **values):
    choices = Choices(values=values, keep=keep, seed=seed, seconds=seconds)
    return load(find_script(f"{lang}/foot-massage"), choices)


@cache
def session(seconds, seed=1, keep=frozenset(), lang="en", **values):
    return fit(script(seconds, seed, keep, lang, **values), frames, seconds * RATE, rate=RATE)


def every_choice():
    """Each value of each parameter, one at a time, and a few that meet in one place."""
    for param in describe(find_script("foot-massage")).params:
        for value in param.of or ((True,) if param.type == "flag" else ()):
            yield {param.name: value}
    yield {"name": "Alex"}
    yield {"sore": "left", "position": "one-handed", "oil": "sock"}
    yield {"sore": "right", "feet": "right", "mood": "sleep", "ending": "sleep", "position": "bed"}
    yield {"oil": "lotion", "scent": "eucalyptus", "chime": True, "position": "thigh"}
    for ending in ENDINGS:
        yield dict.fromkeys(EXTRAS, True) | {"ending": ending}
        yield dict.fromkeys(EXTRAS, True) | {"ending": ending, "sore": "left", "position": "floor"}


def everything_said():
    """(step, sentence) of every choice, with two seeds each."""
    for values in every_choice():
        for seed in range(2):
            for step in script(seed=seed, **values).steps:
                for say in step.says():
                    yield step, say


# -- safety -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sparse", ["full", "sparse"])
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("seconds", [180, 600, 2700])
def test_the_safety_words_come_whole_within_ninety_seconds(seconds, ending, sparse):
    if sparse == "sparse":
        seconds = min(seconds, 600)
    timeline = session(seconds, ending=ending, words=sparse)
    step = timeline.spans[0].step
    safety = [placed for placed in said(timeline, "welcome") if step.lines[placed.line].safety]
    text = " ".join(placed.cue.text for placed in safety)
    assert max(placed.start + placed.frames for placed in safety) <= 90 * RATE
    assert words(text) <= 26
    for part in ("not treatment", "clot", "hot", "calf", "sore", "numb", "swollen", "broken"):
        assert part in text
    assert "four of ten at most" in text
    assert "Stop anytime" in text


def test_the_safety_words_never_vary():
    def safety(seed):
        steps = script(seed=seed, **dict.fromkeys(EXTRAS, True)).steps
        return [line.cues for step in steps for line in step.lines if line.safety]

    assert safety(1)
    assert all(safety(seed) == safety(1) for seed in range(2, 9))


@pytest.mark.parametrize(
    ("choice", "caution"),
    [
        ({"ball": True}, "Stay seated for this."),
        ({"massager": True}, "Not with a pacemaker or an implanted device."),
        ({"soak": True}, "Warm, not hot."),
        ({"towel": True}, "Hold the towel to your inner wrist."),
        ({"stones": True, "ending": "sleep"}, "Switch off and put away anything warm."),
        ({"position": "thigh"}, "With a painful or replaced hip or knee, use a stool."),
        ({"oil": "oil"}, "Only oil without nuts."),
    ],
)
def test_a_caution_is_a_safety_line_of_its_step(choice, caution):
    lines = [line for step in script(**choice).steps for line in step.lines if line.safety]
    assert any(caution == cue.text for line in lines for cue in line.cues if isinstance(cue, Say))


@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize("lang", ["en", "de"])
def test_rings_come_off_in_every_length_and_ticklish_feet_are_told_from_five_minutes(lang, seed):
    told = {
        seconds: " ".join(placed.cue.text for placed in said(session(seconds, seed, lang=lang)))
        for seconds in (180, 300)
    }
    assert all(re.search(r"\b([Rr]ings|Ringe)\b", text) for text in told.values())
    assert re.search(r"[Tt]ickl|[Kk]itz", told[300])


def test_no_sentence_claims_what_massage_cannot_do():
    for _, say in everything_said():
        assert not CLAIMS.search(say.text), say


# -- sentences for the ear ----------------------------------------------------------------------


def test_sentences_are_short_and_shorter_at_the_end():
    for step, say in everything_said():
        assert words(say.text) <= (9 if step.id in LATE else 12), say


def test_no_sentence_names_both_sides():
    for _, say in everything_said():
        assert not {"left", "right"} <= set(re.findall(r"\w+", say.text.lower())), say


@pytest.mark.parametrize("seed", range(5))
def test_soft_words_are_rare(seed):
    text = re.findall(r"\w+", " ".join(say.text for say in script(seed=seed).says()).lower())
    assert text.count("gently") + text.count("allow") <= len(text) / 40


def test_every_step_says_at_least_eight_words():
    for seconds, ending in ((180, "get-up"), (180, "sleep"), (1200, "get-up")):
        timeline = session(seconds, ending=ending)
        for index, span in enumerate(timeline.spans):
            spoken = [placed.cue.text for placed in said(timeline) if placed.step == index]
            assert words(" ".join(spoken)) >= 8, span.step.id


def test_seeds_change_more_than_half_of_the_sentences_and_leave_the_frame():
    plain = [say.text for say in script(seed=0).says()]
    for seed in range(1, 6):
        other = {say.text for say in script(seed=seed).says()}
        changed = sum(text not in other for text in plain) / len(plain)
        assert 0.5 <= changed <= 0.75


# -- choices ------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", list(every_choice()), ids=str)
def test_every_choice_loads_without_a_warning_and_fits(values):
    seconds = 2400 if len(values.keys() & set(EXTRAS)) else 1200
    assert not script(seconds, **values).warnings
    assert session(seconds, **values).frames == seconds * RATE


def test_extras_wait_to_be_asked_for():
    names = {step.key for step in script().steps}
    assert not names & {*EXTRAS, "dry"}


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_that_was_asked_for_by_name_stays(extra):
    timeline = session(1500, keep=frozenset({extra}))
    assert extra in {span.step.key for span in timeline.spans}


def test_steps_go_in_the_order_of_their_weight_for_the_body():
    steps = script(**dict.fromkeys(EXTRAS, True)).steps
    order = sorted(
        {(step.drop, step.key) for step in steps if step.drop and step.key not in EXTRAS}
    )
    assert [key for _, key in order] == [
        *("dry", "achilles", "top", "roots", "compare", "heel", "ankle", "settle", "arch", "oil"),
        *("toes", "forefoot"),
    ]
    drops = {step.key: step.drop for step in steps}
    assert [drops[key] for key in ("reflex", "soak", "towel", "ball")] == [1, 2, 3, 4]
    core = {"welcome", "breathe", "touch", "glides", "circles", "hold", "switch", "rest", "close"}
    assert {key for key, drop in drops.items() if drop is None} == core


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_sore_foot_comes_second_without_pressure(side):
    steps = script(sore=side, first=side).steps
    feet = [step for step in steps if step.pair]
    assert feet[0].id.startswith("right-" if side == "left" else "left-")
    sore = " ".join(say.text for s in feet if s.id.startswith(side) for say in s.says())
    assert not re.search(r"\b(knead|knuckle|lean|firmer|squeeze and)\b", sore, re.IGNORECASE)


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_foot_alone_needs_no_change(side):
    steps = script(feet=side).steps
    names = {step.id for step in steps}
    assert not names & {"switch", "compare"}
    assert {step.id.split("-")[0] for step in steps if step.pair} == {side}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_one_foot_alone_is_never_called_feet(lang, ending):
    choices = dict.fromkeys(EXTRAS, True) | {"mood": "energy", "ending": ending}
    for seed in range(4):
        for step in script(2400, seed, lang=lang, feet="right", **choices).steps:
            for say in step.says():
                assert not re.search(r"\b(feet|soles|Füßen?|Sohlen)\b", say.text), say


# -- lengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("seconds", [180, 181, 247, 300, 433, 600, 901, 1200, 1800, 2699, 2700])
def test_a_session_keeps_its_shape_at_every_length(seconds, ending):
    timeline = session(seconds, ending=ending)
    assert timeline.frames == seconds * RATE
    feet = {"left": 0, "right": 0}
    for span in timeline.spans:
        if span.step.pair:
            feet[span.step.id.split("-")[0]] += span.frames
    assert feet["left"] == feet["right"] > 0
    assert first_start(timeline, "hands on your belly") <= 35 * RATE
    assert on_a_foot(timeline) <= 90 * RATE
    assert longest_surprise(timeline) <= (30 if ending == "get-up" else 45) * RATE


def first_start(timeline, text):
    return next(placed.start for placed in said(timeline) if text in placed.cue.text)


def on_a_foot(timeline):
    settling = [p.start for p in said(timeline, "settle") if "a hand on it" in p.cue.text]
    touching = [p.start for p in said(timeline, "touch")]
    return min(settling + touching)


# -- endings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [180, 1200])
def test_getting_up_takes_its_steps(seconds):
    assert_getting_up_takes_its_steps(session(seconds))


@pytest.mark.parametrize("seconds", [180, 1200])
def test_sleep_has_no_bell_and_ends_with_leave_to_rest(seconds):
    timeline = session(seconds, ending="sleep", chime=True)
    assert_sleep_has_no_bell_and_ends_with_leave_to_rest(timeline)


@pytest.mark.parametrize("ending", ENDINGS)
def test_oily_soles_are_wiped_when_oil_was_used(ending):
    assert any("Wipe" in placed.cue.text for placed in said(session(1200, ending=ending)))
    assert not any(
        "Wipe" in placed.cue.text for placed in said(session(1200, ending=ending, oil="none"))
    )
