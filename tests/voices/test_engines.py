"""Engines one by one: what the contract does not say."""

from __future__ import annotations

import pytest

from soothe import voices
from soothe.errors import UsageError, VoiceError
from soothe.voices import check_engines
from soothe.voices.engine import Utterance, VoiceInfo
from soothe.voices.estimate import estimate
from soothe.voices.names import nearest
from soothe.voices.piper import PiperEngine
from soothe.voices.pyttsx3 import Pyttsx3Engine
from soothe.voices.silent import SilentEngine
from tests.voices.conftest import has_piper


def test_silence_lasts_as_long_as_the_formula_says():
    speech = SilentEngine().speak(Utterance("Breathe in, and out.", "silent", 0.9))
    assert not speech.samples.any()
    assert len(speech.samples) / speech.rate == pytest.approx(
        estimate("Breathe in, and out.", 0.9), abs=1e-3
    )


def test_doctor_tells_of_every_engine():
    statuses = {status.name: status for status in check_engines()}
    assert {"espeak", "pyttsx3", "silent", "beep", "apart"} <= {
        name for name, status in statuses.items() if status.ok
    }
    assert "espeakng-loader" in statuses["espeak"].detail
    assert not statuses["absent"].ok
    assert statuses["absent"].mend == "pip install absent"
    assert not statuses["shattered"].ok
    assert "cannot be loaded" in statuses["shattered"].detail


def test_names_that_are_imported_late_are_there_and_others_are_not():
    for name in ("EngineStatus", "Speaker", "check_engines", "list_voices", "open_voice"):
        assert getattr(voices, name)
    assert voices.VoiceInfo is VoiceInfo
    with pytest.raises(AttributeError, match="no attribute 'loud'"):
        voices.loud  # noqa: B018 - the access is the test


def _info(lang):
    return VoiceInfo(f"x:{lang}", lang, "x", lang, "", "plain")


@pytest.mark.parametrize(
    ("lang", "found"),
    [("en", "en-GB"), ("EN-us", "en-US"), ("en-NZ", "en-GB"), ("de-AT", "de"), ("fr", None)],
)
def test_the_nearest_voice_of_a_language(lang, found):
    known = [_info(tag) for tag in ("en-GB-scotland", "en-US", "en-GB", "de", "")]
    nearest_voice = nearest(known, lang)
    assert (nearest_voice.lang if nearest_voice else None) == found


def test_piper_finds_models_with_their_facts_and_no_others(models):
    (models / "lonely.onnx").write_bytes(b"")
    (voice,) = PiperEngine().voices()
    assert (voice.id, voice.lang, voice.quality) == ("piper:tiny", "en-US", "natural")
    assert voice.size == (models / "tiny.onnx").stat().st_size
    assert PiperEngine().default("en-GB") == "tiny"
    assert PiperEngine().default("de") is None
    with pytest.raises(UsageError, match=r"no Piper voice 'tinny' .* Did you mean 'tiny"):
        PiperEngine().voice("tinny")


def test_another_model_is_another_fingerprint(models, monkeypatch):
    monkeypatch.setattr("soothe.voices.piper.version", lambda _: "1.8")
    before = PiperEngine().fingerprint("tiny")
    assert PiperEngine().fingerprint("tiny") == before
    with (models / "tiny.onnx").open("ab") as file:
        file.write(b"more")
    assert PiperEngine().fingerprint("tiny") != before


@pytest.mark.skipif(has_piper(), reason="needs the extra piper to be absent")
def test_without_its_package_piper_is_missing():
    assert "piper-tts" in PiperEngine().missing()


class _Driver:
    """pyttsx3 when it does not do what it is told."""

    def __init__(self, engine, *, takes_rate=True):
        self._engine = engine
        self._rate = None
        self._takes_rate = takes_rate

    def getProperty(self, name):  # noqa: N802 - pyttsx3's spelling
        return self._rate if name == "rate" else []

    def setProperty(self, name, value):  # noqa: N802 - pyttsx3's spelling
        if name == "rate" and self._takes_rate:
            self._rate = value

    def save_to_file(self, text, path):
        self._engine._note(None, OSError(f"no room in {path} for {text}"))

    def runAndWait(self):  # noqa: N802 - pyttsx3's spelling
        pass


def _stubborn(monkeypatch, **settings):
    stubborn = Pyttsx3Engine()
    monkeypatch.setitem(vars(stubborn), "_driver", _Driver(stubborn, **settings))
    monkeypatch.setattr(Pyttsx3Engine, "voice", lambda *_: _info("en"))
    return stubborn


def test_an_error_that_pyttsx3_only_mentions_is_raised(monkeypatch):
    with pytest.raises(VoiceError, match=r"could not say 'Rest.': no room in .* for Rest"):
        _stubborn(monkeypatch).speak(Utterance("Rest.", "x"))


def test_a_rate_that_pyttsx3_ignores_is_an_error(monkeypatch):
    monkeypatch.setattr("soothe.voices.pyttsx3._SETTLING", 0.01)
    with pytest.raises(VoiceError, match="does not take the rate 1"):
        _stubborn(monkeypatch, takes_rate=False).speak(Utterance("Rest.", "x"))
