"""A second language from end to end: German sessions fit, and nothing English is left in them."""

from __future__ import annotations

import re
from functools import cache

import pytest

from soothe.catalogue import find_script
from soothe.model import Choices, Say
from soothe.script import describe, load
from soothe.timeline import arrange, prepare
from soothe.voices import open_voice
from tests.scripts.laws import RATE, frames, sentences, words

LANGUAGES = ("de", "en")
SCRIPTS = ("foot-massage", "breathing", "body-scan")
EXTRAS = (
    *("soak", "ball", "roller", "heated_roller", "massager", "compress", "stones", "towel"),
    "reflex",
)
CHOICES = (
    *((name, {"ending": ending}) for name in SCRIPTS for ending in ("get-up", "sleep")),
    *(
        ("breathing", {"pattern": pattern, "ending": ending})
        for pattern in ("box", "4-7-8")
        for ending in ("get-up", "sleep")
    ),
    ("breathing", {"pattern": "coherent", "rate": 4.5, "position": "bed"}),
    ("breathing", {"pattern": "4-7-8", "practised": True}),
    ("body-scan", {"position": "chair", "first": "right"}),
    ("foot-massage", {"position": "bed", "oil": "sock", "ending": "sleep"}),
    ("foot-massage", {"position": "one-handed", "oil": "lotion", "first": "right"}),
)
"""What must reach every length that its script declares."""
OTHERS = (
    ("foot-massage", dict.fromkeys(EXTRAS, True) | {"mood": "energy", "scent": "lavender"}),
    (
        "foot-massage",
        dict.fromkeys(EXTRAS, True)
        | {"mood": "sleep", "scent": "eucalyptus", "sore": "left", "ending": "sleep"},
    ),
    ("foot-massage", {"position": "thigh", "oil": "none", "chime": True}),
    ("foot-massage", {"position": "floor", "feet": "left", "name": "Toni"}),
    ("breathing", {"words": "sparse"}),
    ("body-scan", {"words": "sparse"}),
    ("body-scan", {"feet": "right"}),
)
LATE = 0.9
"""Pace from which on sentences are late ones."""


@cache
def script(name, /, seconds=600, seed=1, lang="de", **values):
    path = find_script(f"{lang}/{name}")
    return load(path, Choices(values=values, seed=seed, seconds=seconds))


@cache
def plan(name, /, seed=1, **values):
    return prepare(script(name, seed=seed, **values), frames, rate=RATE)


def lengths(name):
    """Least, usual and most seconds that a script declares."""
    return tuple(round(seconds) for seconds in describe(find_script(f"de/{name}")).length)


def everything_said():
    return sentences(script, (*CHOICES, *OTHERS))


@pytest.mark.parametrize(("name", "values"), CHOICES, ids=str)
def test_every_whole_minute_of_the_english_range_can_be_had(name, values):
    assert lengths(name) == describe(find_script(f"en/{name}")).length
    least, _, most = lengths(name)
    for seed in range(2):
        assert not script(name, seed=seed, **values).warnings
        within = plan(name, seed, **values).reach
        assert all(within.contains(second * RATE) for second in range(least, most + 1, 60))


@pytest.mark.parametrize(("name", "values"), OTHERS, ids=str)
def test_other_choices_fit_a_usual_length(name, values):
    seconds = 2400 if values.get("soak") else lengths(name)[1]
    assert not script(name, **values).warnings
    assert arrange(plan(name, **values), seconds * RATE).frames == seconds * RATE


@pytest.mark.parametrize(("name", "values"), [*CHOICES, *OTHERS], ids=str)
def test_it_has_the_steps_and_bounds_of_the_english_one(name, values):
    """Only the least time of a step may be longer, where German needs more words."""

    def outline(lang):
        steps = script(name, lang=lang, **values).steps
        return [(s.id, s.pair, s.drop, s.typical, s.most, s.weight) for s in steps]

    assert outline("de") == outline("en")
    least = [[step.least for step in script(name, lang=lang, **values).steps] for lang in LANGUAGES]
    assert all(0 <= german - english <= 3 for german, english in zip(*least, strict=True))


@pytest.mark.parametrize(("name", "values"), [*CHOICES, *OTHERS], ids=str)
def test_paces_and_safety_lines_stand_where_the_english_ones_do(name, values):
    def marks(lang):
        steps = script(name, lang=lang, **values).steps
        return [
            ({say.pace for say in s.says()}, any(line.safety for line in s.lines)) for s in steps
        ]

    assert marks("de") == marks("en")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_sentence_and_no_title_is_left_in_english(name):
    english = {say.text for say in script(name, lang="en").says()}
    english |= {step.title for step in script(name, lang="en").steps}
    german = {say.text for say in script(name).says()} | {step.title for step in script(name).steps}
    assert not german & english
    header = describe(find_script(f"de/{name}"))
    other = describe(find_script(f"en/{name}"))
    assert not set(header.needs + header.cautions) & set(other.needs + other.cautions)
    assert len(header.cautions) == len(other.cautions)


@pytest.mark.parametrize(("name", "values"), CHOICES, ids=str)
def test_the_safety_words_come_whole_and_early(name, values):
    timeline = arrange(plan(name, **values), lengths(name)[1] * RATE)
    step = timeline.spans[0].step
    safety = [
        placed
        for placed in timeline.placed
        if placed.step == 0 and isinstance(placed.cue, Say) and step.lines[placed.line].safety
    ]
    text = " ".join(placed.cue.text for placed in safety)
    assert words(text) <= 26
    assert max(placed.start + placed.frames for placed in safety) <= 90 * RATE
    assert "keine Behandlung" in text
    assert text.endswith("Hör jederzeit auf.")


def test_sentences_are_short_and_shorter_at_the_end():
    for name, step, say in everything_said():
        assert words(say.text) <= (9 if say.pace < LATE else 12), (name, step.id, say)


def test_no_sentence_names_both_sides():
    for name, _, say in everything_said():
        text = say.text.lower()
        assert not (re.search(r"\blink", text) and re.search(r"\brecht", text)), (name, say)


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [
        (180, "drei Minuten"),
        (450, "siebeneinhalb Minuten"),
        (90, "eineinhalb Minuten"),
        (1260, "einundzwanzig Minuten"),
        (610, "zehn Minuten und zehn Sekunden"),
        (2700, "fünfundvierzig Minuten"),
    ],
)
def test_lengths_are_spoken_in_german(seconds, spoken):
    text = " ".join(say.text for say in script("foot-massage", seconds).steps[0].says())
    assert f"Du hast {spoken} für deine Füße." in text


def test_breaths_are_counted_in_german():
    timeline = arrange(plan("breathing", pattern="box"), 300 * RATE)
    heard = [placed.cue.text for placed in timeline.placed if isinstance(placed.cue, Say)]
    start = heard.index("Ein")
    phases = ("Ein", "Halten", "Aus", "Pause")
    assert heard[start : start + 16] == [
        word for phase in phases for word in (phase, "zwei", "drei", "vier")
    ]


def test_espeak_speaks_german_by_itself_and_in_time():
    """The counted words are the ones that must fit: one second each."""
    counted = {Say(word) for word in ("Ein", "Halten", "Aus", "Pause", "sieben", "acht")}
    with open_voice("espeak", lang="de") as speaker:
        assert speaker.voice.lang == "de"
        for _, clip in speaker.speak(counted):
            assert clip.frames(RATE) < RATE
