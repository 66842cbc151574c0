"""Keys decoded from what a terminal sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.play.escape import decode

ARROWS = {"\x1b[A": "up", "\x1b[B": "down", "\x1b[C": "right", "\x1bOD": "left"}
letters = st.characters(exclude_characters="\x1b[O")
tokens = st.lists(st.one_of(letters, st.sampled_from(sorted(ARROWS))))


@given(tokens)
def test_every_key_arrives_once_and_in_order(pressed):
    assert decode("".join(pressed)) == (tuple(ARROWS.get(key, key) for key in pressed), "")


@given(tokens, st.data())
def test_a_sequence_may_arrive_in_pieces(pressed, data):
    text = "".join(pressed)
    cut = data.draw(st.integers(0, len(text)))
    first, rest = decode(text[:cut])
    second, end = decode(rest + text[cut:])
    assert first + second == decode(text)[0]
    assert end == ""


@pytest.mark.parametrize(
    ("text", "keys", "rest"),
    [
        ("\x1b[1;5C", ("right",), ""),
        ("\x1b[3~x", ("x",), ""),
        ("\x1b", (), "\x1b"),
        ("\x1b[1", (), "\x1b[1"),
        ("a\x1bq", ("a", "\x1b", "q"), ""),
        ("é ", ("é", " "), ""),
    ],
)
def test_single_cases(text, keys, rest):
    assert decode(text) == (keys, rest)
