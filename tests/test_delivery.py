"""How a session is spoken: downwards, in three levels, whatever its length."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.catalogue import find_script
from soothe.delivery import PACES, eased
from soothe.model import Bell, Breath, Choices, Cycle, Line, Pause, Place, Ready, Say, Script, Step
from soothe.order import Order
from soothe.script import load
from soothe.session import plan
from soothe.voices.engine import Utterance
from soothe.voices.espeak import EspeakEngine
from soothe.voices.trim import trim

_REST = Pause(1.0, 1.0, 1.0)
_SAY = Say("Rest.")
_CALM = (
    "Wrap both hands around the foot and simply hold it.",
    "Feel the warmth of your palms.",
    "Press the pad of your thumb into the arch.",
    "Make a small, slow circle, no bigger than a coin.",
    "Notice whether the foot feels warmer than before.",
    "When you are ready, open your eyes.",
)


def _script(*typicals, cues=(_SAY,)):
    steps = (
        Step(f"s{number}", "S", 0.0, typical, 900.0, (Line(cues),))
        for number, typical in enumerate(typicals)
    )
    return Script("s", "S", "en", tuple(steps))


def _manners(script):
    return [(say.pace, say.pitch) for say in script.says()]


@given(st.lists(st.floats(0.0, 600.0), max_size=12))
def test_pace_and_pitch_never_rise_and_have_at_most_three_levels(typicals):
    manners = _manners(eased(_script(*typicals)))
    assert len(manners) == len(typicals)
    assert {pace for pace, _ in manners} <= set(PACES)
    assert all(before >= after for before, after in pairwise(manners))


@given(st.lists(st.floats(1.0, 100.0), min_size=6, max_size=12))
def test_nothing_but_the_place_in_the_script_decides(typicals):
    script = _script(*typicals)
    other = replace(script, seed=99, sound="ocean", ending="sleep", choices=(("first", "left"),))
    assert eased(other).steps == eased(script).steps


def test_equal_steps_go_through_all_levels_and_the_tone_follows():
    assert _manners(eased(_script(60, 60, 60))) == [(1.0, 0.0), (0.95, -0.4), (0.88, -0.96)]


def test_the_author_s_own_paces_stand_and_the_tone_follows_them():
    steps = [_script(60, cues=(Say("Rest.", pace=pace),)).steps[0] for pace in (1.0, 0.9, 1.1)]
    script = replace(_script(), steps=tuple(steps))
    assert _manners(eased(script)) == [(1.0, 0.0), (0.9, -0.8), (1.1, 0.0)]


def test_every_kind_of_sentence_is_eased_and_nothing_else():
    say, bell = Say("In.", place=Place("x", 3)), Bell()
    cycle = Cycle(8.0, ((0.0, say), (4.0, bell)))
    cues = (say, _REST, bell, Ready(say), Breath(1, 2, cycle, cycle))
    (step,) = eased(_script(60, cues=cues)).steps
    (line,) = step.lines
    assert [said.pace for said in step.says()] == [PACES[1]] * 4
    assert {said.place for said in step.says()} == {say.place}
    assert line.cues[1:3] == (_REST, bell)
    assert line.cues[4].guided.cues[1] == (4.0, bell)


def test_another_length_speaks_nothing_again_but_the_line_that_names_it():
    path = find_script("foot-massage")
    said = [
        set(eased(load(path, Choices(seed=7, seconds=60.0 * minutes))).says())
        for minutes in (3, 10, 45)
    ]
    for one, other in pairwise(said):
        assert {len(one - other), len(other - one)} == {1}
        assert all("minutes" in say.text for say in one ^ other)


def test_a_session_is_spoken_alike_wherever_its_steps_come_to_lie():
    short, long = (
        plan(Order("foot-massage", minutes=minutes, voice="silent", seed=7)) for minutes in (5, 30)
    )
    paces = {}
    for planned in (short, long):
        for placed in planned.timeline.placed:
            if isinstance(placed.cue, Say) and "minutes" not in placed.cue.text:
                step = planned.timeline.spans[placed.step].step.id
                paces.setdefault((step, placed.cue.text), set()).add(placed.cue.pace)
    assert all(len(each) == 1 for each in paces.values())
    first, last = (planned.timeline.spans[index].step for planned, index in ((long, 0), (long, -2)))
    assert max(say.pitch for say in last.says()) < min(say.pitch for say in first.says())


@pytest.mark.parametrize(("pace", "least", "most"), [(PACES[0], 130, 145), (PACES[-1], 110, 125)])
def test_the_built_in_voice_keeps_to_the_words_a_minute(pace, least, most):
    spoken = [
        trim(EspeakEngine().speak(Utterance(text, "en-gb-x-rp+Nguyen", pace))) for text in _CALM
    ]
    seconds = sum(len(speech.samples) / speech.rate for speech in spoken)
    words = sum(len(re.findall(r"\w+", text)) for text in _CALM)
    assert least <= words / seconds * 60 <= most


def test_a_script_without_steps_stays_as_it_is():
    assert eased(_script()) == _script()
