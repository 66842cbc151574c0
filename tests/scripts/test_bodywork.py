"""What the shipped sessions of touch promise, besides the self foot massage, at every length."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations, pairwise

import pytest

from soothe.catalogue import find_script
from soothe.model import Choices, Pause, Say
from soothe.script import describe, load
from soothe.timeline import fit
from tests.scripts.laws import (
    RATE,
    assert_getting_up_takes_its_steps,
    assert_sleep_has_no_bell_and_ends_with_leave_to_rest,
    frames,
    longest_surprise,
    said,
    text_of,
    words,
)

SCRIPTS = (
    "abdomen",
    "calves",
    "hands",
    "neck-shoulders",
    "partner-foot-massage",
    "scalp-face-jaw",
)
ENDINGS = ("get-up", "sleep")
LATE = {"compare", "towel", "rest", "close"}
CLAIMS = re.compile(
    r"\b(lymph\w*|detox\w*|toxins?|heals?|healing|cures?|organs?|blood pressure|cortisol"
    r"|circulation|digestion|pain relief|energy|focus|melts? fatigue|headaches?)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\b(behind the knee|front of the neck|under the jaw|throat|full circle)\b")


def minutes(name):
    """Least, usual and most whole minutes of a script."""
    return tuple(round(seconds / 60) for seconds in describe(find_script(name)).length)


EVERY_MINUTE = [
    (name, minute) for name in SCRIPTS for minute in range(minutes(name)[0], minutes(name)[2] + 1)
]
THREE_LENGTHS = [(name, minute) for name in SCRIPTS for minute in minutes(name)]


def every_choice(name):
    """Each value of each parameter that is not its default, one at a time, and a name."""
    for param in describe(find_script(name)).params:
        for value in param.of or ((True, False) if param.type == "flag" else ("Alex",)):
            if value != param.default:
                yield {param.name: value}


CHOICES = [
    (name, values)
    for name in SCRIPTS
    for values in every_choice(name)
    if values != {"words": "tones"}  # without words: tests/script/test_tones.py has its laws
]


@cache
def script(name, /, minute=None, seed=1, keep=frozenset(), **values):
    seconds = 60 * (minute or minutes(name)[1])
    choices = Choices(values=values, keep=keep, seed=seed, seconds=seconds)
    return load(find_script(name), choices)


@cache
def session(name, minute, /, seed=1, keep=frozenset(), **values):
    found = script(name, minute, seed, keep, **values)
    return fit(found, frames, minute * 60 * RATE, rate=RATE)


def usual(name, /, seed=1, keep=frozenset(), **values):
    return session(name, minutes(name)[1], seed, keep, **values)


def safety(timeline):
    """The placed sentences of the safety line."""
    lines = timeline.spans[0].step.lines
    return [placed for placed in said(timeline, "welcome") if lines[placed.line].safety]


def everything_said(name):
    """(step, sentence) of every choice, and of three seeds of the usual session."""
    sessions = [script(name, **values) for values in every_choice(name)]
    sessions += [script(name, seed=seed) for seed in range(3)]
    return [(step, say) for found in sessions for step in found.steps for say in step.says()]


def assert_whole(timeline, minute, ending):
    """The laws that every session keeps, whatever was chosen."""
    assert timeline.frames == minute * 60 * RATE
    side = Counter()
    for span in timeline.spans:
        if span.step.pair:
            side[span.step.id.split("-")[0]] += span.frames
    assert len(set(side.values())) <= 1
    assert safety(timeline)
    assert all(placed.start + placed.frames <= 90 * RATE for placed in safety(timeline))
    on_the_body = next(p for p in said(timeline) if re.search(r"your belly\.|one hand", p.cue.text))
    assert on_the_body.start <= 35 * RATE
    assert longest_surprise(timeline) <= (30 if ending == "get-up" else 45) * RATE


# -- lengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("name", "minute"), EVERY_MINUTE)
def test_every_whole_minute_makes_a_whole_session(name, minute, ending):
    timeline = session(name, minute, seed=minute, ending=ending)
    assert_whole(timeline, minute, ending)
    for index, span in enumerate(timeline.spans):
        spoken = " ".join(placed.cue.text for placed in said(timeline) if placed.step == index)
        assert words(spoken) >= 8, span.step.id


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("name", "minute"), THREE_LENGTHS)
def test_few_words_still_make_a_whole_session(name, minute, ending):
    timeline = session(name, minute, ending=ending, words="sparse")
    assert_whole(timeline, minute, ending)
    every = sum(words(say.text) for say in script(name, minute, ending=ending).says())
    assert words(text_of(timeline)) < 0.6 * every


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_longer_session_does_more_and_does_it_longer(name):
    short, _, long = (session(name, minute) for minute in minutes(name))
    assert {span.step.id for span in short.spans} < {span.step.id for span in long.spans}
    assert words(text_of(long)) > 1.6 * words(text_of(short))
    lasts = {span.step.id: span.frames for span in long.spans}
    assert all(span.frames < lasts[span.step.id] for span in short.spans if span.step.pair)


@pytest.mark.parametrize(("name", "values"), CHOICES, ids=str)
def test_every_choice_loads_without_a_warning_and_fits(name, values):
    minute = minutes(name)[1]
    assert not script(name, **values).warnings
    assert_whole(session(name, minute, **values), minute, values.get("ending", "get-up"))


@pytest.mark.parametrize(("name", "minute"), THREE_LENGTHS)
def test_the_share_of_speech_stays_in_its_band(name, minute):
    least, most = next(
        band
        for longest, band in (
            (3, (0.44, 0.55)),
            (5, (0.38, 0.52)),
            (20, (0.33, 0.46)),
            (30, (0.2, 0.37)),
        )
        if minute <= longest
    )
    timeline = session(name, minute)
    assert least <= sum(p.frames for p in said(timeline)) / timeline.frames <= most


# -- safety -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_safety_words_are_few_and_complete(name):
    text = " ".join(placed.cue.text for placed in safety(usual(name)))
    assert words(text) <= 26
    for part in ("not treatment", "clot", "sore", "numb", "swollen", "broken", "four of ten"):
        assert part in text
    assert text.endswith("Stop anytime.")


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_safety_words_never_vary(name):
    def lines(seed):
        steps = script(name, seed=seed).steps
        return [line.cues for step in steps for line in step.lines if line.safety]

    assert lines(1)
    assert all(lines(seed) == lines(1) for seed in range(2, 6))


@pytest.mark.parametrize(
    ("name", "key", "choice", "caution"),
    [
        ("abdomen", "settle", {}, "Not after recent belly surgery, nor over a hernia."),
        ("calves", "glides", {}, "Stop below the knee."),
        ("calves", "glides", {}, "Leave out varicose veins."),
        (
            "calves",
            "touch",
            {"position": "thigh"},
            "Use a stool for a painful or replaced hip or knee.",
        ),
        ("hands", "lotion", {"oil": "oil"}, "Only oil without nuts."),
        ("neck-shoulders", "strokes", {}, "Only the back, never the front."),
        ("neck-shoulders", "skull", {}, "Stay at the back, never the front of the neck."),
        ("neck-shoulders", "turn", {}, "Never a full circle."),
        ("neck-shoulders", "towel", {"towel": True}, "Hold the towel to your inner wrist."),
        ("scalp-face-jaw", "jaw", {}, "Stay on the cheek, never under the jaw."),
        ("scalp-face-jaw", "palms", {}, "No pressure on the eyes."),
    ],
)
def test_a_caution_is_a_safety_line_of_its_step(name, key, choice, caution):
    steps = [step for step in script(name, **choice).steps if step.key == key]
    lines = [line for step in steps for line in step.lines if line.safety]
    assert any(caution == cue.text for line in lines for cue in line.cues if isinstance(cue, Say))


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_needed_and_who_should_not_stand_before_the_session(name):
    header = describe(find_script(name))
    assert header.needs
    assert any("clot" in caution for caution in header.cautions)
    assert any("four of ten" in c or "three of ten" in c for c in header.cautions)


# -- sentences for the ear ----------------------------------------------------------------------


def faults(step, say):
    """What a single sentence must not do."""
    plain = set(re.findall(r"\w+", say.text.lower()))
    if words(say.text) > (9 if step.key in LATE else 12):
        yield "too long"
    if {"left", "right"} <= plain:
        yield "both sides in one sentence"
    if CLAIMS.search(say.text):
        yield "a claim that touch cannot keep"
    if FORBIDDEN.search(say.text) and not {"never", "not"} & plain:
        yield "a place that is never touched, and not to forbid it"


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_sentence_is_short_and_honest(name):
    told = everything_said(name)
    assert not [(say, fault) for step, say in told for fault in faults(step, say)]
    text = re.findall(r"\w+", " ".join(say.text for _, say in told).lower())
    assert text.count("gently") + text.count("allow") <= len(text) / 40


@pytest.mark.parametrize("name", SCRIPTS)
def test_seeds_change_about_half_of_what_is_heard(name):
    heard = [{placed.cue.text for placed in said(usual(name, seed))} for seed in range(4)]
    changed = [len(one - other) / len(one) for one, other in combinations(heard, 2)]
    assert 0.4 <= sum(changed) / len(changed) <= 0.7


@pytest.mark.parametrize("name", SCRIPTS)
def test_only_questions_and_cautions_are_said_twice(name):
    timeline = usual(name)
    spoken = [p.cue.text for p in said(timeline) if not _safe(timeline, p)]
    counts = Counter(text for text in spoken if words(text) > 4 and not text.startswith("Ask "))
    assert not [text for text, count in counts.items() if count > 1]


def _safe(timeline, placed):
    return timeline.spans[placed.step].step.lines[placed.line].safety


# -- endings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_getting_up_takes_its_steps(name):
    assert_getting_up_takes_its_steps(usual(name))


@pytest.mark.parametrize("name", SCRIPTS)
def test_sleep_has_no_bell_and_ends_with_leave_to_rest(name):
    chime = {"chime": True} if name == "partner-foot-massage" else {}
    assert_sleep_has_no_bell_and_ends_with_leave_to_rest(usual(name, ending="sleep", **chime))


# -- each in particular -------------------------------------------------------------------------


def holds(timeline, key, least, most):
    """By step: the seconds of the pauses that these bounds make a hold."""
    found = {}
    for placed in timeline.placed:
        cue = placed.cue
        if (
            timeline.spans[placed.step].step.key == key
            and isinstance(cue, Pause)
            and (cue.least, cue.most) == (least, most)
        ):
            found.setdefault(placed.step, []).append(placed.frames / RATE)
    return list(found.values())


@pytest.mark.parametrize("minute", [5, 8, 12])
def test_each_shoulder_is_squeezed_three_times(minute):
    shoulders = holds(session("neck-shoulders", minute), "squeeze", 5, 8)
    assert [len(squeezes) for squeezes in shoulders] == [3, 3]
    assert all(5 <= seconds <= 8 for squeezes in shoulders for seconds in squeezes)


@pytest.mark.parametrize("minute", [3, 8, 12])
def test_the_jaw_is_held_three_times(minute):
    (jaw,) = holds(session("scalp-face-jaw", minute), "jaw", 6, 10)
    assert len(jaw) == 3
    assert all(6 <= seconds <= 10 for seconds in jaw)


def test_the_towel_waits_to_be_asked_for():
    assert "towel" not in {step.key for step in script("neck-shoulders").steps}
    timeline = usual("neck-shoulders", keep=frozenset({"towel"}))
    assert "Put away anything warm." in text_of(timeline, "close")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("key", ["path", "rounds", "small", "again"])
def test_the_belly_is_stroked_clockwise(key, seed):
    (step,) = (step for step in script("abdomen", seed=seed).steps if step.key == key)
    text = " ".join(say.text for say in step.says())
    marks = (r"\bright\b", r"\b(across|along under)\b|\bover\.", r"\bleft\b|\band down\b")
    found = [re.search(mark, text, re.IGNORECASE).start() for mark in marks]
    assert found == sorted(found)


@pytest.mark.parametrize("minute", [5, 9, 12])
def test_the_belly_is_stroked_about_two_minutes_at_a_time(minute):
    for span in session("abdomen", minute).spans:
        if span.step.key in {"rounds", "small", "again"}:
            assert span.frames <= 120 * RATE


@pytest.mark.parametrize("sparse", ["full", "sparse"])
@pytest.mark.parametrize("minute", [5, 10, 15, 20, 25, 30])
def test_a_partner_is_asked_first_and_then_every_three_minutes(minute, sparse):
    timeline = session("partner-foot-massage", minute, words=sparse, partner="Robin")
    asked = [p.start for p in said(timeline) if p.cue.text.startswith("Ask Robin")]
    touched = next(p.start for p in said(timeline) if "lay both hands" in p.cue.text)
    assert asked[0] < touched <= 90 * RATE
    feet = [span for span in timeline.spans if span.step.pair]
    end = feet[-1].start + feet[-1].frames
    on_feet = [feet[0].start, *(start for start in asked if start > feet[0].start), end]
    assert max(after - before for before, after in pairwise(on_feet)) <= 180 * RATE


@pytest.mark.parametrize("minute", [12, 20, 30])
def test_the_giver_spares_the_thumbs_on_each_foot(minute):
    timeline = session("partner-foot-massage", minute)
    for side in ("left", "right"):
        steps = {i for i, span in enumerate(timeline.spans) if span.step.id.startswith(side)}
        assert any("soft knuckle" in p.cue.text for p in said(timeline) if p.step in steps)
    assert "hands" in text_of(timeline, "switch")
