"""Every whole second from 3:00 to 45:00 fits, for both endings, with default choices."""

from __future__ import annotations

import pytest

from soothe.catalogue import find_script
from soothe.model import Choices
from soothe.script import load
from soothe.timeline import fit
from soothe.units import SESSION_RATE, to_frames
from soothe.voices import open_voice

LEAST, MOST = 3 * 60, 45 * 60


@pytest.mark.parametrize("ending", ["get-up", "sleep"])
def test_every_whole_second(ending):
    path = find_script("foot-massage")
    spoken = {}
    with open_voice("silent", lang="en") as speaker:
        for seconds in range(LEAST, MOST + 1):
            script = load(path, Choices(values={"ending": ending}, seconds=seconds, seed=1))
            fresh = [say for say in script.says() if say not in spoken]
            spoken |= {say: clip.frames(SESSION_RATE) for say, clip in speaker.speak(fresh)}
            timeline = fit(
                script, spoken.__getitem__, to_frames(seconds, SESSION_RATE), rate=SESSION_RATE
            )
            assert_kept(timeline, seconds)


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
