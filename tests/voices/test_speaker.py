"""Sentences in, clips out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from soothe.errors import UsageError, VoiceError
from soothe.model import Place, Say
from soothe.voices import cache
from soothe.voices import speaker as speaker_module
from soothe.voices.choose import open_voice


def _open(folder, spec="beep", **settings):
    return open_voice(spec, lang="en", cache=folder, **settings)


def test_each_distinct_sentence_comes_once_in_order(beep):
    says = [Say("One."), Say("Two."), Say("One."), Say("One.", pace=0.9), Say("Two.")]
    assert [say for say, _ in beep.speak(says)] == [says[0], says[1], says[3]]


def test_spellings_of_script_and_person_go_before_those_of_the_language(beep, monkeypatch):
    monkeypatch.setattr(speaker_module, "own_lexicon", lambda: {"oil": "oyl", "shiatsu": "mine"})
    asked = []
    speak = beep.source.speak
    beep.source.speak = lambda utterance: asked.append(utterance.text) or speak(utterance)
    say = Say("Oil, shiatsu, effleurage.")
    (plain,) = beep.speak([say])
    (told,) = beep.speak([replace(say, respelt=(("oil", "script"),))])
    assert asked == ["oyl, mine, eff-loo-rahzh.", "script, mine, eff-loo-rahzh."]
    assert plain[1].key != told[1].key
    assert told[0].text == say.text


def test_sentences_come_as_they_get_ready(beep):
    def says():
        yield Say("One.")
        raise AssertionError("nobody asked for a second sentence")

    heard = beep.speak(iter([Say("One."), Say("Do refuse.")]))
    assert next(heard)[0] == Say("One.")
    with pytest.raises(VoiceError):
        next(heard)


def test_what_was_spoken_once_needs_no_engine(tmp_path):
    says = [Say(f"Line {number}.") for number in range(5)]
    with _open(tmp_path) as speaker:
        before = dict(speaker.speak(says))
    with _open(tmp_path) as speaker:
        speaker.source.speak = pytest.fail
        after = dict(speaker.speak(says))
        assert all(each._running is None for each in speaker.source._processes)
    for say in says:
        np.testing.assert_array_equal(before[say].samples, after[say].samples)
        assert before[say].key == after[say].key


def test_an_engine_that_never_spoke_here_is_made_ready_and_no_other(tmp_path):
    with _open(tmp_path / "clips") as speaker:
        speaker.make_ready()
        assert all(each._running for each in speaker.source._processes)
        assert [say for say, _ in speaker.speak([Say("One.")])] == [Say("One.")]
    with _open(tmp_path / "clips") as speaker:
        speaker.make_ready()
        assert not any(each._running for each in speaker.source._processes)
    with _open(tmp_path / "none", "silent") as speaker:
        speaker.make_ready()


def test_a_clip_that_is_known_is_not_read_before_its_sound_is_asked_for(tmp_path, monkeypatch):
    say = Say("Breathe in, and out.")
    with _open(tmp_path) as speaker:
        ((_, before),) = speaker.speak([say])
    with _open(tmp_path) as speaker, monkeypatch.context() as patch:
        patch.setattr(cache, "samples", pytest.fail)
        ((_, after),) = speaker.speak([say])
    assert (after.length, after.words) == (before.length, before.words)
    np.testing.assert_array_equal(after.samples, before.samples)


def _said(speaker):
    """A clip, a copy of its samples, and its file."""
    ((_, clip),) = speaker.speak([Say("Breathe in, and out.")])
    return clip, clip.samples.copy(), speaker.store.path(clip.key)


def _cut(path):
    path.write_bytes(path.read_bytes()[:-100])


def _flip(path):
    content = bytearray(path.read_bytes())
    content[-100] ^= 0x55
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [_cut, _flip, Path.unlink])
@pytest.mark.parametrize("closed", [False, True])
def test_a_clip_that_went_or_was_damaged_is_spoken_again(tmp_path, harm, closed):
    with _open(tmp_path) as speaker:
        before, wanted, path = _said(speaker)
        harm(path)
        if not closed:
            np.testing.assert_array_equal(before.samples, wanted)
    np.testing.assert_array_equal(before.samples, wanted)
    assert path.exists()
    assert all(each._running is None for each in speaker.source._processes)


def test_a_sentence_asked_for_as_the_voice_closes_leaves_no_worker_behind(tmp_path):
    with _open(tmp_path) as speaker:
        speak = speaker.source.speak
        speaker.source.speak = lambda utterance: speaker.close() or speak(utterance)
        assert [say for say, _ in speaker.speak([Say("One.")])] == [Say("One.")]
        assert all(each._running is None for each in speaker.source._processes)


def test_a_clip_that_was_damaged_before_is_spoken_again(tmp_path):
    with _open(tmp_path) as speaker:
        _, wanted, path = _said(speaker)
    _cut(path)
    with _open(tmp_path) as speaker:
        np.testing.assert_array_equal(_said(speaker)[0].samples, wanted)


def test_a_voice_that_says_a_lost_sentence_in_another_time_is_told(beep):
    ((_, clip),) = beep.speak([Say("One and two.")])
    speak = beep.source.speak
    beep.source.speak = lambda utterance: speak(replace(utterance, text=f"{utterance.text} Three."))
    beep.store.clear()
    with pytest.raises(VoiceError, match=r"'One and two\.' was lost.*same command again"):
        clip.samples  # noqa: B018 - a property


@pytest.mark.parametrize(
    "settings", [{"pace": 0.9}, {"pitch": 1.0}, {"spec": "beep:high"}, {"spec": "espeak"}]
)
def test_every_setting_has_its_own_clip(tmp_path, settings):
    keys = set()
    for given in ({}, settings):
        with _open(tmp_path, **given) as speaker:
            keys |= {clip.key for _, clip in speaker.speak([Say("One.")])}
    assert len(keys) == 2


def test_the_paces_of_person_and_script_multiply(tmp_path):
    with _open(tmp_path, pace=0.8) as slow:
        ((_, both),) = slow.speak([Say("One and two.", pace=0.9)])
    with _open(tmp_path, pace=0.9) as usual:
        ((_, same),) = usual.speak([Say("One and two.", pace=0.8)])
    assert both.key == same.key


def test_the_pitches_of_person_and_script_add_up_as_far_as_the_voice_goes(tmp_path):
    keys = []
    for own, eased in ((-2.0, -1.0), (-3.0, 0.0), (-5.5, -1.0), (-6.0, 0.0)):
        with _open(tmp_path, pitch=own) as speaker:
            keys += [clip.key for _, clip in speaker.speak([Say("One.", pitch=eased)])]
    assert keys[0] == keys[1] != keys[2] == keys[3]


def test_pitch_is_left_out_where_the_engine_has_none(tmp_path):
    with _open(tmp_path, "silent") as speaker:
        keys = {clip.key for _, clip in speaker.speak([Say("One.", pitch=-1.0), Say("One.")])}
    assert len(keys) == 1


def test_stress_is_left_out_where_the_engine_has_none(beep, tmp_path):
    stressed = Say("Breathe out.", emphasis=((0, 7),))
    keys = {clip.key for _, clip in beep.speak([stressed, Say("Breathe out.")])}
    assert len(keys) == 1
    with _open(tmp_path, "espeak") as speaker:
        keys = {clip.key for _, clip in speaker.speak([stressed, Say("Breathe out.")])}
    assert len(keys) == 2


def test_a_sentence_without_a_word_names_its_place(beep):
    say = Say("\u2026", place=Place("rest.md.j2", 7, 3))
    with pytest.raises(UsageError, match=r"rest\.md\.j2:7:3: there is nothing to say"):
        list(beep.speak([say]))


def test_words_are_given_in_the_spelling_of_the_author(tmp_path):
    text = "This is shiatsu, slowly."
    with _open(tmp_path, "espeak") as speaker:
        ((_, clip),) = speaker.speak([Say(text)])
    words = [text[word.offset : word.offset + word.length] for word in clip.words]
    assert words == ["This", "is", "shiatsu", "slowly"]


def test_a_sentence_that_came_out_empty_is_asked_for_once_more(beep, monkeypatch):
    speak, asked = beep.source.speak, []

    def flaky(utterance):
        asked.append(utterance.text)
        speech = speak(utterance)
        return replace(speech, samples=speech.samples[:0]) if len(asked) == 1 else speech

    monkeypatch.setattr(beep.source, "speak", flaky)
    ((_, clip),) = beep.speak([Say("Breathe in, and out.")])
    assert clip.samples.size
    assert asked == ["Breathe in, and out."] * 2


def test_closing_keeps_the_cache_within_its_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MOST_BYTES", 0)
    with _open(tmp_path) as speaker:
        list(speaker.speak([Say("One.")]))
        assert speaker.store.size()
    assert speaker.store.size() == 0


def test_a_session_eases_no_further_than_the_voice_can_go(tmp_path):
    with open_voice("espeak", lang="en", pace=0.7, cache=tmp_path) as speaker:
        ends = [speaker.speak([Say("Rest for a while.", pace=pace)]) for pace in (0.88, 0.97)]
        eased, slowest = (len(clip.samples) for each in ends for _, clip in each)
    assert eased == slowest
