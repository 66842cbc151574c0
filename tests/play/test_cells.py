"""Text measured in terminal cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.play.cells import clip, justify, width, wrap

text = st.text(st.sampled_from("ab é—足をé\u0301 \u200b"), max_size=60)


@given(text, st.integers(0, 30))
def test_clipped_text_fits_and_begins_as_the_text_does(words, cells):
    short = clip(words, cells)
    assert width(short) <= cells
    assert short == words or words.startswith(short.removesuffix("…"))


@given(text, st.integers(2, 30))
def test_wrapping_fits_and_loses_only_spaces(words, cells):
    lines = wrap(words, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(words.split())


@given(text, text, st.integers(0, 40))
def test_justified_text_fills_its_width(left, right, cells):
    assert width(justify(left, right, cells)) == cells


@pytest.mark.parametrize(
    ("words", "cells"), [("", 0), ("foot", 4), ("足", 2), ("e\u0301", 1), ("\u200b", 0)]
)
def test_widths(words, cells):
    assert width(words) == cells


def test_wide_text_without_spaces_breaks_anywhere():
    assert wrap("足の裏をもむ", 5) == ["足の", "裏を", "もむ"]
