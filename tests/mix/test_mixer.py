from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.errors import SoundError, UsageError, VoiceError
from soothe.mix import PROFILES, compose, find_profile
from soothe.mix.peaks import Limited
from soothe.model import BedChange, Bell, Clip, Say
from tests.mix.studio import (
    CLIP_RATE,
    RATE,
    Loop,
    Silence,
    clip,
    loudness_db,
    noise,
    oversampled_peak,
    session,
)

BED = Loop()
MUSIC = Loop(kind="music")
CUES = (
    (2.5, Bell()),
    (4.0, 2.0),
    (7.0, 1.0),
    (9.5, Bell("in")),
    (18.0, 2.5),
    (24.0, Bell("low", 2)),
)
MIXES = [
    pytest.param(name, MUSIC if name == "music-forward" else BED, id=name) for name in PROFILES
]


def mixed(*cues, bed=BED, mix="balanced", **options):
    timeline, clips = session(*cues)
    return compose(timeline, clips, bed, profile=find_profile(mix), **options), timeline


@pytest.fixture(scope="module")
def mix():
    return mixed(*CUES)[0]


def whole(stem, frames=30 * RATE):
    return stem.read(0, frames)


class TestReading:
    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 30 * RATE), st.integers(1, 9000), st.integers(1, 9000))
    def test_any_block_gives_the_same_samples(self, mix, start, first, second):
        both = mix.read(start, first + second)
        later = mix.read(start + first, second)
        earlier = mix.read(start, first)
        assert np.array_equal(np.concatenate([earlier, later]), both)

    def test_stems_sum_to_the_mix(self, mix):
        assert list(mix.stems) == ["voice", "bed", "bells"]
        total = sum(whole(stem).astype(np.float64) for stem in mix.stems.values())
        assert np.abs(whole(mix) - total).max() < 1e-6

    def test_blocks_are_stereo_float32_of_the_asked_length(self, mix):
        block = mix.read(123, 4567)
        assert block.shape == (4567, 2)
        assert block.dtype == np.float32

    def test_silent_beyond_the_end(self, mix):
        assert not mix.read(mix.frames, 1000).any()

    def test_nobody_s_bed_is_changed_by_mixing_it(self):
        samples = noise().copy()
        made, _ = mixed((4.0, 1.0), bed=Loop(samples))
        made.read(0, 10 * RATE)
        assert np.array_equal(samples, noise())


class TestEnds:
    @pytest.mark.parametrize(("name", "bed"), MIXES)
    def test_the_last_second_is_true_silence(self, name, bed):
        made, timeline = mixed(*CUES, bed=bed, mix=name)
        assert not made.read(timeline.frames - timeline.silence, timeline.silence).any()
        assert made.read(timeline.frames - timeline.silence - RATE // 2, RATE // 2).any()

    def test_the_bed_falls_steadily(self, mix):
        fall = whole(mix.stems["bed"])[25 * RATE : 29 * RATE]
        levels = [loudness_db(part) for part in np.array_split(fall, 8)]
        assert (np.diff(levels) < 0).all()

    def test_the_bed_rises_and_the_first_word_is_not_faded(self):
        made, _ = mixed((0.0, 1.0))
        voice, bed = (whole(made.stems[name], RATE) for name in ("voice", "bed"))
        assert loudness_db(voice[: RATE // 2]) > -30.0
        assert loudness_db(bed[:4800]) < loudness_db(bed[-4800:]) - 20.0

    def test_a_clip_at_the_very_end_is_cut_by_the_silence(self):
        made, timeline = mixed((28.8, 2.0))
        assert not made.read(timeline.frames - timeline.silence, timeline.silence).any()


class TestLevels:
    @pytest.mark.parametrize("name", ["balanced", "voice-forward", "voice-only"])
    def test_the_voice_is_at_its_level_whatever_the_clips_were(self, name):
        timeline, clips = session((4.0, 2.0), (8.0, 3.0), (14.0, 1.0))
        uneven = {
            say: Clip.of(each.samples * factor, each.rate)
            for (say, each), factor in zip(clips.items(), (0.05, 1.0, 3.0), strict=True)
        }
        made = compose(timeline, uneven, BED, profile=find_profile(name))
        assert made.report.voice_lufs == pytest.approx(-18.0, abs=0.5)

    @pytest.mark.parametrize(("name", "bed"), MIXES)
    def test_separation_is_that_of_the_profile(self, name, bed):
        report = mixed(*CUES, bed=bed, mix=name)[0].report
        if PROFILES[name].speech:
            assert report.separation_lu >= PROFILES[name].separation_lu - 1.0

    def test_the_bed_rises_in_pauses_by_the_depth_of_ducking(self, mix):
        bed = whole(mix.stems["bed"])
        during, pause = bed[5 * RATE : 6 * RATE], bed[14 * RATE : 16 * RATE]
        assert loudness_db(pause) - loudness_db(during) == pytest.approx(6.0, abs=1.0)

    def test_sleep_eases(self):
        made, _ = mixed((4.0, 2.0), (10.0, 2.0), (16.0, 2.0), mix="sleep")
        voice = whole(made.stems["voice"])
        levels = [loudness_db(voice[at * RATE : (at + 2) * RATE]) for at in (4, 10, 16)]
        assert levels[2] - levels[0] == pytest.approx(-4.0, abs=1.0)
        assert levels[0] > levels[1] > levels[2]

    def test_podcast_meets_its_integrated_loudness(self):
        report = mixed((4.0, 3.0), (9.0, 3.0), (14.0, 3.0), mix="podcast")[0].report
        assert report.integrated_lufs == pytest.approx(-16.0, abs=1.0)

    def test_bells_stay_below_the_voice_and_late_ones_in_sleep_far_below(self):
        made, _ = mixed((3.0, Bell()), (8.0, 2.0), (20.0, Bell()), mix="sleep")
        bells = whole(made.stems["bells"])
        early, late = (loudness_db(bells[at * RATE : (at + 2) * RATE]) for at in (3, 20))
        assert early < loudness_db(whole(made.stems["voice"])[8 * RATE : 10 * RATE]) - 6.0
        assert late < early - 10.0

    def test_breath_tones_are_softer_than_bells(self):
        made, _ = mixed((3.0, Bell()), (14.0, Bell("in")))
        bells = whole(made.stems["bells"])
        bell, tone = (loudness_db(bells[at * RATE : (at + 1) * RATE]) for at in (3, 14))
        assert tone < bell - 3.0


class TestCeiling:
    @pytest.mark.parametrize(("name", "bed"), MIXES)
    def test_true_peaks_stay_under_it_by_an_oversampler_of_its_own(self, name, bed):
        made, _ = mixed(*CUES, bed=bed, mix=name)
        ceiling = 10 ** (PROFILES[name].ceiling_dbtp / 20)
        peak = oversampled_peak(whole(made))
        assert peak <= ceiling
        assert peak <= 10 ** (made.report.true_peak_dbtp / 20)

    def test_a_line_with_a_hard_plosive_is_limited(self):
        timeline, clips = session((4.0, 2.0))
        (say, spoken), *_ = clips.items()
        samples = spoken.samples.copy()
        samples[8000:8020] += 3.0
        made = compose(
            timeline, {say: Clip.of(samples, CLIP_RATE)}, BED, profile=PROFILES["balanced"]
        )
        assert made.report.limited_lines == 1
        assert made.report.true_peak_dbtp == pytest.approx(-1.5)
        assert oversampled_peak(whole(made)) <= 10 ** (-1.5 / 20)
        assert not isinstance(made.whole, Limited)

    def test_a_bed_with_pops_is_limited_in_the_mix(self):
        samples = noise().copy()
        samples[5 * RATE : 5 * RATE + 30] *= 60.0
        made, _ = mixed((4.0, 2.0), bed=Loop(samples))
        assert oversampled_peak(sum(whole(stem) for stem in made.stems.values())) > 1.0
        assert oversampled_peak(whole(made)) <= 10 ** (-1.5 / 20)
        assert isinstance(made.whole, Limited)

    def test_two_lines_at_once_fit_under_it(self):
        made, _ = mixed((4.0, 2.0), (4.5, 2.0), mix="podcast")
        assert oversampled_peak(whole(made)) <= 10 ** (-1.0 / 20)


class TestChanges:
    def test_another_bed_takes_over(self):
        tone = np.sin(2 * np.pi * 1000 * np.arange(11 * RATE) / RATE)
        other = Loop(np.stack([tone, tone], axis=1).astype(np.float32))
        opened = []

        def open_bed(name):
            opened.append(name)
            return other

        change = BedChange("tone", 0.0, 4.0)
        made, _ = mixed((10.0, change), (20.0, BedChange("tone")), open_bed=open_bed)
        assert opened == ["tone"]
        bed = whole(made.stems["bed"])[:, 0]
        share = [_share_at_1000_hz(bed[at * RATE : (at + 1) * RATE]) for at in (8, 15)]
        assert share[0] < 0.1
        assert share[1] > 0.99
        levels = [loudness_db(bed[at * RATE // 2 : (at + 4) * RATE // 2]) for at in range(12, 36)]
        assert np.ptp(levels) < 6.0

    def test_level_follows_the_script(self):
        made, _ = mixed((10.0, BedChange(None, -12.0, 2.0)))
        bed = whole(made.stems["bed"])
        before, after = (loudness_db(bed[at * RATE : (at + 2) * RATE]) for at in (7, 14))
        assert after - before == pytest.approx(-12.0, abs=1.0)

    def test_a_change_that_nobody_can_open_is_an_error(self):
        with pytest.raises(SoundError, match="'ocean'"):
            mixed((10.0, BedChange("ocean")))


class TestWithout:
    def test_without_a_bed(self):
        made, _ = mixed((4.0, 2.0), bed=Silence())
        assert not whole(made.stems["bed"]).any()
        assert made.report.separation_lu == float("inf")

    def test_voice_only_has_no_bed_and_never_reads_it(self):
        made, _ = mixed((4.0, 2.0), mix="voice-only")
        assert not whole(made.stems["bed"]).any()
        assert made.report.bed_lufs == float("-inf")

    def test_sound_only_has_no_voice(self):
        made, _ = mixed(*CUES, mix="sound-only")
        assert not whole(made.stems["voice"]).any()
        assert whole(made.stems["bells"]).any()
        assert made.report.voice_lufs == float("-inf")

    def test_an_empty_timeline_is_bed_alone(self):
        made, _ = mixed()
        assert np.array_equal(whole(made), whole(made.stems["bed"]))
        assert made.report.separation_lu == float("-inf")

    def test_nothing_at_all_is_silence(self):
        made, _ = mixed(bed=Silence())
        assert not whole(made).any()
        assert made.report.true_peak_dbtp == float("-inf")

    @pytest.mark.parametrize("name", ["balanced", "podcast"])
    def test_the_silent_voice_passes_through(self, name):
        timeline, clips = session((4.0, 2.0), (8.0, 1.0))
        silent = {
            say: Clip.of(np.zeros_like(each.samples), each.rate, key=f"silent {each.key}")
            for say, each in clips.items()
        }
        made = compose(timeline, silent, BED, profile=find_profile(name))
        assert np.isfinite(whole(made)).all()
        assert not whole(made.stems["voice"]).any()
        assert made.report.voice_lufs == float("-inf")


class TestErrors:
    def test_music_forward_refuses_ambience(self):
        with pytest.raises(UsageError, match="Choose a music bed, or the mix 'balanced'"):
            mixed(mix="music-forward")

    def test_a_sentence_without_a_clip(self):
        with pytest.raises(VoiceError, match="never spoken"):
            mixed((4.0, Say("Nobody spoke me.")))


class TestFolder:
    def test_a_cache_is_used_by_the_next_session(self, tmp_path):
        timeline, clips = session((4.0, 2.0))
        first = compose(timeline, clips, BED, profile=PROFILES["balanced"], cache=tmp_path)
        kept = {path: path.stat().st_ino for path in tmp_path.rglob("*.take")}
        again = compose(timeline, clips, BED, profile=PROFILES["balanced"], cache=tmp_path)
        assert kept == {path: path.stat().st_ino for path in tmp_path.rglob("*.take")}
        assert np.array_equal(whole(first), whole(again))

    def test_a_temporary_folder_goes_with_the_mix(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        made, _ = mixed((4.0, 2.0))
        voice = made.stems["voice"]
        del made
        gc.collect()
        assert voice.read(4 * RATE, 1000).any()
        assert list(tmp_path.iterdir())
        del voice
        gc.collect()
        assert not list(tmp_path.iterdir())

    def test_equal_sessions_are_equal_to_the_bit(self):
        first, second = (mixed(*CUES)[0] for _ in range(2))
        assert np.array_equal(whole(first), whole(second))


def test_a_session_at_44100(tmp_path):
    timeline, clips = session((4.0, 2.0), rate=44_100)
    made = compose(timeline, clips, BED, profile=PROFILES["balanced"], cache=tmp_path)
    assert made.rate == 44_100
    assert made.report.voice_lufs == pytest.approx(-18.0, abs=0.5)


def test_one_sentence_at_two_places_is_one_take(tmp_path):
    say = Say("Rest.")
    timeline, _ = session((4.0, say), (9.0, say))
    spoken = clip(1.0)
    placed = tuple(replace(each, frames=spoken.frames(RATE)) for each in timeline.placed)
    timeline = replace(timeline, placed=placed)
    made = compose(timeline, {say: spoken}, Silence(), profile=PROFILES["balanced"], cache=tmp_path)
    assert len(list(tmp_path.rglob("*.take"))) == 1
    voice = whole(made.stems["voice"])
    assert np.array_equal(voice[4 * RATE : 5 * RATE], voice[9 * RATE : 10 * RATE])


def _share_at_1000_hz(samples):
    powers = np.abs(np.fft.rfft(samples)) ** 2
    return powers[990:1011].sum() / powers.sum()
