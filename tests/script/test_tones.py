"""What is left of a script when nobody speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from soothe.catalogue import list_scripts
from soothe.model import BedChange, Bell, Breath, Choices, Pause, Say, Show
from soothe.script import describe, load
from soothe.script.tones import CHANGE, without_words
from soothe.timeline import arrange, fit, prepare
from soothe.voices.estimate import estimate
from tests.script.writing import HEADING, read, step

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Cue, Script, Step

RATE = 1000
TONES = {"words": "tones"}
LIBRARY = pytest.mark.parametrize("path", list_scripts(), ids=str)


def frames(say: Say) -> int:
    return round(estimate(say.text, say.pace) * RATE)


def cues(text: str) -> list[Cue]:
    """All cues of a step between the tone that opens it and the quiet that ends it."""
    opening, *lines, closing = step(text, values=TONES).lines
    assert opening.cues == (CHANGE,)
    assert isinstance(closing.cues[0], Pause)
    return [cue for line in lines for cue in line.cues]


def silent(path: Path, ending: str, seconds: float) -> Script:
    values = {"ending": ending, **TONES}
    return load(path, Choices(values, seed=1, seconds=seconds))


def endings(path: Path) -> tuple[str, ...]:
    return next(param.of for param in describe(path).params if param.name == "ending")


# -- the library --------------------------------------------------------------------------------


@LIBRARY
def test_every_script_meets_each_of_its_minutes_in_tones(path: Path) -> None:
    least, _, most = describe(path).length
    for ending in endings(path):
        plan = prepare(silent(path, ending, most), frames, rate=RATE)
        for second in (round(least), *range(60 * -(-round(least) // 60), round(most) + 1, 60)):
            timeline = arrange(plan, second * RATE)
            assert timeline.frames == second * RATE
            _check_heard(timeline.placed, timeline.spans)


def _check_heard(placed, spans) -> None:
    """Each step opens with its tone; whoever speaks, speaks for safety, and early."""
    opened = {each.step: each.cue for each in reversed(placed)}
    assert opened == dict.fromkeys(range(len(spans)), replace(CHANGE, times=1))
    said = [each for each in placed if isinstance(each.cue, Say)]
    assert all(spans[each.step].step.lines[each.line].safety for each in said)
    first = [each for each in said if each.step == 0]
    assert first
    assert max(each.start + each.frames for each in first) <= 90 * RATE


@LIBRARY
def test_all_safety_lines_stay_and_every_breath_keeps_its_phases(path: Path) -> None:
    def kept(script: Script) -> list[object]:
        lines = [line for step in script.steps for line in step.lines if not line.room]
        breaths = [cue.phases for line in lines for cue in line.cues if isinstance(cue, Breath)]
        safety = [line.cues[0] for line in lines if line.safety]
        return [*safety, *breaths]

    ending = endings(path)[0]
    full = load(path, Choices({"ending": ending, "words": "full"}, seed=1))
    assert kept(silent(path, ending, describe(path).length[1])) == kept(full)


# -- the cues -----------------------------------------------------------------------------------


def test_words_are_shown_in_their_order() -> None:
    *shown, quiet = cues("One. [4s] Two.")
    assert shown == [Show("One."), Show("Two.")]
    assert isinstance(quiet, Pause)
    assert quiet.announced


def test_optional_lines_are_left_out() -> None:
    assert cues("+ Perhaps.") == []


def test_safety_lines_are_spoken_before_any_quiet() -> None:
    first, *others = cues("Welcome. [9s]\n! Stop at any time.\nRest.")
    assert first == Show("Welcome.")
    assert isinstance(others[0], Say)
    assert [type(cue) for cue in others[1:]] == [Pause, Show, Pause]


def test_what_is_held_is_framed_by_tones_and_stays_exact() -> None:
    held = [cue for cue in cues("Make a fist. [5s!] Let go.") if not isinstance(cue, Show)]
    before, pause, after, _ = held
    assert (before, after) == (Bell("hold", spacing=0.0), Bell("out", spacing=0.0))
    assert pause == Pause(5.0, 5.0, 5.0, announced=True)


def test_a_breath_is_led_by_tones_from_its_first_cycle() -> None:
    (breath,) = cues("[breath in:4s hold:7s out:8s x4 cue:word]")
    assert isinstance(breath, Breath)
    tones = ((0.0, Bell("in")), (4.0, Bell("hold")), (11.0, Bell("out")))
    assert breath.cycle(0).cues == breath.cycle(3).cues == tones
    assert breath.cycle(0).seconds == 19.0


def test_what_is_to_be_fetched_is_shown_with_a_tone_and_waited_for() -> None:
    shown, tone, wait, *_ = cues('[ready "Take the towel" wait:20s]')
    assert shown == Show("Take the towel")
    assert tone == CHANGE
    assert wait == Pause(20.0, 20.0, 20.0, announced=True)


def test_sounds_bells_and_shown_text_stay() -> None:
    assert cues("> Look.\n[bell:low x2]\n[sound -4dB over 6s]") == [
        Show("Look."),
        Bell("low", 2),
        BedChange(None, -4.0, 6.0),
    ]


def test_a_last_word_before_the_end_brings_no_quiet_of_its_own() -> None:
    assert cues("@-10s Almost there.") == [Show("Almost there.")]


def test_a_step_without_a_word_fills_its_length() -> None:
    script = read(HEADING + "[bell]", values=TONES)
    for seconds in (30, 60):
        assert fit(script, frames, seconds * RATE, rate=RATE).frames == seconds * RATE


def test_plain_text_can_be_silent_too(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Lie down.\n\n[inhale 4s] [exhale 6s]\n\nRest.\n", encoding="utf-8")
    script = load(story, Choices(TONES))
    assert list(script.says()) == []
    assert fit(script, frames, 300 * RATE, rate=RATE).frames == 300 * RATE


def test_only_the_lines_change() -> None:
    spoken: Step = step("Rest.")
    silenced = without_words(spoken)
    assert (silenced.id, silenced.least, silenced.typical, silenced.most) == (
        spoken.id,
        spoken.least,
        spoken.typical,
        spoken.most,
    )
