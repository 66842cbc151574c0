"""What every engine keeps, whichever it is."""

from __future__ import annotations

import itertools
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import soundfile

from soothe.errors import UsageError
from soothe.model import Line, Say, Script, Step
from soothe.voices.choose import list_voices, open_voice
from soothe.voices.engine import Utterance
from soothe.voices.estimate import estimate
from soothe.voices.registry import facts_of, find_engine, source_of
from soothe.voices.sheet import sheet_of, write_sheet
from tests.voices.conftest import has_piper
from tests.voices.engines import tone
from tests.voices.mac import put_say

_NEEDS_PIPER = pytest.mark.skipif(not has_piper(), reason="needs the extra piper")
_NEEDS_SCRIPTS = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
_SENTENCE = "Let the weight of your hands sink into the floor."
_ODD = (
    "D\u00e9j\u00e0 vu, na\u00efve caf\u00e9.",
    "Rest \U0001f9d8 and breathe.",
    "\u2018Slowly,\u2019 she said \u2014 \u201cslowly\u201d\u2026",
    "A null \x00 and a bell \x07 and an escape \x1b here.",
    "A lonely half \ud800 of a pair.",
    "Bold <b>tags</b> & [[brackets]] <break time='9s'/> are words.",
    "\u4e2d\u6587 \u043e\u0442\u0434\u044b\u0445 \u0627\u0633\u062a\u0631\u062e \u0e1e\u0e31\u0e01",
)


_LONG = ", ".join(["and breathe in and breathe out"] * 40) + "."
_MANY = tuple(f"This is line {number}." for number in range(8))
_RECORDED = (_SENTENCE, *_ODD, _LONG, *_MANY, "Once.", "Once more.")


@pytest.fixture(
    params=[
        "espeak",
        "pyttsx3",
        "silent",
        "beep",
        "recorded",
        pytest.param("piper", marks=_NEEDS_PIPER),
        pytest.param("say", marks=_NEEDS_SCRIPTS),
    ]
)
def engine(request):
    if request.param in {"piper", "say"}:
        request.getfixturevalue({"piper": "models", "say": "mac"}[request.param])
    engine = find_engine(request.param)
    assert engine.missing() is None
    return engine


@pytest.fixture
def spec(engine, request):
    """What opens a voice of the engine."""
    if engine.name != "recorded":
        return engine.name
    return f"recorded:{request.getfixturevalue('narrated')}"


@pytest.fixture
def mac(tmp_path, monkeypatch):
    """A machine that takes itself for a Mac."""
    put_say(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.platform", "darwin")


@pytest.fixture
def narrated(tmp_path):
    """A person's recordings of all that is asked for here."""
    # A file of text cannot hold half a pair; the words are the same without it.
    lines = tuple(Line((Say(text.replace("\ud800", "")),)) for text in _RECORDED)
    step = Step("all", "All", 0, 60, 60, lines)
    sheet = sheet_of([Script("all", "All", "en", (step,))])
    write_sheet(sheet, tmp_path / "me")
    for row in sheet.rows:
        speech = tone(estimate(row.text))
        soundfile.write(tmp_path / "me" / row.file, speech.samples, speech.rate)
    return tmp_path / "me"


@pytest.fixture
def speaker(spec, tmp_path):
    with open_voice(spec, lang="en", cache=tmp_path / "clips") as speaker:
        yield speaker


def _clips(speaker, *texts):
    return [clip for _, clip in speaker.speak([Say(text) for text in texts])]


def test_a_clip_is_mono_float_at_a_sensible_rate_and_length(speaker):
    (clip,) = _clips(speaker, _SENTENCE)
    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert 8_000 <= clip.rate <= 48_000
    seconds = len(clip.samples) / clip.rate
    assert estimate(_SENTENCE) / 2 < seconds < estimate(_SENTENCE) * 2


def test_no_silence_is_left_at_either_end(speaker):
    if speaker.engine.capabilities.silent:
        return
    (clip,) = _clips(speaker, _SENTENCE)
    loud = np.flatnonzero(np.abs(clip.samples) > np.abs(clip.samples).max() / 200)
    assert loud[0] < 0.08 * clip.rate
    assert len(clip.samples) - loud[-1] < 0.12 * clip.rate


def test_words_come_in_order_at_their_places(speaker):
    (clip,) = _clips(speaker, _SENTENCE)
    if not speaker.engine.capabilities.words:
        assert clip.words == ()
        return
    assert len(clip.words) >= 8
    assert all(a.start <= b.start for a, b in itertools.pairwise(clip.words))
    assert 0 <= clip.words[0].start < 0.1
    assert clip.words[-1].start < len(clip.samples) / clip.rate
    first = clip.words[0]
    assert _SENTENCE[first.offset : first.offset + first.length] == "Let"


def test_a_slower_pace_takes_longer(speaker):
    says = [Say(_SENTENCE, pace=pace) for pace in (1.2, 1.0, 0.8)]
    lengths = [len(clip.samples) for _, clip in speaker.speak(says)]
    if speaker.engine.capabilities.pace == (1.0, 1.0):
        assert len(set(lengths)) == 1
    else:
        assert lengths == sorted(set(lengths))


def test_odd_characters_are_spoken_or_passed_over(speaker):
    for clip in _clips(speaker, *_ODD):
        assert len(clip.samples) > 0.2 * clip.rate


def test_a_text_without_words_is_refused(speaker):
    for text in ("", " ", "\u2026", "?!", "\x00"):
        with pytest.raises(UsageError, match="nothing to say"):
            _clips(speaker, text)


def test_a_long_text_is_spoken_whole(speaker):
    (clip,) = _clips(speaker, _LONG)
    assert len(clip.samples) / clip.rate > 0.5 * estimate(_LONG)


def test_an_unknown_voice_is_an_error_before_and_in_the_worker(engine):
    with pytest.raises(UsageError, match="nobody"):
        open_voice(f"{engine.name}:nobody", lang="en")
    source = source_of(engine)
    try:
        if not engine.capabilities.silent:
            with pytest.raises(UsageError, match="nobody"):
                source.speak(Utterance(_SENTENCE, "nobody"))
    finally:
        source.close()


def test_two_at_once_do_not_mix(speaker):
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda text: _clips(speaker, text)[0].samples.size, _MANY))
    assert together == [clip.samples.size for clip in _clips(speaker, *_MANY)]


def test_it_speaks_again_after_its_worker_was_ended(speaker):
    _clips(speaker, "Once.")
    speaker.source.close()
    (clip,) = _clips(speaker, "Once more.")
    assert clip.samples.size


def test_every_listed_voice_is_found_by_its_id(engine):
    voices = list_voices(engine.name)
    # Any folder can be a recorded voice, so there is no list of them.
    assert voices or engine.name == "recorded"
    source = source_of(engine)
    try:
        for voice in voices[:20]:
            assert voice.engine == engine.name
            own = voice.id.removeprefix(f"{engine.name}:")
            assert facts_of(engine, source).voice(own) == voice
    finally:
        source.close()


def test_what_decides_the_sound_is_in_the_fingerprint(engine, spec):
    with open_voice(spec, lang="en") as speaker:
        voice = speaker.voice.id.partition(":")[2]
    assert engine.name.split("-")[0] in engine.fingerprint(voice)
    assert engine.fingerprint(voice) == find_engine(engine.name).fingerprint(voice)
