"""What breathing, muscle relaxation, body scan, wind-down and desk break promise, at any length."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from soothe.catalogue import find_script
from soothe.model import Bell, Breath, Choices, Pause, Say
from soothe.script import describe, load
from soothe.timeline import arrange, prepare
from tests.scripts.laws import (
    RATE,
    assert_getting_up_takes_its_steps,
    assert_sleep_has_no_bell_and_ends_with_leave_to_rest,
    frames,
    longest_surprise,
    said,
    sentences,
    text_of,
    words,
)

SCRIPTS = ("breathing", "muscle-relaxation", "body-scan", "wind-down", "desk-break")
BREATHS = (
    {"pattern": "coherent"},
    {"pattern": "coherent", "rate": 4.5},
    {"pattern": "coherent", "rate": 6.5, "position": "bed"},
    {"pattern": "box"},
    {"pattern": "4-7-8"},
    {"pattern": "4-7-8", "practised": True},
)
CHOICES = (
    *(("breathing", choice) for choice in BREATHS),
    *((name, {"ending": "sleep"}) for name in SCRIPTS[:3]),
    *(("breathing", {"ending": "sleep", **choice}) for choice in BREATHS[3:]),
    ("muscle-relaxation", {}),
    ("muscle-relaxation", {"ending": "sleep", "position": "bed", "first": "right"}),
    ("body-scan", {}),
    ("body-scan", {"ending": "sleep", "position": "chair", "first": "right"}),
    ("wind-down", {}),
    ("wind-down", {"massage": "hands", "first": "right"}),
    ("desk-break", {}),
    ("desk-break", {"position": "standing", "first": "right"}),
)
"""What must reach every length that its script declares."""
OTHERS = (
    ("wind-down", {"massage": "none"}),
    *((name, {"feet": side}) for name in SCRIPTS for side in ("left", "right")),
    *((name, {"words": "sparse", "name": "Alex"}) for name in SCRIPTS),
)
"""What has a range of its own."""
LATE = 0.9
"""Pace from which on sentences are late ones."""
CLAIMS = re.compile(
    r"\b(heal\w*|cures?|detox\w*|toxins?|therap\w*|lowers|reduces?|blood pressure|cortisol|immune"
    r"|vagus|nervous system|insomnia|anxiety|stress|oxygen|energy|chakras?|proven|guarantee\w*"
    r"|will (?:feel|fall|sleep|relax|be calm))\b",
    re.IGNORECASE,
)


@cache
def script(name, /, seconds=600, seed=1, **values):
    return load(find_script(name), Choices(values=values, seed=seed, seconds=seconds))


@cache
def plan(name, /, seed=1, **values):
    """Measured with no length spoken but the usual one, so that one plan serves many lengths."""
    usual = describe(find_script(name)).length[1]
    return prepare(script(name, int(usual), seed, **values), frames, rate=RATE)


@cache
def session(name, seconds, /, seed=1, **values):
    return arrange(plan(name, seed, **values), seconds * RATE)


def lengths(name):
    """Least, usual and most seconds that a script declares."""
    return tuple(round(seconds) for seconds in describe(find_script(name)).length)


def minutes(name):
    least, _, most = lengths(name)
    return range(-(-least // 60) * 60, most + 1, 60)


def everything_said():
    return sentences(script, (*CHOICES, *OTHERS))


# -- lengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "values"), CHOICES, ids=str)
def test_every_whole_minute_that_is_declared_can_be_had(name, values):
    for seed in range(3):
        assert not script(name, seed=seed, **values).warnings
        within = plan(name, seed, **values).reach
        least, _, most = lengths(name)
        for seconds in {least, *minutes(name), most}:
            assert within.contains(seconds * RATE), (seconds, seed)


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("end", [0, 2])
def test_the_ends_hold_when_the_length_itself_is_spoken(name, end):
    seconds = lengths(name)[end]
    for seed in range(3):
        spoken = prepare(script(name, seconds, seed), frames, rate=RATE)
        assert arrange(spoken, seconds * RATE).frames == seconds * RATE


@pytest.mark.parametrize(("name", "values"), OTHERS, ids=str)
def test_other_choices_fit_the_usual_length(name, values):
    usual = lengths(name)[1]
    assert not script(name, usual, **values).warnings
    assert session(name, usual, **values).frames == usual * RATE


@pytest.mark.parametrize(("name", "values"), CHOICES, ids=str)
def test_both_sides_have_equal_time(name, values):
    for seconds in lengths(name):
        spent = {"left": 0, "right": 0}
        for span in session(name, seconds, **values).spans:
            if span.step.pair:
                spent[span.step.id.split("-")[0]] += span.frames
        assert spent["left"] == spent["right"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_longer_session_does_more_and_never_less(name):
    kept = [len(session(name, seconds).spans) for seconds in minutes(name)]
    assert all(before <= after for before, after in pairwise(kept))
    least, usual, most = lengths(name)
    spoken = [len(list(said(session(name, seconds)))) for seconds in (least, usual, most)]
    assert sorted(spoken) == spoken
    assert kept[-1] > kept[0]
    assert spoken[-1] >= 1.25 * spoken[0]


@pytest.mark.parametrize(("name", "values"), CHOICES, ids=str)
def test_silence_is_short_unless_announced(name, values):
    limit = 45 if values.get("ending") == "sleep" or name == "wind-down" else 30
    for seconds in lengths(name):
        assert longest_surprise(session(name, seconds, **values)) <= limit * RATE


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("breathing", (0.28, 0.22, 0.15)),
        ("muscle-relaxation", (0.33, 0.30, 0.22)),
        ("body-scan", (0.30, 0.28, 0.18)),
        ("wind-down", (0.27, 0.22, 0.18)),
        ("desk-break", (0.45, 0.40, 0.33)),
    ],
)
def test_speech_takes_its_share_and_less_in_longer_sessions(name, shares):
    found = []
    for seconds, least in zip(lengths(name), shares, strict=True):
        timeline = session(name, seconds)
        found.append(sum(placed.frames for placed in said(timeline)) / timeline.frames)
        assert least <= found[-1] <= 0.55
    assert found == sorted(found, reverse=True)


# -- safety -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "values"), [*CHOICES, *OTHERS], ids=str)
def test_the_safety_words_come_whole_and_early(name, values):
    for seconds in {lengths(name)[1], max(lengths(name)[0], 300)}:
        timeline = session(name, seconds, **values)
        step = timeline.spans[0].step
        safety = [p for p in said(timeline, "welcome") if step.lines[p.line].safety]
        text = " ".join(placed.cue.text for placed in safety)
        assert words(text) <= 26
        assert max(placed.start + placed.frames for placed in safety) <= 90 * RATE
        assert "not treatment" in text
        assert re.search(r"stop anytime", text, re.IGNORECASE)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_safety_words_never_vary(name):
    def safety(seed):
        steps = script(name, seed=seed).steps
        return [line.cues for step in steps for line in step.lines if line.safety]

    assert safety(1)
    assert all(safety(seed) == safety(1) for seed in range(2, 6))


@pytest.mark.parametrize("pattern", ["box", "4-7-8"])
def test_holds_come_with_a_caution(pattern):
    text = text_of(session("breathing", 300, pattern=pattern), "welcome")
    assert "Skip the holds if pregnant or dizzy" in text
    assert "heart or lung condition" in text


@pytest.mark.parametrize("massage", ["feet", "hands"])
def test_hands_at_work_come_with_a_word_about_clots(massage):
    desk, evening = session("desk-break", 180), session("wind-down", 1800, massage=massage)
    for timeline in (desk, evening):
        assert "Not with a possible clot or hot swollen" in text_of(timeline, "welcome")
    for name in ("desk-break", "wind-down"):
        assert any("clot" in caution for caution in describe(find_script(name)).cautions)


@pytest.mark.parametrize("name", SCRIPTS)
def test_hands_are_on_the_body_or_at_rest_within_half_a_minute(name):
    timeline = session(name, lengths(name)[1])
    hands = [
        p.start
        for p in said(timeline, "welcome")
        if re.search(r"\bhands?\b", p.cue.text, re.IGNORECASE)
    ]
    assert hands[0] <= 35 * RATE


def test_no_sentence_claims_more_than_is_known():
    for name, _, say in everything_said():
        assert not CLAIMS.search(say.text), (name, say)


# -- sentences for the ear ----------------------------------------------------------------------


def test_sentences_are_short_and_shorter_at_the_end():
    for name, step, say in everything_said():
        assert words(say.text) <= (9 if say.pace < LATE else 12), (name, step.id, say)


def test_no_sentence_names_both_sides():
    for name, _, say in everything_said():
        found = set(re.findall(r"\w+", say.text.lower()))
        assert not {"left", "right"} <= found, (name, say)


@pytest.mark.parametrize("name", SCRIPTS)
def test_soft_words_are_rare(name):
    for seed in range(3):
        text = " ".join(say.text for say in script(name, seed=seed).says()).lower()
        found = re.findall(r"\w+", text)
        assert found.count("gently") + found.count("allow") <= len(found) / 40


@pytest.mark.parametrize("name", SCRIPTS)
def test_seeds_change_about_half_of_the_sentences(name):
    plain = [say.text for say in script(name, seed=0).says()]
    changed = []
    for seed in range(1, 6):
        other = {say.text for say in script(name, seed=seed).says()}
        changed.append(sum(text not in other for text in plain) / len(plain))
    assert 0.4 <= sum(changed) / len(changed) <= 0.7


@pytest.mark.parametrize("name", SCRIPTS)
def test_chapters_are_plain_unique_and_short(name):
    for values in (values for other, values in (*CHOICES, *OTHERS) if other == name):
        titles = [step.title for step in script(name, **values).steps]
        assert len(set(titles)) == len(titles)
        assert all(len(title) <= 40 for title in titles)


# -- breathing ----------------------------------------------------------------------------------


def breaths(name, /, **values):
    steps = script(name, **values).steps
    return [cue for s in steps for line in s.lines for cue in line.cues if isinstance(cue, Breath)]


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        ({"pattern": "box"}, [4, 4, 4, 4]),
        ({"pattern": "coherent"}, [5.45, 5.45]),
        ({"pattern": "coherent", "rate": 4.5}, [6.67, 6.67]),
        ({"pattern": "coherent", "rate": 6.5}, [4.62, 4.62]),
    ],
)
def test_a_pattern_has_its_own_phases_and_no_others(values, seconds):
    found = breaths("breathing", **values)
    assert len(found) == 3
    assert all([phase for _, phase in breath.phases] == seconds for breath in found)


@pytest.mark.parametrize(("practised", "sets"), [(False, 1), (True, 2)])
def test_four_long_breaths_are_the_most_in_a_row(practised, sets):
    found = breaths("breathing", pattern="4-7-8", practised=practised)
    long = [breath for breath in found if ("hold", 7.0) in breath.phases]
    assert [breath.most for breath in long] == [4] * sets
    held = [breath for breath in found if any(name == "hold" for name, _ in breath.phases)]
    assert held == long


@pytest.mark.parametrize("values", BREATHS, ids=str)
def test_a_length_changes_how_many_breaths_there_are_and_not_how_long_one_is(values):
    """Every breath begins with a word or a tone; from one to the next it is one cycle."""
    for seconds in (300, 420, 600):
        timeline = session("breathing", seconds, **values)
        cycle = breaths("breathing", **values)[-1].guided.seconds
        for index, span in enumerate(timeline.spans):
            if not span.step.id.startswith(("round", "exhale")):
                continue
            starts = [p.start for p in timeline.placed if p.step == index and is_in(p.cue)]
            gaps = {after - before for before, after in pairwise(starts)}
            expected = 19 if values["pattern"] == "4-7-8" else cycle
            if span.step.id == "exhale":
                expected = 10
            assert gaps == {round(expected * RATE)}


def is_in(cue):
    return cue == Bell("in") or (isinstance(cue, Say) and cue.text == "In")


@pytest.mark.parametrize("values", BREATHS, ids=str)
def test_each_round_counts_one_breath_less_and_the_others_are_led_by_tones(values):
    timeline = session("breathing", 600, **values)
    rounds = [i for i, span in enumerate(timeline.spans) if span.step.id.startswith("round")]
    assert rounds
    for counted, index in zip((2, 1, 0), rounds, strict=False):
        heard = [p.cue for p in timeline.placed if p.step == index and is_in(p.cue)]
        spoken = [isinstance(cue, Say) for cue in heard]
        assert spoken == [True] * counted + [False] * (len(heard) - counted)


# -- muscle relaxation --------------------------------------------------------------------------

MUSCLES = ("hand", "arm", "face", "jaw", "shoulders", "chest", "belly", "seat", "leg", "foot")


@pytest.mark.parametrize("seconds", [300, 900, 1500])
@pytest.mark.parametrize("ending", ["get-up", "sleep"])
def test_every_muscle_is_tight_for_five_seconds_and_loose_for_fifteen(seconds, ending):
    timeline = session("muscle-relaxation", seconds, ending=ending)
    for index, span in enumerate(timeline.spans):
        if span.step.key not in MUSCLES:
            continue
        holds = [p.start for p in timeline.placed if p.step == index and is_hold(p.cue)]
        assert holds
        for start, after in pairwise([*holds, span.start + span.frames]):
            assert after - start >= (5 + 15) * RATE


def is_hold(cue):
    return isinstance(cue, Pause) and cue.least == cue.most == 5.0


def test_muscles_come_from_the_hands_to_the_feet():
    keys = dict.fromkeys(s.key for s in script("muscle-relaxation").steps if s.key in MUSCLES)
    assert tuple(keys) == MUSCLES


# -- body scan and wind-down --------------------------------------------------------------------

PLACES = ("foot", "lower", "leg", "pelvis", "belly", "back", "chest", "hand", "arm")
ENDS = ("shoulders", "face")


@pytest.mark.parametrize(
    ("name", "seconds", "count"),
    [
        ("body-scan", 300, 8),
        ("body-scan", 2700, 16),
        ("wind-down", 600, 8),
        ("wind-down", 2700, 16),
    ],
)
def test_a_scan_visits_eight_to_sixteen_places(name, seconds, count):
    timeline = session(name, seconds)
    visited = [span for span in timeline.spans if span.step.key in (*PLACES, *ENDS)]
    assert len(visited) == count
    assert all(20 * RATE <= span.frames <= 60 * RATE for span in visited)


def test_the_wind_down_goes_from_light_to_sleep():
    for massage in ("feet", "hands", "none"):
        steps = script("wind-down", 1800, massage=massage).steps
        keys = list(dict.fromkeys(step.key for step in steps))
        middle = ["strokes", "sole", "toes"] if massage != "none" else []
        assert keys[:4] == ["welcome", "dim", "day", "breathe"]
        assert keys[4 : 5 + len(middle)] == [*middle, "lie-down"]
        assert keys[-3:] == ["count", "rest", "close"]


def test_the_wind_down_ends_in_sleep_and_the_desk_break_awake():
    endings = {
        name: next(p.of for p in describe(find_script(name)).params if p.name == "ending")
        for name in SCRIPTS
    }
    assert endings["wind-down"] == ("sleep",)
    assert endings["desk-break"] == ("get-up",)
    assert all(set(endings[name]) == {"get-up", "sleep"} for name in SCRIPTS[:3])


# -- endings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS[:3])
def test_getting_up_takes_its_steps(name):
    for seconds in lengths(name):
        assert_getting_up_takes_its_steps(session(name, seconds))


@pytest.mark.parametrize("name", SCRIPTS[:4])
def test_sleep_has_no_bell_and_ends_with_leave_to_rest(name):
    for seconds in lengths(name):
        timeline = session(name, seconds, ending="sleep")
        assert_sleep_has_no_bell_and_ends_with_leave_to_rest(timeline)


def test_eyes_stay_open_at_the_desk():
    text = text_of(session("desk-break", 360))
    assert "Eyes open" in text
    assert not re.search(r"close your eyes|eyes (?:may )?close", text, re.IGNORECASE)
    least = session("desk-break", 180)
    keys = list(dict.fromkeys(span.step.key for span in least.spans))
    assert keys == ["welcome", "breathe", "shoulders", "neck", "hand", "eyes", "feet", "close"]
