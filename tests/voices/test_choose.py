"""Which voice a person gets."""

from __future__ import annotations

import pytest

from soothe.errors import UsageError, VoiceError
from soothe.voices import choose
from soothe.voices.choose import list_voices, open_voice
from soothe.voices.registry import engine_names


def _voice(spec, lang="en"):
    with open_voice(spec, lang=lang) as speaker:
        return speaker.voice


@pytest.mark.parametrize(
    ("spec", "lang", "voice"),
    [
        ("espeak", "en", "espeak:en-gb-x-rp+Nguyen"),
        ("espeak", "en-GB", "espeak:en-gb-x-rp+Nguyen"),
        ("espeak", "en-US", "espeak:en-us+Nguyen"),
        ("espeak", "de-AT", "espeak:de+Nguyen"),
        ("espeak:en-gb-x-rp+f3", "en", "espeak:en-gb-x-rp+f3"),
        ("espeak:de", "en", "espeak:de"),
        ("espeak:fr", "en", "espeak:fr"),
        ("Plain British (built in)", "en", "espeak:en-gb-x-rp+Nguyen"),
        ("plain british", "de", "espeak:en-gb-x-rp+Nguyen"),
        ("English (Scotland)", "en", "espeak:en-gb-scotland+Nguyen"),
        ("silent", "tlh", "silent:silent"),
        ("beep", "en", "beep:low"),
        ("Beep, high", "en", "beep:high"),
    ],
)
def test_a_voice_by_id_engine_or_name(spec, lang, voice):
    found = _voice(spec, lang)
    assert found.id == voice
    assert found.reason == "asked for"


@pytest.mark.parametrize("spec", [None, "auto"])
def test_without_a_wish_it_is_the_built_in_voice_and_says_why(spec, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    found = _voice(spec)
    assert found.id == "espeak:en-gb-x-rp+Nguyen"
    assert found.reason == "no natural voice is installed for this language"


def test_an_installed_natural_voice_is_better(monkeypatch):
    monkeypatch.setattr(choose, "_NATURAL", ("beep", "a natural voice"))
    monkeypatch.setattr(choose, "_BEST_ELSEWHERE", (choose._NATURAL, choose._BUILT_IN))
    monkeypatch.setattr("sys.platform", "linux")
    assert (_voice(None).id, _voice(None).reason) == ("beep:low", "a natural voice")
    assert _voice(None, "de").engine == "beep"


def test_a_system_voice_that_fails_is_passed_over_and_that_is_said(monkeypatch):
    better = (("apart", "the voice of this system"), choose._BUILT_IN)
    monkeypatch.setattr(choose, "_BEST", {"win32": better})
    monkeypatch.setattr("sys.platform", "win32")
    assert _voice(None).id == "apart:low"
    monkeypatch.setattr(choose, "_usual", _fails_for_others)
    found = _voice(None)
    assert found.id == "espeak:en-gb-x-rp+Nguyen"
    assert found.reason.startswith("no natural voice")
    assert found.reason.endswith("; The library is locked.")


def _fails_for_others(facts, lang):
    if not hasattr(facts, "capabilities"):
        raise VoiceError("The library is locked.")
    return facts.voice(facts.default(lang))


def test_a_language_that_nobody_speaks(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(VoiceError, match="No installed engine has a voice for the language 'tlh'"):
        open_voice(None, lang="tlh")
    with pytest.raises(UsageError, match="beep has no voice for the language 'tlh'"):
        open_voice("beep", lang="tlh")


@pytest.mark.parametrize(
    ("spec", "near"),
    [
        ("espek", "Did you mean 'espeak'"),
        ("Plain Britsh", "Did you mean 'Plain British"),
        ("bepp:low", "There is no voice engine 'bepp'. Did you mean 'beep'"),
        ("espeak:en-gb-x-rb", "eSpeak has no voice 'en-gb-x-rb'. Did you mean 'en-gb-x-rp'"),
        ("espeak:en-us+stef", "eSpeak has no variant 'stef'. Did you mean 'steph'"),
        ("zzzz", "There is no voice 'zzzz'. `soothe voices` lists them all."),
        ("silent:loud", "The silent voice has no variant 'loud'"),
    ],
)
def test_a_mistyped_voice_is_met_with_what_was_meant(spec, near):
    with pytest.raises(UsageError) as caught:
        open_voice(spec, lang="en")
    assert near in str(caught.value)
    assert caught.value.exit_code == 2


def test_an_engine_that_is_not_installed_comes_with_the_line_that_installs_it():
    with pytest.raises(
        VoiceError, match=r"absent is missing. Install it: pip install absent"
    ) as it:
        open_voice("absent", lang="en")
    assert it.value.exit_code == 5


def test_an_engine_whose_package_is_broken_says_so_and_stops_nobody_else():
    assert "shattered" in engine_names()
    with pytest.raises(VoiceError, match=r"shattered cannot be loaded: .*NoSuchEngine"):
        open_voice("shattered", lang="en")
    assert {voice.engine for voice in list_voices()} >= {"beep", "espeak", "silent"}


@pytest.mark.parametrize("pace", [0.49, 2.01, 0.0, -1.0, float("nan")])
def test_a_pace_out_of_range_is_refused(pace):
    with pytest.raises(UsageError, match=r"pace .* out of range"):
        open_voice("silent", lang="en", pace=pace)


def test_a_pitch_where_there_is_none_is_refused():
    with pytest.raises(UsageError, match="silent cannot change its pitch"):
        open_voice("silent", lang="en", pitch=2.0)


@pytest.mark.parametrize("pitch", [-5.0, 12.0])
def test_a_pitch_out_of_range_is_refused_with_the_range(pitch):
    with pytest.raises(UsageError, match=r"espeak cannot change .* it goes from -3\.4 to 10\.9"):
        open_voice("espeak", lang="en", pitch=pitch)


def test_names_are_unique():
    voices = list_voices("espeak")
    assert len({voice.id for voice in voices}) == len(voices)
    assert len({voice.name for voice in voices}) == len(voices)
    assert all(voice.licence and voice.lang for voice in voices)


def test_a_pace_that_the_voice_does_not_have_is_refused_with_its_range():
    with pytest.raises(UsageError, match=r"with espeak it goes from 0\.68 \(slow\) to 2\."):
        open_voice("espeak", lang="en", pace=0.6)
    open_voice("espeak", lang="en", pace=0.68).close()
