"""Whole tracks, made as a person makes them and judged by other people's tools."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

import soothe
from soothe.model import Breath, Pause, Say
from soothe.units import to_frames
from tests.listening import chapters, decode, levels, mutagen_chapters

CASES = {
    "short": {"minutes": "3", "sound": "rain", "seed": 1},
    "odd": {"minutes": "4:31", "sound": "ocean", "seed": 2, "choices": {"first": "left"}},
    "asleep": {"minutes": "3:30", "sound": "pads", "seed": 3, "choices": {"ending": "sleep"}},
    "rate": {"minutes": "3:07", "sound": "brown-noise", "seed": 4, "rate": 44_100},
}


@pytest.fixture(scope="module", params=CASES)
def made(request, tmp_path_factory):
    """A track and its MP3."""
    track = soothe.render("foot-massage", voice="espeak", **CASES[request.param])
    return track, track.export(tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def decoded(made):
    """Samples and rate of the MP3."""
    return decode(made[1])


@pytest.fixture(scope="module")
def heard(decoded):
    """Its levels."""
    return levels(*decoded)


class TestLength:
    def test_decodes_to_the_asked_length_to_the_sample(self, made, decoded):
        track, _ = made
        samples, rate = decoded
        assert rate == track.timeline.rate
        assert len(samples) == track.timeline.frames

    def test_chapters_follow_the_steps_and_fill_the_track(self, made):
        track, path = made
        found = chapters(path)
        assert [title for _, _, title in found] == [each.title for each in track.chapters()]
        assert found[0][0] == 0.0
        assert found[-1][1] == pytest.approx(track.seconds, abs=0.001)
        assert all(first[1] == second[0] for first, second in pairwise(found))
        assert mutagen_chapters(path) == [pytest.approx(each, abs=0.001) for each in found]

    def test_both_feet_get_the_same_time(self, made):
        track, _ = made
        pairs = {}
        for span in track.timeline.spans:
            if span.step.pair:
                pairs.setdefault(span.step.pair, []).append(span.frames)
        assert pairs
        assert all(first == second for first, second in pairs.values())


class TestLoudness:
    def test_true_peak_after_decoding(self, heard):
        assert heard.true_peak_dbtp <= -1.0

    def test_voice_is_at_its_level(self, made):
        track, _ = made
        least, most = (-24.0, -20.0) if track.script.ending == "sleep" else (-18.0, -18.0)
        assert least - 0.5 <= track.report.voice_lufs <= most + 0.5

    def test_the_report_agrees_with_ffmpeg(self, made, heard):
        track, _ = made
        assert track.report.integrated_lufs == pytest.approx(heard.integrated_lufs, abs=0.3)

    def test_ends_in_true_silence(self, made):
        track, _ = made
        second = track.timeline.rate
        assert not track.pcm(track.timeline.frames - second, second).any()

    def test_sounds_from_the_first_second(self, made):
        track, _ = made
        assert np.abs(track.read(0, track.timeline.rate)).max() > 0


class TestWords:
    def test_every_sentence_is_heard(self, made):
        track, _ = made
        voice = track.mix.stems["voice"]
        for each in track.timeline.placed:
            if isinstance(each.cue, Say):
                heard = voice.read(each.start, each.frames)
                assert np.sqrt(np.mean(heard**2)) > 1e-3, each.cue.text

    def test_pauses_and_breaths_keep_their_bounds(self, made):
        track, _ = made
        rate = track.timeline.rate
        for each in track.timeline.placed:
            if isinstance(each.cue, Pause):
                assert to_frames(each.cue.least, rate) - 1 <= each.frames
                assert each.frames <= to_frames(each.cue.most, rate) + 1

    def test_safety_within_ninety_seconds(self, made):
        track, _ = made
        timeline = track.timeline
        ends = [
            (each.start + each.frames) / timeline.rate
            for each in timeline.placed
            if isinstance(each.cue, Say) and timeline.spans[each.step].step.lines[each.line].safety
        ]
        assert ends
        assert max(ends) <= 90.0


class TestSameness:
    def test_any_block_size_reads_the_same(self, made):
        track, _ = made
        rate = track.timeline.rate
        whole = track.read(20 * rate, 5 * rate)
        parts = [track.read(20 * rate + at, 7919) for at in range(0, 5 * rate, 7919)]
        assert np.array_equal(np.concatenate(parts)[: 5 * rate], whole)

    def test_the_same_bytes_again_for_any_number_of_workers(self, tmp_path):
        asked = {"minutes": "3", "seed": 9, "voice": "espeak"}
        first = soothe.render("foot-massage", **asked).export(tmp_path / "a.mp3", workers=1)
        again = soothe.render("foot-massage", **asked).export(tmp_path / "b.mp3", workers=3)
        assert first.read_bytes() == again.read_bytes()

    def test_another_seed_says_it_otherwise(self):
        one, two = (soothe.plan("foot-massage", minutes=10, seed=n, voice="silent") for n in (1, 2))
        said = [{say.text for say in plan.script.says()} for plan in (one, two)]
        assert said[0] != said[1]

    def test_another_length_speaks_only_its_name_again(self):
        short, longer = (
            soothe.plan("foot-massage", minutes=m, seed=5, voice="silent") for m in (9, 14)
        )
        fresh = {say.text for say in longer.script.says()} - {
            say.text for say in short.script.says()
        }
        assert len(fresh) <= 1


class TestBreath:
    def test_cycles_are_never_stretched(self):
        for minutes in (4, 30):
            plan = soothe.plan("foot-massage", minutes=minutes, seed=1, voice="silent")
            for step in plan.script.steps:
                for line in step.lines:
                    for cue in line.cues:
                        if isinstance(cue, Breath):
                            assert cue.guided.seconds == cue.plain.seconds
