"""Every whole second from 3:00 to 45:00 fits, for both endings, with default choices.

Sessions of different lengths differ in one sentence, the one that names the length. So a script is
read and measured once for each length that this sentence's clip can have, and arranged 2,521 times.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from soothe.catalogue import find_script
from soothe.model import Choices
from soothe.script import load
from soothe.script.language import language_folders, load_language
from soothe.timeline import arrange, prepare
from soothe.units import SESSION_RATE, to_frames
from soothe.voices import open_voice

LEAST, MOST = 3 * 60, 45 * 60
PATH = find_script("foot-massage")
ENGLISH = load_language("en", language_folders(PATH, "en"))


@pytest.mark.parametrize("ending", ["get-up", "sleep"])
def test_every_whole_second(ending):
    naming = sentence_with_the_length(ending)
    plans = {}
    with open_voice("silent", lang="en") as speaker:
        for seconds in range(LEAST, MOST + 1):
            spoken = frames(speaker, replace(naming, text=naming.text.format(name(seconds))))
            if spoken not in plans:
                plans[spoken] = measured(speaker, ending, seconds)
            assert_kept(arrange(plans[spoken], to_frames(seconds, SESSION_RATE)), seconds)
    assert len(plans) > 1


def name(seconds):
    return ENGLISH.spoken(seconds).capitalize()


def script_of(ending, seconds):
    return load(PATH, Choices(values={"ending": ending}, seconds=seconds, seed=1))


def sentence_with_the_length(ending):
    (said,) = [say for say in script_of(ending, 600).says() if name(600) in say.text]
    return replace(said, text=said.text.replace(name(600), "{}"))


def frames(speaker, say):
    ((_, clip),) = speaker.speak([say])
    return clip.frames(SESSION_RATE)


def measured(speaker, ending, seconds):
    return prepare(script_of(ending, seconds), lambda say: frames(speaker, say), rate=SESSION_RATE)


def assert_kept(timeline, seconds):
    """The promises: exact length, every step inside its bounds, both feet equal to the frame."""
    rate = timeline.rate
    assert timeline.frames == seconds * rate
    assert timeline.spans[0].start == timeline.fade_in
    end = timeline.fade_in + sum(span.frames for span in timeline.spans)
    assert end + timeline.fade_out + timeline.silence == timeline.frames
    feet = {}
    for span in timeline.spans:
        assert span.step.least * rate <= span.frames <= span.step.most * rate
        if span.step.pair:
            feet.setdefault(span.step.pair, set()).add(span.frames)
    assert feet
    assert all(len(lengths) == 1 for lengths in feet.values())
