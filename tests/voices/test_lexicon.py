"""Respellings, and the way back from them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import UsageError
from soothe.model import Word
from soothe.voices.lexicon import lexicon, own_lexicon, respell

_WORDS = {"shiatsu": "shee-at-soo", "oil": "oyl"}
_TEXT = "Oil first, then shiatsu; no boiling."


def test_known_words_are_respelt_whole_and_in_any_case():
    assert respell(_TEXT, _WORDS).text == "oyl first, then shee-at-soo; no boiling."


def test_words_find_their_way_back():
    spoken = respell(_TEXT, _WORDS)
    heard = [
        Word(spoken.text.index(part), len(part), at)
        for at, part in enumerate(("oyl", "first", "then", "shee", "at", "soo", "no", "boiling"))
    ]
    written = spoken.written(heard)
    found = [_TEXT[word.offset : word.offset + word.length] for word in written]
    assert found == ["Oil", "first", "then", "shiatsu", "no", "boiling"]
    assert [word.start for word in written] == [0, 1, 2, 3, 6, 7]


def test_stress_moves_with_its_word():
    spoken = respell(_TEXT, _WORDS)
    for part, new in (("Oil", "oyl"), ("then", "then"), ("shiatsu", "shee-at-soo"), ("no", "no")):
        start = _TEXT.index(part)
        low, high = spoken.spoken((start, start + len(part)))
        assert spoken.text[low:high] == new


def test_the_longest_word_counts_and_one_may_end_in_a_mark():
    words = {"oil": "oyl", "oil bath": "bath of oyl", "dr.": "doctor", "\u00df": "sz"}
    assert respell("Oil bath, Dr. Oil. \u1e9e", words).text == "bath of oyl, doctor oyl. sz"


def test_a_person_has_their_own_spellings(tmp_path, monkeypatch):
    monkeypatch.setattr("soothe.voices.lexicon.user_library", lambda: tmp_path)
    assert own_lexicon() == {}
    path = tmp_path / "lexicon.toml"
    path.write_text('Shiatsu = "she-ah-tsu"\n', "utf-8")
    assert own_lexicon() == {"shiatsu": "she-ah-tsu"}
    for number, (wrong, message) in enumerate(
        [("a = 5", "a needs a spelling"), ("a =", "cannot be read"), ("\xff", "cannot be read")]
    ):
        path.write_bytes(wrong.encode("latin-1"))
        os.utime(path, ns=(0, number + 1))
        with pytest.raises(UsageError, match=message):
            own_lexicon()


@given(st.text())
def test_without_respellings_every_character_keeps_its_place(text):
    spoken = respell(text, {})
    assert len(spoken.text) == len(text)
    assert "\x00" not in spoken.text
    spoken.text.encode()
    span = (len(text) // 3, len(text) // 2)
    assert spoken.spoken(span) == span


@given(st.lists(st.sampled_from(["oil", "shiatsu", "rest", "and"]), min_size=1))
def test_every_written_word_comes_back_once(parts):
    text = " ".join(parts)
    spoken = respell(text, _WORDS)
    heard, at = [], 0
    for part in spoken.text.replace("-", " ").split():
        at = spoken.text.index(part, at)
        heard.append(Word(at, len(part), 0.0))
        at += len(part)
    written = [text[word.offset : word.offset + word.length] for word in spoken.written(heard)]
    assert written == parts


def test_the_english_table_has_what_voices_stumble_over():
    assert {"shiatsu", "effleurage"} <= set(lexicon("en-GB"))
    assert lexicon("tlh") == {}


def test_what_one_closes_is_not_said_like_what_is_near():
    told = respell("Close your hands, close to the roots.", lexicon("en"))
    assert told.text == "cloze your hands, close to the roots."


def test_the_german_table_has_what_voices_stumble_over():
    assert {"atme", "höchstens", "fußbad"} <= set(lexicon("de-AT"))
    assert respell("Ausatmen. Atme, höchstens.", lexicon("de")).text == (
        "ausahtmen. ahtme, höhchßtens."
    )
