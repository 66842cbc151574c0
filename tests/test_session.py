"""The conductor: what is asked for is what is made."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

import soothe
from soothe import beds
from soothe.model import Say
from soothe.order import seed_of_the_day


def planned(**asked):
    return soothe.plan("foot-massage", voice="silent", **asked)


def test_without_a_length_it_is_the_usual_one():
    assert planned(seed=1).timeline.frames == 600 * 48_000


@pytest.mark.parametrize(("minutes", "seconds"), [(7.5, 450), ("7:30", 450), (10, 600)])
def test_a_length_may_be_a_number_or_a_clock_text(minutes, seconds):
    timeline = planned(minutes=minutes, seed=1).timeline
    assert timeline.frames == seconds * timeline.rate


def test_the_seed_is_that_of_the_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    assert planned().script.seed == seed_of_the_day() == 20251009


def test_an_epoch_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(soothe.UsageError, match="SOURCE_DATE_EPOCH"):
        planned()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"mix": "x"}, "There is no mix 'x'"),
        ({"tone": "x"}, "There is no voice tone 'x'"),
        ({"sound": "rian"}, "There is no sound 'rian'. Did you mean 'rain'"),
        ({"sound": ""}, "A sound is missing"),
        ({"choices": {1: 2}}, "choices is {1: 2}. Give a mapping"),
    ],
)
def test_a_plan_knows_wrong_names_as_a_track_does(asked, says):
    for make in (soothe.plan, soothe.render):
        with pytest.raises(soothe.UsageError, match=re.escape(says)):
            make("breathing", minutes=3, voice="silent", **asked)


def test_what_was_asked_for_is_kept_or_refused():
    asked = planned(minutes=12, seed=1, keep=["soak"])
    assert "soak" in {span.step.id for span in asked.timeline.spans}
    with pytest.raises(soothe.FitError, match="can last") as refused:
        planned(minutes=4, seed=1, keep=["soak"])
    assert refused.value.below is None
    assert refused.value.above > 4 * 60 * 48_000


@pytest.mark.parametrize("minutes", ["0.01", "2:30", "200", 100_000, "999999999:999999999:59"])
def test_the_length_that_is_offered_instead_can_be_had(minutes):
    with pytest.raises(soothe.FitError) as refused:
        planned(minutes=minutes, seed=1)
    offered = re.search(r"Try -m ([\d:]+)", str(refused.value))[1]
    assert planned(minutes=offered, seed=1).timeline.frames > 0


@pytest.mark.parametrize("seed", range(15, 25))
def test_so_can_one_that_takes_longer_to_say_than_the_length_next_to_it(seed):
    with pytest.raises(soothe.FitError) as refused:
        planned(minutes=2, seed=seed)
    offered = re.search(r"Try -m ([\d:]+)", str(refused.value))[1]
    timeline = planned(minutes=offered, seed=seed).timeline
    assert timeline.frames == refused.value.above


def test_progress_tells_each_stage_to_its_end():
    told = {}
    asked = {"minutes": 3, "voice": "silent", "seed": 1}
    soothe.render("foot-massage", progress=lambda *each: told.update([each]), **asked)
    assert told == {"speaking": 1.0, "mixing": 1.0}


@pytest.mark.parametrize("minutes", [3, 10, 30])
def test_what_is_rendered_is_what_was_planned_with_fewer_sentences_spoken(minutes):
    asked = {"minutes": minutes, "voice": "silent", "seed": 1}
    track, outlook = soothe.render("foot-massage", **asked), soothe.plan("foot-massage", **asked)
    assert track.timeline == outlook.timeline
    heard = {placed.cue for placed in track.timeline.placed if isinstance(placed.cue, Say)}
    assert heard <= track.plan.clips.keys() < outlook.clips.keys()


def test_guesses_far_from_the_voice_change_nothing_but_what_is_tried(monkeypatch):
    asked = {"minutes": 7, "voice": "silent", "seed": 2}
    usual = soothe.render("foot-massage", **asked).timeline
    for frames in (1, 10**9):
        monkeypatch.setattr("soothe.session.guessed", lambda *_, frames=frames: lambda _: frames)
        assert soothe.render("foot-massage", **asked).timeline == usual


def test_a_render_is_refused_as_a_plan_is():
    refusals = []
    for make in (soothe.render, soothe.plan):
        with pytest.raises(soothe.FitError) as refused:
            make("foot-massage", minutes=200, voice="silent", seed=1)
        refusals.append((str(refused.value), refused.value.below, refused.value.above))
    assert refusals[0] == refusals[1]


def test_a_session_begun_at_midnight_is_of_one_day(monkeypatch):
    days = iter(range(20251009, 20251100))
    monkeypatch.setattr("soothe.order.seed_of_the_day", lambda: next(days))
    opened = []

    def open_bed(spec, *, seed, rate):
        opened.append(seed)
        return beds.open_bed(spec, seed=seed, rate=rate)

    monkeypatch.setattr("soothe.session.beds", SimpleNamespace(open_bed=open_bed))
    track = soothe.render("foot-massage", voice="silent", minutes=3)
    assert opened == [track.script.seed]
