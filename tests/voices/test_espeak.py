"""eSpeak as this project sets it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from soothe.errors import UsageError, VoiceError
from soothe.voices import espeak_library
from soothe.voices.engine import Utterance
from soothe.voices.espeak import EspeakEngine
from soothe.voices.espeak_library import data_folder
from soothe.voices.espeak_voices import best, languages, variants
from soothe.voices.trim import trim

_CALM = (
    "Wrap both hands around the foot and simply hold it.",
    "Feel the warmth of your palms.",
    "Press the pad of your thumb into the arch.",
    "Make a small, slow circle, no bigger than a coin.",
    "Notice whether the foot feels warmer than before.",
    "When you are ready, open your eyes.",
)


def _speak(text, voice="en-gb-x-rp+Nguyen", **settings):
    return trim(EspeakEngine().speak(Utterance(text, voice, **settings)))


def _seconds(speech):
    return len(speech.samples) / speech.rate


def _longest_rest(speech):
    quiet = np.abs(speech.samples) < np.abs(speech.samples).max() / 100
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8), prepend=0, append=0))
    return (edges[1::2] - edges[::2]).max() / speech.rate


def test_equal_input_is_equal_sound_whatever_was_said_before():
    first = _speak("Breathe in slowly, and rest.").samples
    for other in ("Was anders.", "And something quite different, with a question?"):
        _speak(other, "de+f3")
        np.testing.assert_array_equal(_speak("Breathe in slowly, and rest.").samples, first)


def test_calm_sentences_come_at_130_to_145_words_a_minute():
    words = sum(len(re.findall(r"\w+", text)) for text in _CALM)
    assert 130 <= words / sum(_seconds(_speak(text)) for text in _CALM) * 60 <= 145


@pytest.mark.parametrize("text", ["Breathe in, and out.", "Sore, or numb.", "Slowly, and gently."])
def test_a_comma_rests_for_half_a_second(text):
    assert 0.4 <= _longest_rest(_speak(text)) <= 0.65


def test_a_clause_end_without_a_rest_is_left_alone():
    assert _longest_rest(_speak("Ask Dr. Smith about it.")) < 0.2


def test_word_times_fit_after_a_comma():
    speech = _speak("Breathe in, now.")
    word = speech.words[-1]
    samples = np.abs(speech.samples)
    at = round(word.start * speech.rate)
    before, after = samples[at - round(0.3 * speech.rate) : at], samples[at : at + 4000]
    assert before.max() < samples.max() / 50 < after.max()


def test_words_count_characters_and_not_bytes():
    text = "Un caf\u00e9 na\u00eff \u2014 d\u00e9j\u00e0 vu."
    speech = _speak(text, "fr+Nguyen")
    words = [text[word.offset : word.offset + word.length] for word in speech.words]
    assert words == ["Un", "caf\u00e9", "na\u00eff", "d\u00e9j\u00e0", "vu"]


def test_a_stressed_word_is_said_otherwise():
    plain = _speak("Do not press & pull.")
    stressed = _speak("Do not press & pull.", emphasis=((3, 6),))
    assert plain.samples.size != stressed.samples.size


def _pitch(speech):
    samples = speech.samples[: len(speech.samples) // 2048 * 2048].reshape(-1, 2048)
    spectra = np.abs(np.fft.rfft(samples, 8192)) ** 2
    echo = np.fft.irfft(spectra).sum(axis=0)
    low, high = speech.rate // 300, speech.rate // 60
    return speech.rate / (low + echo[low:high].argmax())


def test_pitch_is_in_semitones():
    usual, higher = (_pitch(_speak(_CALM[0], pitch=pitch)) for pitch in (0.0, 6.0))
    assert 12 * np.log2(higher / usual) == pytest.approx(6, abs=1.5)


@pytest.mark.parametrize("pace", [0.6, 4.0])
def test_what_espeak_cannot_do_is_refused_with_its_range(pace):
    with pytest.raises(UsageError, match=r"eSpeak cannot .*it goes from"):
        _speak("Rest.", pace=pace)


def test_no_sample_is_clipped():
    for text in _CALM:
        assert np.abs(_speak(text).samples).max() < 0.95


def test_missing_data_is_an_error_and_not_an_exit(tmp_path, monkeypatch):
    monkeypatch.setattr(espeak_library, "data_folder", lambda: tmp_path / "espeak-ng-data")
    with pytest.raises(VoiceError, match=r"cannot read its data in .*Install it again"):
        _speak("Rest.")


def test_a_path_longer_than_the_library_can_hold(tmp_path, monkeypatch):
    deep = tmp_path / "/".join(["a" * 50] * 4)
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(data_folder(), target_is_directory=True)
    monkeypatch.setattr(espeak_library, "data_folder", lambda: deep / "espeak-ng-data")
    assert _seconds(_speak("Rest.")) > 0.3


def test_it_leaves_the_working_folder_alone():
    here = Path.cwd()
    _speak("Rest.")
    assert Path.cwd() == here


def test_languages_and_variants_are_read_from_the_data():
    tags = {language.tag: language.name for language in languages(data_folder())}
    assert tags["en-gb-x-rp"] == "English (Received Pronunciation)"
    assert {"de", "fr-fr", "en-us"} <= set(tags)
    assert {"f3", "steph", "Nguyen"} <= variants(data_folder())


@pytest.mark.parametrize(
    ("lang", "tag"),
    [("de", "de"), ("de-CH", "de"), ("en-NZ", "en-gb"), ("FR", "fr-fr"), ("pt", "pt")],
)
def test_the_nearest_language(lang, tag):
    assert best(data_folder(), lang).tag == tag


def test_no_language_is_none():
    assert best(data_folder(), "tlh") is None
    assert EspeakEngine().default("tlh") is None
