"""The voices of macOS, with a stand-in for its command `say`."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from soothe.errors import UsageError, VoiceError
from soothe.voices import choose
from soothe.voices.engine import Utterance
from soothe.voices.say import SayEngine
from tests.voices.mac import put_say

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the command was told last."""
    told = put_say(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "darwin")
    return lambda: json.loads(told.read_text("utf-8"))


@pytest.mark.usefixtures("told")
def test_the_system_s_voices_with_names_of_any_kind():
    voices = {voice.id: voice for voice in SayEngine().voices()}
    assert len(voices) == 10
    assert voices["say:Eddy (English (UK))"].lang == "en-GB"
    assert voices["say:Eddy (Chinese (China mainland))"].lang == "zh-CN"
    assert voices["say:Fiona"].lang == "en-scotland"
    assert voices["say:Majed"].lang == "ar-001"
    assert voices["say:Zoe (Premium)"].quality == "natural"
    assert voices["say:Daniel"].quality == "system"
    assert "read it before you give files away" in voices["say:Anna"].sharing


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Daniel"),
        ("en-US", "Zoe (Premium)"),
        ("de-AT", "Anna"),
        ("ar", "Majed"),
        ("fi", None),
    ],
)
def test_the_best_serious_voice_of_a_language(lang, name):
    assert SayEngine().default(lang) == name


def test_a_sentence_goes_in_on_standard_input_and_sound_comes_out(told):
    speech = SayEngine().speak(Utterance("-v Breathe [[slnc 9000]] in.", "Daniel", pace=0.9))
    arguments, text = told()
    assert text == "-v Breathe [ [slnc 9000]] in."
    assert arguments[:4] == ["-v", "Daniel", "-r", "122"]
    assert arguments[-4:] == ["--file-format=WAVE", "--data-format=LEF32@22050", "-f", "-"]
    assert (speech.rate, speech.samples.dtype, speech.samples.ndim) == (22_050, np.float32, 1)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("text", "says"),
    [("fail", "say -v Daniel .* failed: say: no, thank you"), ("nothing", "wrote no sound")],
)
def test_a_failure_quotes_the_command(text, says):
    with pytest.raises(VoiceError, match=says):
        SayEngine().speak(Utterance(text, "Daniel"))


@pytest.mark.usefixtures("told")
def test_an_unknown_voice_is_refused():
    with pytest.raises(UsageError, match=r"no voice 'Danil'. Did you mean 'Daniel"):
        SayEngine().speak(Utterance("Rest.", "Danil"))


@pytest.mark.usefixtures("told")
def test_auto_takes_the_system_s_voice_on_a_mac():
    engines = [name for name, _ in choose._BEST["darwin"]]
    assert engines == ["piper", "say", "espeak"]
    assert SayEngine().missing() is None


def test_elsewhere_it_is_missing(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(VoiceError, match=r"exists on macOS only\. Try --voice auto"):
        choose.open_voice("say", lang="en")


def test_a_mac_without_the_command(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "not on the path" in SayEngine().missing()


def test_its_version_is_in_the_fingerprint():
    assert SayEngine().fingerprint("Daniel").startswith("say macOS")
