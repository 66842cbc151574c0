from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.loudness import integrated, k_energies
from soothe.mix import TONES
from soothe.mix.chain import condition
from soothe.mix.filters import fast_length
from soothe.mix.lanes import STEPS_PER_SECOND, line_lufs
from soothe.mix.room import TAIL, impulse
from soothe.model import Clip
from tests.mix.studio import CLIP_RATE, RATE, clip, loudness_db

WARM, PLAIN = TONES["warm"], TONES["plain"]


def tone_clip(hertz, seconds=2.0, rate=CLIP_RATE):
    time = np.arange(round(seconds * rate)) / rate
    return Clip.of((0.1 * np.sin(2 * np.pi * hertz * time)).astype(np.float32), rate)


def middle(samples):
    """The part of a second in the middle of a clip."""
    return samples[RATE // 2 : RATE]


class TestLength:
    @settings(max_examples=25, deadline=None)
    @given(
        st.integers(1, 30_000),
        st.sampled_from([8000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000]),
        st.sampled_from([44_100, 48_000]),
    )
    def test_is_what_was_fitted_and_the_tail(self, frames, clip_rate, rate):
        spoken = Clip.of(np.full(frames, 0.1, np.float32), clip_rate)
        conditioned = condition(spoken, rate, WARM)
        assert len(conditioned.samples) == spoken.frames(rate) + round(TAIL * rate)
        assert np.isfinite(conditioned.samples).all()

    @settings(deadline=None)
    @given(st.integers(1, 10**7), st.sampled_from([1, 147, 441]))
    def test_fast_lengths_hold_what_they_must_and_little_more(self, least, unit):
        length = fast_length(least, unit)
        assert length % unit == 0
        assert least <= length <= 1.2 * least + 16 * unit


class TestLoudness:
    @pytest.mark.parametrize("seconds", [0.25, 0.7, 1.5, 4.0])
    @pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
    def test_every_line_is_at_0_lufs_by_a_meter_at_the_other_rate(self, seconds, tone):
        spoken = clip(seconds, seed=3)
        heard = condition(spoken, RATE, tone).samples[: spoken.frames(RATE)]
        repeated = np.concatenate([heard] * -(-4 * RATE // len(heard)))
        assert integrated(k_energies(repeated, RATE)) == pytest.approx(0.0, abs=0.5)

    def test_its_own_energies_are_those_of_a_meter(self):
        conditioned = condition(clip(3.0), RATE, WARM)
        measured = k_energies(conditioned.samples, RATE)
        own = np.resize(conditioned.energies, (len(measured), STEPS_PER_SECOND // 10)).mean(axis=1)
        assert own[:30] == pytest.approx(measured[:30], rel=0.1, abs=0.01)
        assert own.sum() == pytest.approx(measured.sum(), rel=0.02)

    def test_words_too_short_for_a_meter_are_measured_all_the_same(self):
        assert line_lufs(np.full(7, 2.0)) == pytest.approx(line_lufs(np.full(70, 2.0)))


class TestSilence:
    @pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
    @pytest.mark.parametrize("frames", [1, 100, 40_000])
    def test_passes_through(self, tone, frames):
        conditioned = condition(Clip.of(np.zeros(frames, np.float32), CLIP_RATE), RATE, tone)
        assert not conditioned.samples.any()
        assert not conditioned.energies.any()


class TestColour:
    def test_plain_resampling_is_that_of_soxr(self):
        spoken = tone_clip(5000.0)
        ours = middle(condition(spoken, RATE, PLAIN).samples[:, 0])
        theirs = middle(soxr.resample(spoken.samples, CLIP_RATE, RATE))
        # The high-pass turns the phase by a hundredth of a circle at most.
        assert ours / ours.std() == pytest.approx(theirs / theirs.std(), abs=0.05)

    def test_nothing_appears_above_the_voice_s_own_band(self):
        spectrum = np.abs(np.fft.rfft(condition(clip(2.0), RATE, WARM).samples[:, 0]))
        hertz = np.fft.rfftfreq(2 * (len(spectrum) - 1), 1 / RATE)
        assert spectrum[hertz > 11_200].max() < 1e-3 * spectrum.max()

    @pytest.mark.parametrize(("hertz", "gain_db"), [(20.0, -20.0), (150.0, 1.0), (300.0, -1.7)])
    def test_equaliser(self, hertz, gain_db):
        """Against a second tone at 1 kHz, which the equaliser leaves alone."""
        both = tone_clip(hertz).samples + tone_clip(1000.0).samples
        heard = middle(condition(Clip.of(both, CLIP_RATE), RATE, WARM).samples[:, 0])
        spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
        at = [round(f * len(heard) / RATE) for f in (hertz, 1000.0)]
        low, high = (spectrum[max(0, k - 3) : k + 4].max() for k in at)
        # The room adds a ripple of its own.
        assert 20 * np.log10(low / high) == pytest.approx(gain_db, abs=1.8 if gain_db > -9 else 6.0)

    def test_a_hiss_is_lowered_by_five_decibels_at_most(self):
        random = np.random.default_rng(2)
        voice = tone_clip(400.0, 3.0).samples
        hiss = np.diff(random.standard_normal(len(voice) + 1)).astype(np.float32) * 0.1
        hiss[: len(voice) // 2] = 0.0
        spoken = Clip.of(voice + hiss, CLIP_RATE)
        softer = condition(spoken, RATE, WARM).samples[:, 0]
        plain = condition(spoken, RATE, replace(WARM, deess_db=0.0)).samples[:, 0]

        def hissing(samples):
            """Level of the sibilants against that of the tone, in the second half."""
            part = samples[2 * RATE : 2 * RATE + 32_768]
            spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
            band = slice(5500 * 32_768 // RATE, 7500 * 32_768 // RATE)
            return 20 * np.log10(np.sqrt((spectrum[band] ** 2).sum()) / spectrum.max())

        assert 3.5 < hissing(plain) - hissing(softer) < 5.1

    def test_compression_halves_what_is_louder_than_the_rest(self):
        voice = tone_clip(400.0, 6.0).samples
        voice[: len(voice) // 2] *= 0.25
        heard = condition(Clip.of(voice, CLIP_RATE), RATE, WARM).samples[:, 0]
        step = loudness_db(heard[4 * RATE : 5 * RATE]) - loudness_db(heard[RATE : 2 * RATE])
        assert 5.0 < step < 10.0

    def test_no_click_where_a_clip_is_cut_hard(self):
        time = np.arange(CLIP_RATE) / CLIP_RATE
        cut = Clip.of(np.cos(2 * np.pi * 300 * time).astype(np.float32), CLIP_RATE)
        steps = np.abs(np.diff(condition(cut, RATE, PLAIN).samples[:, 0], prepend=0.0))
        assert steps[:100].max() <= np.percentile(steps[: RATE // 2], 99.9)


class TestRoom:
    def test_is_20_db_below_the_voice_and_ends(self):
        wet = impulse(RATE)
        assert (wet**2).sum(axis=1) == pytest.approx([1.0, 1.0])
        assert np.abs(wet[:, : round(0.024 * RATE)]).max() < 1e-6
        assert np.abs(wet[:, -100:]).max() < 1e-5

    def test_falls_by_60_db_in_a_second(self):
        powers = (impulse(RATE) ** 2).sum(axis=0)
        early, late = (powers[at : at + 4800].mean() for at in (4800, 28_800))
        assert 10 * np.log10(early / late) == pytest.approx(30.0, abs=3.0)

    def test_little_is_lost_in_mono(self):
        samples = condition(clip(2.0), RATE, WARM).samples
        assert loudness_db(samples) - loudness_db(samples.mean(axis=1)) < 0.2

    def test_left_and_right_differ_but_weigh_the_same(self):
        left, right = condition(clip(2.0), RATE, WARM).samples.T
        assert not np.array_equal(left, right)
        assert loudness_db(left) == pytest.approx(loudness_db(right), abs=0.2)

    def test_plain_has_none(self):
        samples = condition(clip(1.0), RATE, PLAIN).samples
        assert np.abs(samples[RATE + 4800 :]).max() < 1e-3 * np.abs(samples).max()
        assert np.array_equal(samples[:, 0], samples[:, 1])
