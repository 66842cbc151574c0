"""Right-to-left text in the order in which it is drawn."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.outputs.arabic import as_drawn

RTL = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىئؤאבגד ()12 xyz"), max_size=30)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Feet", "Feet"),
        ("אבג", "גבא"),
        ("אבג 12 ד", "ד 12 גבא"),
        ("Feet אב גד end", "Feet דג בא end"),
        ("(אב)", "(בא)"),
        ("אב OK go גד", "דג OK go בא"),
        ("\u0628", "\ufe8f"),
        ("\u0628\u0628\u0628", "\ufe90\ufe92\ufe91"),
        ("\u0628\u0627\u0628", "\ufe8f\ufe8e\ufe91"),
        ("\u0644\u0627", "\ufefb"),
        ("\u0628\u0644\u0627\u0645", "\ufee1\ufefc\ufe91"),
        ("\u0628\u064e\u0628", "\ufe90\ufe91\u064e"),
    ],
)
def test_known_words(text, drawn):
    assert as_drawn(text) == drawn


@given(RTL)
def test_no_letter_is_lost(text):
    mirrored = str.maketrans("()", ")(")
    kept = sorted(unicodedata.normalize("NFKC", as_drawn(text)).translate(mirrored))
    asked = unicodedata.normalize("NFKC", text)
    assert [each for each in kept if each not in "()"] == sorted(
        each for each in asked if each not in "()"
    )


@given(st.text(st.characters(codec="ascii")))
def test_latin_stays_as_it_is(text):
    assert as_drawn(text) == text
