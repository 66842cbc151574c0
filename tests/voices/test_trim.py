"""Silence goes, sound stays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from soothe.model import Word
from soothe.voices.engine import Speech
from soothe.voices.trim import trim

_RATE = 16_000


def _sound(seconds, level=0.5):
    return level * np.sin(np.arange(round(seconds * _RATE)) * 0.3).astype(np.float32)


def _speech(before, sound, after, noise=0.0, words=()):
    generator = np.random.default_rng(1)
    parts = [np.zeros(round(before * _RATE)), sound, np.zeros(round(after * _RATE))]
    samples = np.concatenate(parts).astype(np.float32)
    samples += noise * generator.standard_normal(samples.size).astype(np.float32)
    return Speech(samples, _RATE, words)


@given(
    before=st.floats(0, 1),
    seconds=st.floats(0.1, 2),
    after=st.floats(0, 1),
    level=st.sampled_from([0.001, 0.1, 1.0]),
)
def test_all_of_the_sound_stays_and_little_else(before, seconds, after, level):
    sound = _sound(seconds, level)
    trimmed = trim(_speech(before, sound, after)).samples
    assert len(sound) - 0.006 * _RATE <= len(trimmed) <= len(sound) + 0.08 * _RATE
    np.testing.assert_allclose(np.square(trimmed).sum(), np.square(sound).sum(), rtol=1e-3)


@given(before=st.floats(0, 1), noise=st.sampled_from([0.0, 0.0002]))
def test_trimming_twice_is_trimming_once(before, noise):
    once = trim(_speech(before, _sound(0.5), 0.4, noise))
    twice = trim(once)
    assert abs(len(twice.samples) - len(once.samples)) <= 0.006 * _RATE


@given(before=st.floats(0, 1))
def test_words_stay_on_their_sounds(before):
    word = Word(0, 4, before + 0.2)
    speech = _speech(before, np.concatenate([_sound(0.4), 2 * _sound(0.1)]), 0.3, words=(word,))
    trimmed = trim(speech)
    at = round(word.start * _RATE)
    moved = round(trimmed.words[0].start * _RATE)
    np.testing.assert_array_equal(
        trimmed.samples[moved + 1 : moved + 800], speech.samples[at + 1 : at + 800]
    )


def test_a_word_within_the_silence_is_kept_inside_the_clip():
    words = (Word(0, 1, 0.0), Word(2, 1, 9.0))
    trimmed = trim(_speech(0.5, _sound(0.5), 0.5, words=words))
    assert trimmed.words[0].start == 0.0
    assert trimmed.words[1].start == len(trimmed.samples) / _RATE


def test_a_quiet_ending_is_not_cut():
    fading = _sound(0.5) * np.geomspace(1, 0.01, _RATE // 2).astype(np.float32)
    assert len(trim(_speech(0.3, fading, 0.3)).samples) >= len(fading)


def test_silence_comes_out_empty():
    assert trim(_speech(0.5, _sound(0.0), 0.5)).samples.size == 0
    assert trim(Speech(np.zeros(0, np.float32), _RATE)).samples.size == 0
