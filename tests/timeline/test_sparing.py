"""A fit that asks for few lengths gives what a fit gives that asks for all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soothe.catalogue import find_script
from soothe.errors import FitError
from soothe.model import Choices, Line, Pause, Say, Script, Step
from soothe.script import load
from soothe.timeline import arrange, fit, fit_sparingly, prepare
from soothe.units import SESSION_RATE, to_frames
from soothe.voices.estimate import estimate
from tests.strategies import sessions


def asking(clip_frames):
    """The same lengths, and what was asked for."""
    asked = set()

    def frames(say):
        asked.add(say)
        return clip_frames(say)

    return frames, asked


@settings(max_examples=150, deadline=None)
@given(sessions(), st.data())
def test_it_gives_the_timeline_of_the_whole_fit(session, data):
    try:
        within = prepare(session.script, session.clip_frames, rate=session.rate).reach
    except FitError:
        assume(False)
    target = data.draw(st.integers(within.least - 1, within.most + 1))
    if within.contains(target):
        whole = fit(session.script, session.clip_frames, target, rate=session.rate)
        frames, asked = asking(session.clip_frames)
        assert fit_sparingly(session.script, frames, target, rate=session.rate) == whole
        assert asked <= set(session.script.says())
    else:
        with pytest.raises(FitError):
            fit_sparingly(session.script, session.clip_frames, target, rate=session.rate)


@pytest.mark.parametrize("ending", ["get-up", "sleep"])
@pytest.mark.parametrize("name", ["foot-massage", "body-scan", "breathing", "muscle-relaxation"])
def test_the_sessions_that_come_with_soothe_are_the_same_at_every_length(name, ending):
    path, shares = find_script(name), []
    for seed in (1, 2):
        script = load(path, Choices(values={"ending": ending}, seconds=600, seed=seed))
        plan = prepare(script, seconds_of, rate=SESSION_RATE)
        for seconds in range(150, 3600, 149):
            target = to_frames(Fraction(seconds), SESSION_RATE)
            if plan.reach.contains(target):
                frames, asked = asking(seconds_of)
                assert fit_sparingly(script, frames, target, rate=SESSION_RATE) == arrange(
                    plan, target
                )
                shares.append(len(asked) / len(set(script.says())))
    assert min(shares) < 0.5


def seconds_of(say):
    return max(1, to_frames(estimate(say.text, say.pace), SESSION_RATE))


def step(name, *lines, drop=None, bounds=(10.0, 20.0, 40.0)):
    return Step(name, name, *bounds, lines, drop=drop)


def said(text, room=0):
    return Line((Say(text), Pause(1.0, 2.0, 30.0)), room=room)


def test_it_asks_for_nothing_that_cannot_be_heard():
    script = Script(
        "s",
        "S",
        "en",
        (
            step("kept", said("Always."), said("First.", 1), said("Second.", 2), said("Third.", 3)),
            step("dropped", said("Never."), drop=1),
        ),
    )
    frames, asked = asking(lambda _: 80)
    timeline = fit_sparingly(script, frames, 250, rate=10)
    assert [span.step.id for span in timeline.spans] == ["kept"]
    assert {say.text for say in asked} == {"Always.", "First."}


def test_a_step_that_never_fits_is_of_no_concern_where_it_is_left_out():
    script = Script(
        "s", "S", "en", (step("kept", said("Always.")), step("broken", said("Endless."), drop=1))
    )

    def frames(say):
        return 4000 if say.text == "Endless." else 80

    assert fit_sparingly(script, frames, 250, rate=10).frames == 250
    with pytest.raises(FitError, match="broken"):
        fit(script, frames, 250, rate=10)
