"""Lengths without a voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.voices import estimate as module
from soothe.voices.engine import Utterance
from soothe.voices.estimate import estimate, syllables, word_spans, word_starts
from soothe.voices.silent import SilentEngine


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("foot", 1),
        ("breathe", 1),
        ("circle", 2),
        ("little", 2),
        ("gently", 2),
        ("relaxation", 4),
        ("caf\u00e9", 2),
        ("the", 1),
        ("hmm", 1),
        ("10", 4),
        ("\u4e2d\u6587", 2),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_the_formula_as_it_is_written():
    assert estimate("Rest, now.") == pytest.approx(0.13 + 2 * 0.175 + 2 * 0.18 + 0.63)
    assert estimate("Rest, now.", 2.0) == pytest.approx((0.13 + 2 * 0.175 + 2 * 0.18) / 2 + 0.63)


@given(
    st.text(st.sampled_from("abe ,;:_.\u2014\u597d'1"), max_size=30), st.sampled_from([0.8, 1.0])
)
def test_a_word_begins_when_all_before_it_is_said(text, pace):
    for (start, end), begun in zip(word_spans(text), word_starts(text, pace), strict=True):
        until = estimate(text[:end], pace) - estimate(text[start:end], pace)
        assert begun == pytest.approx(until)


def test_a_sentence_without_end_costs_each_word_once(monkeypatch):
    counted = []
    monkeypatch.setattr(module, "syllables", lambda word: counted.append(word) or 1)
    SilentEngine().speak(Utterance("Rest, rest " * 500 + ", " * 500, "silent", 1.0))
    assert len(counted) <= 2 * 1000


def test_nothing_takes_no_time():
    assert estimate("") == estimate("?!") == 0.0


def test_a_number_with_a_comma_does_not_rest():
    assert estimate("3,000") == pytest.approx(estimate("3 000"))


@given(st.text(), st.text())
def test_more_text_never_takes_less_time(first, second):
    assert estimate(f"{first}. {second}") >= estimate(first) - 1e-9


@given(st.text())
def test_word_spans_are_in_order_and_inside(text):
    places = [place for span in word_spans(text) for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


def test_a_calm_voice_says_about_135_words_a_minute():
    text = "Wrap both hands around the foot, and feel how the warmth of your palms settles in."
    words = len(word_spans(text))
    assert 120 < words / estimate(text) * 60 < 150
