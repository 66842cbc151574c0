"""A session whose voice is slow: it begins on estimates, and every word is heard in the end."""

from __future__ import annotations

import time
from contextlib import contextmanager

import numpy as np
import pytest

from soothe.errors import FitError, UsageError
from soothe.live import Extras, rehearse
from soothe.model import Say
from soothe.order import Order
from soothe.play.perform import perform
from soothe.play.places import Place
from soothe.session import plan
from tests.play.hour import Stage
from tests.play.stage import Album, Fingers

LONG = 1000
"""Characters that no sentence has."""


def order(minutes=3, **choices):
    return Order("breathing", minutes=minutes, voice="slow", sound="rain", seed=3, **choices)


def words(timeline):
    return [each.cue.text for each in timeline.placed if isinstance(each.cue, Say)]


@contextmanager
def rehearsed(asked=None, extras=None, *, patient=False):
    rehearsal = rehearse(asked or order(), extras, patient=patient)
    try:
        yield rehearsal
    finally:
        rehearsal.stop()


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr("soothe.live.rehearsal.PATIENCE", 0.0)


def test_a_quick_voice_gives_the_session_of_a_file(gate):
    gate(LONG)
    with rehearsed(patient=True) as rehearsal:
        session = rehearsal.prepare()
    assert session.arrivals.whole
    assert session.course.timeline() == plan(order()).timeline


@pytest.mark.usefixtures("hurried")
def test_a_slow_voice_begins_on_estimates_and_is_heard_when_it_has_spoken(gate):
    with rehearsed() as rehearsal:
        session = rehearsal.prepare()
        assert not session.arrivals.whole
        assert session.course.frames == 3 * 60 * 48_000
        silent = session.mix(session.course.timeline())
        gate(LONG)
        session.arrivals.wait(None)
    assert session.arrivals.whole
    heard = session.mix(session.course.timeline())
    assert words(session.course.timeline())
    assert not np.array_equal(silent.read(0, 48_000 * 30), heard.read(0, 48_000 * 30))


@pytest.mark.usefixtures("hurried")
def test_the_whole_is_heard_in_the_asked_time(gate):
    hand, album, sessions = Stage(), Album(), []

    def prepare():
        sessions.append(rehearsal.prepare())
        return sessions[0]

    class Opening(Fingers):
        """Lets the voice speak after a while, all at once."""

        def poll(self, timeout):
            while not sessions:
                time.sleep(0.01)
            if hand.frames > 20 * 48_000:
                gate(LONG)
                while sessions[0].arrivals.wanted():
                    time.sleep(0.01)
            return super().poll(timeout)

    fingers = Opening(hand, [(24_000, "")] * 1000)
    with rehearsed() as rehearsal:
        done = perform(prepare, hand, fingers, album, opening=rehearsal.opening)
    assert done.outcome.finished
    assert done.outcome.underruns == 0
    assert len(hand.heard) == done.course.frames == 3 * 60 * 48_000
    first = next(e for e in done.course.timeline().placed if isinstance(e.cue, Say))
    assert first.start > 20 * 48_000
    assert np.abs(hand.heard[24_000 : 20 * 48_000]).max() > 0


@pytest.mark.usefixtures("hurried")
def test_whoever_leaves_does_not_wait_for_a_sentence(gate):
    del gate
    with rehearsed() as rehearsal:
        rehearsal.stop()
        session = rehearsal.prepare()
    assert not session.arrivals.whole


@pytest.mark.parametrize("characters", [0, LONG])
def test_a_length_out_of_reach_is_refused_whether_words_are_there_or_not(
    characters, gate, monkeypatch
):
    monkeypatch.setattr("soothe.live.rehearsal.PATIENCE", float(characters))
    gate(characters)
    with rehearsed(order(600)) as rehearsal, pytest.raises(FitError, match="can last"):
        rehearsal.prepare()


def test_what_the_voice_cannot_do_is_told(gate):
    del gate
    refused = pytest.raises(UsageError, match="semitones")
    with rehearsed(order(pitch=40.0), patient=True) as rehearsal, refused:
        rehearsal.prepare()


@pytest.mark.usefixtures("hurried")
def test_what_is_taken_up_again_waits_for_its_words(gate):
    gate(LONG)
    span = plan(order()).timeline.spans[2]
    place = Place({}, span.start / 48_000 + 5, 180.0, span.step.id, 5.0)
    with rehearsed(extras=Extras(place=place)) as rehearsal:
        session = rehearsal.prepare()
    assert session.arrivals.whole
    assert rehearsal.start == span.start + 5 * 48_000
    assert session.course.timeline() == plan(order()).timeline
