from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from soothe.mix import PROFILES, check, compose
from soothe.model import Bell
from tests.mix.studio import RATE, Loop, session


@pytest.fixture(scope="module")
def good():
    timeline, clips = session((4.0, 2.0), (8.0, 2.0), (15.0, Bell()), (18.0, 2.0))
    return compose(timeline, clips, Loop(), profile=PROFILES["balanced"]), timeline


@dataclass(frozen=True)
class Changed:
    """A stem with a factor over a stretch of seconds."""

    stem: object
    first: float
    last: float
    factor: float = 0.0
    offset: float = 0.0

    def read(self, start, frames):
        at = np.arange(start, start + frames) / RATE
        inside = ((at >= self.first) & (at < self.last))[:, None]
        samples = self.stem.read(start, frames)
        changed = samples * np.float32(self.factor) + np.float32(self.offset)
        return np.where(inside, changed, samples)


def rules(mix, timeline):
    return {finding.rule for finding in check(mix, timeline)}


@pytest.mark.parametrize("name", [name for name in PROFILES if name != "music-forward"])
def test_a_sound_mix_has_no_findings(name):
    timeline, clips = session((4.0, 2.0), (8.0, 2.0), (15.0, Bell()), (18.0, 2.0))
    mix = compose(timeline, clips, Loop(), profile=PROFILES[name])
    assert check(mix, timeline) == ()


def test_a_line_that_is_missing(good):
    mix, timeline = good
    mute = {**mix.stems, "voice": Changed(mix.stems["voice"], 7.9, 10.5)}
    (finding,) = check(replace(mix, stems=mute), timeline)
    assert str(finding) == "0:08: 'Line 1.' is not heard. [lines]"


def test_a_peak_above_the_ceiling(good):
    mix, timeline = good
    loud = replace(mix, whole=Changed(mix.whole, 12.0, 12.01, offset=0.95))
    (finding,) = check(loud, timeline)
    assert finding.rule == "ceiling"
    assert finding.at == 10.0


def test_dead_air(good):
    mix, timeline = good
    dead = replace(mix, whole=Changed(mix.whole, 12.0, 13.0))
    (finding,) = check(dead, timeline)
    assert str(finding) == "0:12: Nothing is heard for 1.0 seconds. [dead-air]"
    assert "dead-air" not in rules(replace(mix, whole=Changed(mix.whole, 12.0, 12.4)), timeline)


def test_an_ending_that_is_not_silent(good):
    mix, timeline = good
    assert rules(replace(mix, whole=Changed(mix.whole, 29.5, 29.6, offset=1e-4)), timeline) == {
        "ending"
    }


@pytest.mark.parametrize(
    ("measure", "value"),
    [("voice_lufs", -16.0), ("separation_lu", 12.0), ("least_separation_lu", 9.0)],
)
def test_levels_off_their_profile(good, measure, value):
    mix, timeline = good
    off = replace(mix, measure=lambda: replace(mix.report, **{measure: value}))
    (finding,) = check(off, timeline)
    assert finding.rule == "levels"
    assert f"{value:.1f}" in finding.message


def test_integrated_loudness_off_its_profile(good):
    mix, timeline = good
    off = replace(mix, profile=replace(mix.profile, integrated_lufs=-10.0))
    assert rules(off, timeline) == {"levels"}
