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

_STAND_IN = """#!{python}
import json, sys
sys.path[:0] = {path!r}
arguments, text = sys.argv[1:], ""
if arguments == ["-v", "?"]:
    print(open({rows!r}, encoding="utf-8").read(), end="")
    raise SystemExit
text = sys.stdin.buffer.read().decode("utf-8")
json.dump([arguments, text], open({told!r}, "w"))
if "fail" in text:
    raise SystemExit("say: no, thank you")
if "nothing" not in text:
    import numpy, soundfile
    tone = numpy.sin(numpy.arange(22050) / 9).astype("float32") / 2
    soundfile.write(arguments[arguments.index("-o") + 1], tone, 22050, "FLOAT", format="WAV")
"""
_ROWS = """\
Albert              en_US    # Hello! My name is Albert.
Daniel              en_GB    # Hello! My name is Daniel.
Eddy (English (UK)) en_GB    # Hello! My name is Eddy.
Zoe (Premium)       en_US    # Hello! My name is Zoe.
Samantha            en_US    # Hello! My name is Samantha.
Allison (Enhanced)  en_US    # Hello! My name is Allison.
Anna                de_DE    # Hallo! Ich hei\u00dfe Anna.
Majed               ar_001   # \u0645\u0631\u062d\u0628\u0627!
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the command was told last."""
    rows, told, command = (tmp_path / name for name in ("rows", "told", "say"))
    rows.write_text(_ROWS, "utf-8")
    command.write_text(
        _STAND_IN.format(python=sys.executable, path=sys.path, rows=str(rows), told=str(told)),
        "utf-8",
    )
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "darwin")
    return lambda: json.loads(told.read_text("utf-8"))


@pytest.mark.usefixtures("told")
def test_the_system_s_voices_with_names_of_any_kind():
    voices = {voice.id: voice for voice in SayEngine().voices()}
    assert len(voices) == 8
    assert voices["say:Eddy (English (UK))"].lang == "en-GB"
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
    assert (speech.rate, speech.samples.dtype, speech.samples.shape) == (
        22_050,
        np.float32,
        (22_050,),
    )


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
