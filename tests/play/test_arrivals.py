"""A voice that is slower than its session: what is heard meanwhile, and how it ends."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from soothe.errors import VoiceError
from soothe.model import Clip, Say
from soothe.play.arrivals import Arrivals
from soothe.play.attendant import WAITING
from soothe.play.director import Session
from soothe.play.perform import perform
from soothe.play.producer import FADE
from soothe.timeline.change import begin
from soothe.units import to_frames

from .hour import Stage
from .stage import Album, Fingers
from .test_perform import said
from .troupe import RATE, SPOKEN, Sound, script

LOOK = 0.25
"""Seconds heard between two looks at the player."""
CLIP = Clip.of(np.zeros(SPOKEN, np.float32), RATE)


def on_its_way(minutes=6, *, estimate=2.0):
    """A session of which not a word has been spoken, planned on lengths that are too short."""
    words = script()
    arrivals = Arrivals(words.says(), RATE, lambda _: to_frames(estimate, RATE))
    course = begin(words, arrivals.frames, int(minutes * 60 * RATE), rate=RATE)
    return Session(course, lambda timeline: Sound(arrivals.audible(timeline)), "Feet", arrivals)


class Voice(Fingers):
    """Keys, and a voice that says a sentence now and then, the most urgent first."""

    def __init__(self, hand, arrivals, every, presses=()):
        looks = (LOOK * RATE, "")
        self._asked = dict(presses)
        super().__init__(hand, [(int(looks[0]), "")] * 100_000)
        self._arrivals, self._every = arrivals, every
        self.order = []

    def poll(self, timeout):
        super().poll(timeout)
        heard = self._hand.frames / RATE
        wanted = self._arrivals.wanted()
        if wanted and len(self.order) < (heard - 1) / self._every:
            self.order.append(wanted[0])
            self._arrivals.put(wanted[0], CLIP)
        due = [second for second in self._asked if second <= heard]
        return tuple(self._asked.pop(second) for second in due)


def show(every, presses=(), minutes=6):
    """What is heard, seen and left when a sentence is spoken every so many seconds."""
    session = on_its_way(minutes)
    hand, album = Stage(), Album()
    voice = Voice(hand, session.arrivals, every, presses)
    done = perform(lambda: session, hand, voice, album)
    return hand.heard, album.views, done, voice


@pytest.mark.parametrize(("every", "waits"), [(0.5, False), (15.0, False), (20.0, True)])
def test_every_word_is_heard_when_it_is_there_and_the_end_stays(every, waits):
    heard, views, done, _ = show(every)
    assert done.outcome.finished
    assert done.outcome.underruns == 0
    course = done.course
    spoken = [each for each in course.timeline().placed if isinstance(each.cue, Say)]
    assert [each.frames for each in spoken] == [SPOKEN] * len(spoken)
    texts = said(course)
    assert len(texts) == len(set(texts))
    ids = [leg.form.step.id for leg in course.legs]
    always = [f"{name} {n}." for name in ids for n in range(3)]
    assert [text for text in texts if "more" not in text] == always
    # What is heard is the plan as it ended, each word where its bump is.
    whole = Sound(course.timeline()).read(0, course.frames)
    there = [slice(each.start, each.start + each.frames) for each in spoken]
    loud = [np.abs(heard[place].astype(int) - whole[place] * 32767).max() for place in there]
    assert max(loud) <= 4
    assert len(heard) == course.frames == course.target
    assert any(WAITING in view.note for view in views) is waits
    steps = np.abs(np.diff(heard[:, 0].astype(int)))
    own = 32767 * (0.1 * 2 * np.pi / (2 * RATE) + 0.5 * np.pi / SPOKEN) * 2
    assert steps.max() <= own + 32767 * np.pi / 2 / to_frames(FADE, RATE)


def test_a_voice_that_is_far_too_slow_makes_the_end_late_and_that_is_said():
    heard, views, done, _ = show(25.0, minutes=3)
    assert len(heard) == done.course.frames > 180 * RATE
    assert len(said(done.course)) == len(set(said(done.course))) >= 12
    told = {view.note for view in views if "later than asked" in view.note}
    assert 1 <= len(told) < 20


def test_what_is_skipped_to_is_spoken_next():
    _, _, done, voice = show(4.0, [(20.0, "n")])
    first = [say.text.rpartition(" ")[0] for say in voice.order]
    assert first.index("left sole") < 6
    assert done.outcome.finished


def test_keys_work_while_words_are_missing():
    heard, _, done, _ = show(6.0, [(30.0, "."), (60.0, ","), (80.0, "f"), (100.0, "]")])
    assert done.outcome.finished
    assert len(heard) == done.course.frames


def test_a_voice_that_fails_on_the_way_ends_the_session_with_its_error():
    session = on_its_way()
    hand = Stage()
    voice = Voice(hand, session.arrivals, 1.0)
    session.arrivals.fail(VoiceError("The voice engine died."))
    with pytest.raises(VoiceError, match="died"):
        perform(lambda: session, hand, voice, Album())
    assert hand.stopped


# -- clips between two threads ------------------------------------------------------------------


def clips(texts="abc"):
    return Arrivals([Say(text) for text in texts], RATE, lambda _: 10)


def test_what_has_come_counts_only_once_it_is_counted():
    arrivals = clips()
    assert arrivals.put(Say("a"), CLIP)
    assert arrivals.fresh
    assert not arrivals.known(Say("a"))
    assert arrivals.frames(Say("a")) == 10
    assert arrivals.count()
    assert arrivals.known(Say("a"))
    assert arrivals.frames(Say("a")) == SPOKEN
    assert not arrivals.count()


def test_estimates_follow_the_pace_of_what_has_come():
    arrivals = clips()
    arrivals.put(Say("a"), Clip.of(np.zeros(20, np.float32), RATE))
    arrivals.count()
    assert arrivals.frames(Say("b")) == 20


def test_what_is_preferred_is_spoken_next_and_the_speaker_is_told():
    arrivals = clips()
    arrivals.prefer([Say("a"), Say("b")])
    assert arrivals.put(Say("a"), CLIP)
    arrivals.prefer([Say("a"), Say("c")])
    assert [say.text for say in arrivals.wanted()] == ["c", "b"]
    arrivals.prefer([Say("b")])
    assert not arrivals.put(Say("c"), CLIP)
    assert arrivals.wanted() == (Say("b"),)


def test_nothing_is_wanted_once_nobody_listens_and_no_error_is_raised():
    arrivals = clips()
    arrivals.stop()
    assert arrivals.wanted() == ()
    assert not arrivals.put(Say("a"), CLIP)
    arrivals.fail(VoiceError("killed"))
    arrivals.count()


def test_waiting_ends_when_everything_has_come_or_time_is_up():
    arrivals = clips("a")
    arrivals.wait(0)
    assert not arrivals.whole
    threading.Thread(target=arrivals.put, args=(Say("a"), CLIP)).start()
    arrivals.wait(None)
    assert arrivals.whole
