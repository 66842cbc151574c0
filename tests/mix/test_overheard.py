"""What an export overhears of its own samples, and that a broken track leaves no file behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import soothe
from soothe.errors import OutputError
from soothe.mix.overheard import Overheard


@pytest.fixture(scope="module")
def track():
    return soothe.render("foot-massage", minutes=3, voice="espeak", sound="rain", seed=1)


def heard(track, change=np.asarray, size=18_432, gain=1.0):
    samples = track.pcm(0, track.timeline.frames)
    change(samples)
    overheard = Overheard(track.mix, track.timeline, gain)
    for start in reversed(range(0, len(samples), size)):
        overheard.hear(start, samples[start : start + size])
    return {finding.rule for finding in overheard.findings()}


@pytest.mark.parametrize("size", [1000, 18_432, 480_000])
def test_a_good_track_in_blocks_of_any_size(track, size):
    assert heard(track, size=size) == set()


def test_a_gain_for_the_encoder_is_no_fault(track):
    assert (
        heard(
            track,
            lambda samples: np.multiply(samples, 1.05, out=samples, casting="unsafe"),
            gain=1.05,
        )
        == set()
    )


def _hole(samples):
    samples[60 * 48_000 : 61 * 48_000] = 0


def _loud(samples):
    samples[50 * 48_000] = 32_000


def _hiss(samples):
    samples[-20_000:] = 30


@pytest.mark.parametrize(
    ("change", "rule"), [(_hole, "dead-air"), (_loud, "ceiling"), (_hiss, "ending")]
)
def test_each_fault_has_its_rule(track, change, rule):
    assert rule in heard(track, change)


def test_what_was_never_read(track):
    overheard = Overheard(track.mix, track.timeline, 1.0)
    overheard.hear(0, track.pcm(0, 480_000))
    assert "whole" in {finding.rule for finding in overheard.findings()}


def test_a_broken_track_is_no_success(track, tmp_path):
    class Gone:
        def read(self, _start, frames):
            return np.zeros((frames, 2), np.float32)

    broken = replace(track, mix=replace(track.mix, whole=Gone()))
    with pytest.raises(OutputError, match="did not come out"):
        broken.export(tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []
