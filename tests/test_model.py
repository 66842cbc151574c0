"""What the values can say about themselves."""

from __future__ import annotations

import numpy as np
import pytest

from soothe.errors import (
    DeviceError,
    FitError,
    OutputError,
    ScriptError,
    SootheError,
    SoundError,
    UsageError,
    VoiceError,
)
from soothe.model import (
    Bell,
    Breath,
    Clip,
    Cycle,
    Line,
    Pause,
    Place,
    Problem,
    Ready,
    Say,
    Script,
    Step,
)

PLACE = Place("rain.md.j2", 14, 3)


def make_step(*cues: object, pair: str | None = None) -> Step:
    return Step("a", "A", 1.0, 2.0, 3.0, (Line(cues),), pair=pair)  # type: ignore[arg-type]


def test_a_place_and_a_problem_read_as_an_editor_expects() -> None:
    problem = Problem(PLACE, "error", "unknown-cue", "There is no cue [x].")
    assert str(PLACE) == "rain.md.j2:14:3"
    assert str(problem) == "rain.md.j2:14:3: error[unknown-cue]: There is no cue [x]."
    assert str(ScriptError([problem, problem])) == f"{problem}\n{problem}"
    assert ScriptError([problem]).problems == (problem,)


def test_equal_sentences_are_equal_wherever_they_stand() -> None:
    assert Say("Rest.", place=PLACE) == Say("Rest.")
    assert len({Say("Rest.", place=PLACE), Say("Rest."), Say("Rest.", 0.9)}) == 2


def test_the_first_cycles_of_a_breath_are_guided() -> None:
    guided, plain = Cycle(4.0, ((0.0, Say("In")),)), Cycle(4.0)
    breath = Breath(1, 5, guided, plain, guided_cycles=2)
    assert [breath.cycle(index) for index in range(4)] == [guided, guided, plain, plain]


def test_a_step_goes_by_its_pair_or_its_id() -> None:
    assert (make_step().key, make_step(pair="p").key) == ("a", "p")


def test_a_session_can_say_all_its_sentences_in_order() -> None:
    guided = Cycle(4.0, ((0.0, Say("In")), (2.0, Bell("out"))))
    breath = Breath(1, 2, guided, Cycle(4.0, ((0.0, Say("Out")),)))
    one = make_step(Say("A."), Pause(1, 1, 1), Ready(Say("B.")), breath)
    script = Script("s", "S", "en", (one, make_step(Say("A."))))
    assert [say.text for say in script.says()] == ["A.", "B.", "In", "Out", "A."]


@pytest.mark.parametrize(("count", "frames"), [(0, 0), (1, 3), (22_050, 48_000), (22_049, 47_998)])
def test_a_clip_counts_its_frames_at_another_rate_upwards(count: int, frames: int) -> None:
    assert Clip.of(np.zeros(count, np.float32), 22_050).frames(48_000) == frames


def test_every_error_has_an_exit_code_of_its_kind() -> None:
    codes = {kind: kind.exit_code for kind in SootheError.__subclasses__()}
    assert codes == {
        UsageError: 2,
        ScriptError: 3,
        FitError: 4,
        VoiceError: 5,
        DeviceError: 5,
        SoundError: 1,
        OutputError: 1,
    }


def test_a_misfit_names_the_nearest_lengths() -> None:
    error = FitError("No.", below=10, above=None)
    assert (str(error), error.below, error.above) == ("No.", 10, None)


def test_the_samples_of_a_clip_are_asked_for_when_they_are_needed():
    asked = []
    clip = Clip(lambda: asked.append("sound") or np.ones(3, np.float32), 3, 22_050)
    assert (clip.frames(44_100), asked) == (6, [])
    assert clip.samples.tolist() == [1.0, 1.0, 1.0]
    assert asked == ["sound"]
